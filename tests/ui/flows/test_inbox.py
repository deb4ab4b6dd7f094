"""Readings that wait: given to somebody else, at a time that is asked, or all as proposed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.conftest import CAMILLE
from tests.ui.flows.hands import Hands
from tests.usecases.devices_at_hand import add, read, scale, weight
from vault.devices.clock import wall
from vault.record.person import Person
from vault.usecases import inbox, people
from vault.usecases.measurements import measurements
from vault.usecases.session import Session

pytestmark = pytest.mark.screen
NOE = Person("11111111-0405-4607-8809-0a0b0c0d0e0f", "Noé", "child", "legal", "Europe/Paris")


def waiting(hands: Hands, *ago: int | None, slots: dict[int, str] | None = None) -> Session:
    """Let readings wait, so many hours old; None is one whose time the scale did not say."""
    session = hands.app.session
    assert session is not None

    def work() -> None:
        people.add(session, NOE)
        now: Any = wall(session.clock.now(), session.clock.zone).replace(microsecond=0)
        frames = [
            weight(f"{60 + n}", None if hours is None else now - timedelta(hours=hours),
                   None if slots is None else 1)
            for n, hours in enumerate(ago)
        ]  # fmt: skip
        one = scale(*frames)
        add(session, one, CAMILLE.uid, NOE.uid, slots=slots)
        read(session, one, inbox=True)

    hands.ask(work)
    return session


def kept(hands: Hands, session: Session) -> tuple[int, int, int]:
    """Count what Camille has, what Noé has, and what waits."""
    return hands.ask(
        lambda: (
            len(measurements(session, CAMILLE)), len(measurements(session, NOE)),
            len(inbox.waiting(session)),
        )
    )  # fmt: skip


def test_a_reading_is_given_to_somebody_chosen_from_everybody(inside: Hands) -> None:
    session = waiting(inside, 1, 2)
    inside.open("inbox")
    inside.wait(lambda: inside.has("inbox.readings"))
    inside.tab_to("inbox.readings")
    inside.press("Return")
    inside.wait(lambda: inside.heading() == "Whose reading is it?")
    inside.tab_to(f"whose.{CAMILLE.uid}")
    inside.press("Down", "Space")
    inside.act("dialog.choose")
    inside.wait_for("1 reading attributed")
    assert kept(inside, session) == (0, 1, 1)
    inside.press("F1")
    inside.wait_for("Nothing enters a record before you say whose it is.")


def test_a_reading_without_a_time_is_asked_about(inside: Hands) -> None:
    session = waiting(inside, None)
    inside.open("inbox")
    inside.wait(lambda: inside.has("inbox.give.2"))
    inside.click("inbox.give.2")
    inside.wait(lambda: inside.heading() == "Attribute to Noé")
    inside.type("20/11/2026")
    inside.act("dialog.save")
    inside.wait_for("Type a time, for example 07:12.")
    assert kept(inside, session) == (0, 0, 1)
    inside.act("moment.now")
    inside.act("dialog.cancel")
    inside.back()
    assert kept(inside, session) == (0, 0, 1)

    inside.click("inbox.give.2")
    inside.wait(lambda: inside.has("moment.day"))
    inside.type("20/11/2027")
    inside.press("Tab")
    inside.type("7:12")
    inside.act("dialog.save")
    inside.wait_for("This time lies in the future.")
    assert inside.here() == "Date"
    inside.press("Ctrl+A")
    inside.type("20/11/2026")
    inside.act("dialog.save")
    inside.wait(lambda: kept(inside, session) == (0, 1, 0))
    (one,) = inside.ask(lambda: measurements(session, NOE))
    assert one.time.startswith("2026-11-20T07:12")


def test_all_that_is_proposed_is_given_at_once_after_a_question(inside: Hands) -> None:
    session = waiting(inside, 1, 2, slots={1: NOE.uid})
    assert kept(inside, session)[2] == 2
    inside.open("inbox")
    inside.wait(lambda: inside.has("action.all"))
    inside.act("action.all")
    inside.wait(lambda: inside.heading() == "Attribute all suggestions?")
    assert inside.sees("Noé: 2 readings")
    assert inside.here() == "Let them wait"
    inside.act("dialog.act")
    inside.wait_for("2 readings attributed")
    assert kept(inside, session) == (0, 2, 0)
