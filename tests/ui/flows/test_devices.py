"""The devices that were added: renamed, read, for whom they are, forgotten."""

from __future__ import annotations

import asyncio

import pytest

from tests.conftest import CAMILLE
from tests.ui.flows.hands import Hands
from vault.record.person import Person
from vault.usecases import inbox, instruments, measuring, people
from vault.usecases.instruments import Linking
from vault.usecases.measurements import measurements
from vault.usecases.meeting import Meet
from vault.usecases.session import Session

pytestmark = pytest.mark.screen
SCALE = "C0:00:00:00:00:01"
NOE = Person("11111111-0405-4607-8809-0a0b0c0d0e0f", "Noé", "child", "legal", "Europe/Paris")


def added(hands: Hands) -> tuple[Session, str]:
    """Add the recorded scale for Camille, in a carnet of two people."""
    session = hands.app.session
    assert session is not None

    def work() -> str:
        people.add(session, NOE)
        adding = instruments.add(
            session, measuring.example(), SCALE, Linking((CAMILLE.uid,)), Meet()
        )
        return asyncio.run(adding).uid

    return session, hands.ask(work)


def test_a_device_is_renamed_and_shared(inside: Hands) -> None:
    session, uid = added(inside)
    inside.open("devices")
    inside.wait_for("For: Camille")
    inside.click(f"device.edit.{uid}")
    inside.wait(lambda: inside.has("device.name"))
    assert inside.here() == "Name"
    inside.press("Ctrl+A")
    inside.type("  Balance du couloir ")
    inside.tab_to(f"device.whose.{NOE.uid}")
    inside.press("Space")
    inside.act("dialog.save")
    inside.back()
    inside.wait_for("For: Camille, Noé")
    (one,) = inside.ask(lambda: instruments.everything(session))
    assert (one.name, one.people) == ("Balance du couloir", (CAMILLE.uid, NOE.uid))

    inside.click(f"device.edit.{uid}")
    inside.wait(lambda: inside.has("device.name"))
    inside.press("Ctrl+A")
    inside.type("another")
    inside.act("dialog.cancel")
    inside.back()
    assert inside.ask(lambda: instruments.everything(session))[0].name == "Balance du couloir"


def test_a_device_is_forgotten_once_it_was_asked_twice(inside: Hands) -> None:
    session, uid = added(inside)
    (one,) = inside.ask(lambda: instruments.everything(session))
    inside.open("devices")
    inside.click(f"device.forget.{uid}")
    inside.wait(lambda: inside.heading() == f"Forget {one.name}?")
    assert inside.here() == "Keep the device"
    inside.press("Return")
    inside.back()
    assert len(inside.ask(lambda: instruments.everything(session))) == 1
    inside.click(f"device.forget.{uid}")
    inside.wait(lambda: inside.has("dialog.act"))
    inside.act("dialog.act")
    inside.wait_for("No device was added yet.")
    assert inside.ask(lambda: instruments.everything(session)) == ()


def test_a_device_named_by_the_overview_is_read_at_once_and_stops_when_asked(inside: Hands) -> None:
    session, uid = added(inside)
    inside.open(f"devices/{uid}")
    inside.wait_for("Listening…")
    inside.wait_for("kg")
    assert not inside.has("action.stop")
    inside.click("devices.stop")
    inside.wait_gone("Listening…")
    inside.wait(lambda: not inside.app.bridge.busy)
    kept = inside.ask(lambda: (len(measurements(session, CAMILLE)), len(inbox.waiting(session))))
    assert kept == (1, 0), "what came is kept"


def test_a_device_that_is_gone_is_not_read(inside: Hands) -> None:
    added(inside)
    inside.open("devices/of-another-day")
    inside.wait_for("For: Camille")
    assert not inside.sees("Listening…")
