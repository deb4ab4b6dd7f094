"""Flow 7: the example device is added, its reading asked about, five readings given, one back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from tests.conftest import CAMILLE
from tests.ui.flows.conftest import Look, Open
from tests.ui.flows.hands import Hands
from tests.usecases.devices_at_hand import add, read, scale, weight
from vault.devices.clock import wall
from vault.record.person import Person
from vault.ui.widgets.record_table import RecordTable
from vault.usecases import inbox, instruments, people
from vault.usecases.measurements import measurements

pytestmark = pytest.mark.screen
NOE = Person("11111111-0405-4607-8809-0a0b0c0d0e0f", "Noé", "child", "legal", "Europe/Paris")
EXAMPLE, OTHER = "C0:00:00:00:00:01", "C0:00:00:00:00:07"
WORDS = {
    "en": {
        "devices": "Devices", "add": "Add a device", "asked": "71.270\u00a0kg. Is this Camille?",
        "inbox": "Readings to attribute", "one": "1 reading attributed",
        "two": "2 readings attributed", "empty": "No reading to attribute.",
        "whose": "Whose is it?",
    },
    "fr": {
        "devices": "Appareils", "add": "Ajouter un appareil",
        "asked": "71,270\u00a0kg. C’est Camille\u202f?", "inbox": "Mesures à attribuer",
        "one": "1 mesure attribuée", "two": "2 mesures attribuées",
        "empty": "Aucune mesure à attribuer.", "whose": "À qui est-il\u202f?",
    },
}  # fmt: skip


def seeded(hands: Hands) -> None:
    """Let four readings of another scale wait, in a carnet of two people."""
    session = hands.app.session
    assert session is not None

    def work() -> None:
        people.add(session, NOE)
        at: Any = wall(session.clock.now(), session.clock.zone).replace(microsecond=0)
        frames = [weight(f"{60 + n}", at - timedelta(hours=n)) for n in range(1, 5)]
        one = scale(*frames, address=OTHER)
        add(session, one, CAMILLE.uid, NOE.uid)
        read(session, replace(one), inbox=True)

    hands.ask(work)
    hands.app.record.begin(lambda: None)  # type: ignore[union-attr]
    hands.wait(lambda: hands.app.record is not None and len(hands.app.record.people) == 2)


def kept(hands: Hands) -> tuple[int, int, int]:
    """Count what Camille has, what Noé has, and what waits."""
    session = hands.app.session
    assert session is not None
    return hands.ask(
        lambda: (
            len(measurements(session, CAMILLE)), len(measurements(session, NOE)),
            len(inbox.waiting(session)),
        )
    )  # fmt: skip


def rows(hands: Hands) -> int:
    table = hands.find("inbox.readings")
    assert isinstance(table, RecordTable)
    return table.rows.rowCount()


def shows(hands: Hands, count: int) -> bool:
    """Say whether so many readings stand in the list."""
    return hands.has("inbox.readings") and rows(hands) == count


def paired(hands: Hands, words: dict[str, str]) -> None:
    hands.go("Ctrl+5", words["devices"])
    hands.wait(lambda: hands.has("devices.known"))
    hands.act(words["add"])
    hands.wait(lambda: hands.has("pair.kind.example"))
    hands.act("pair.kind.example")
    hands.wait(lambda: hands.has(f"pair.near.{EXAMPLE}"))
    hands.act(f"pair.near.{EXAMPLE}")
    hands.wait_for(words["whose"])
    hands.tab_to(f"pair.whose.{CAMILLE.uid}")
    hands.press("Space")
    hands.act("dialog.whose")
    hands.wait_for(words["asked"])


@pytest.mark.slow
def test_the_example_device_and_five_readings_by_keyboard(look: Look, window: Open) -> None:
    words, hands = WORDS[look.language], window(look)
    hands.enter()
    seeded(hands)
    paired(hands, words)
    hands.act("dialog.else")
    hands.wait(lambda: hands.heading() == words["inbox"])
    hands.wait(lambda: hands.has("inbox.readings") and rows(hands) == 5)
    hands.tab_to("inbox.readings")
    for keys, left in (("1", 4), ("2", 3)):
        hands.type(keys)
        hands.wait(partial(shows, hands, left))
        hands.wait_for(words["one"])
    hands.press("Home", "Shift+Down")
    hands.type("2")
    hands.wait(partial(shows, hands, 1))
    hands.wait_for(words["two"])
    hands.type("1")
    hands.wait_for(words["empty"])
    assert kept(hands) == (2, 3, 0)
    hands.press("Ctrl+Z")
    hands.wait(partial(shows, hands, 1))
    assert kept(hands) == (1, 3, 1)
    session = hands.app.session
    assert session is not None
    names = [one.address for one in hands.ask(lambda: instruments.everything(session))]
    assert sorted(names) == [EXAMPLE, OTHER]


@pytest.mark.slow
def test_yes_puts_the_first_reading_into_the_record(window: Open) -> None:
    words, hands = WORDS["en"], window()
    hands.enter()
    seeded(hands)
    paired(hands, words)
    hands.act("dialog.yes")
    hands.wait(lambda: hands.heading() == words["devices"])
    assert kept(hands) == (1, 0, 4)
    hands.press("Ctrl+Z")
    hands.wait(lambda: kept(hands) == (0, 0, 5))


@pytest.mark.slow
def test_a_lock_while_it_listens_stops_everything(window: Open) -> None:
    words, hands = WORDS["en"], window()
    hands.enter()
    hands.go("Ctrl+5", words["devices"])
    hands.wait(lambda: hands.has("devices.known"))
    hands.act(words["add"])
    hands.wait(lambda: hands.has("pair.kind.example"))
    hands.act("pair.kind.example")
    hands.wait(lambda: hands.has(f"pair.near.{EXAMPLE}"))
    hands.act(f"pair.near.{EXAMPLE}")
    hands.wait_for(words["whose"])
    hands.act("dialog.whose")
    hands.wait_for("71.270\u00a0kg")
    hands.app.lock("idle")
    hands.wait(lambda: hands.app.session is None and hands.front is hands.app.window)
    hands.wait(lambda: not hands.app.bridge.busy)
