"""Devices of a real carnet, read through a radio that plays what was recorded; no window."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.ui.lanes import Later, at_once
from vault.devices.replay import ReplayRadio
from vault.errors import BluetoothOff, DiskFull, VaultError
from vault.record.person import Person
from vault.ui.outside import Outside
from vault.ui.pages.devices.presenter import DevicesPresenter, Event
from vault.ui.pages.devices.state import DevicesState, Listening
from vault.usecases import instruments, measuring, people
from vault.usecases.import_report import Report
from vault.usecases.instruments import Linking
from vault.usecases.lanes import here
from vault.usecases.measuring import Outcome
from vault.usecases.meeting import Meet
from vault.usecases.received import DeviceReport, Received
from vault.usecases.session import Session
from vault.wording.readings import attempt, low_battery

SCALE = "C0:00:00:00:00:01"
ODILE = Person("00010203-0405-4607-8809-0a0b0c0d0e10", "Odile", "parent", "agreement",
               "Europe/Paris")  # fmt: skip


def follow(
    stream: AsyncIterator[Any], each: Callable[[Any], None], sorry: Callable[[VaultError], None]
) -> Callable[[], object]:
    async def pump() -> None:
        async for thing in stream:
            each(thing)

    try:
        asyncio.run(pump())
    except VaultError as error:
        sorry(error)
    return lambda: None


class Off(ReplayRadio):
    """A computer whose Bluetooth is off."""

    async def nearby(self, seconds: float, seen: Callable[[Any], bool]) -> None:
        raise BluetoothOff


class Screen:
    """Keeps what was drawn."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.states: list[DevicesState] = []
        outside = Outside(follow, here, Off)
        self.presenter = DevicesPresenter(
            session, at_once, outside, self.states.append, seconds=1.5
        )

    @property
    def now(self) -> DevicesState:
        return self.states[-1]

    def add(self, *whose: str) -> str:
        linking = Linking(whose)
        adding = instruments.add(self.session, measuring.example(), SCALE, linking, Meet())
        return asyncio.run(adding).uid


@pytest.fixture
def screen(session: Session, camille: Person) -> Screen:
    people.add(session, ODILE)
    return Screen(session)


def test_a_carnet_without_devices_says_what_is_recognised(screen: Screen) -> None:
    screen.presenter.begin()
    assert screen.now.step == "empty"
    assert any("Weight" in one.gives for one in screen.now.families)


def test_a_device_of_one_person_keeps_its_reading(screen: Screen, camille: Person) -> None:
    uid = screen.add(camille.uid)
    screen.presenter.begin()
    (device,) = screen.now.devices
    assert device.example
    assert "For: Camille" in device.lines
    assert "Battery: 87\u00a0%" in [line.replace(" %", "\u00a0%") for line in device.lines]
    screen.presenter.read(uid)
    listening = screen.now.listening
    assert listening is not None
    assert (listening.done, listening.values) == (True, ("71.270\u00a0kg",))
    assert listening.said == ("1 measurement added",)
    assert "Last reading: 23 Nov, 12:00" in screen.now.devices[0].lines
    screen.presenter.read(uid)
    assert screen.now.listening is not None
    assert screen.now.listening.said[0] in ("Nothing new.", "1 measurement added")
    screen.presenter.stop()
    assert screen.now.listening is None


def test_a_device_of_nobody_lets_its_reading_wait(screen: Screen) -> None:
    uid = screen.add()
    screen.presenter.begin()
    assert "For nobody yet" in screen.now.devices[0].lines
    screen.presenter.read(uid)
    assert screen.now.listening is not None
    assert screen.now.listening.said[0] == "1 reading is to be attributed"
    assert (screen.now.listening.waiting, screen.now.waiting) == (1, 1)


def test_what_stops_a_reading_is_said(screen: Screen) -> None:
    uid = screen.add()
    settings = dict(instruments.everything(screen.session)[0].settings)
    with screen.session.database.transaction():
        screen.session.vault.instruments.change(uid, None, {**settings, "address": "C0:FF"})
    screen.presenter.begin()
    screen.presenter.read(uid)
    assert screen.now.listening is not None
    assert screen.now.listening.kind == "error"
    assert screen.now.listening.said[0] == "Bluetooth is off on this computer."


def test_a_device_gets_another_name_and_other_people(screen: Screen, camille: Person) -> None:
    uid = screen.add(camille.uid)
    screen.presenter.begin()
    assert screen.presenter.whose(uid) == (camille.uid,)
    screen.presenter.change(uid, "Bathroom", (camille.uid, ODILE.uid))
    assert screen.presenter.name(uid) == "Bathroom"
    assert "For: Camille, Odile" in screen.now.devices[0].lines


def test_a_forgotten_device_is_gone(screen: Screen) -> None:
    uid = screen.add()
    screen.presenter.begin()
    screen.presenter.forget(uid)
    assert screen.now.step == "empty"


def test_what_cannot_be_read_or_done_is_said(screen: Screen) -> None:
    screen.presenter._failed(DiskFull())
    assert screen.now.step == "failed"
    screen.presenter._sorry(DiskFull())
    assert screen.now.sentence == "The disk is full. Nothing was lost."
    before = len(screen.states)
    screen.presenter._ended(DiskFull())
    assert len(screen.states) == before


def test_a_late_answer_goes_nowhere(session: Session, camille: Person) -> None:
    ask, drawn = Later(), list[DevicesState]()
    presenter = DevicesPresenter(session, ask, Outside(follow, here, Off), drawn.append)
    presenter.begin()
    presenter.leave()
    ask.answer()
    assert drawn == []


def test_users_of_a_device_are_named_where_there_are_several_people(
    screen: Screen, camille: Person
) -> None:
    uid = screen.add(camille.uid)
    screen.presenter.begin()
    assert screen.presenter.slots(uid) == {1: "", 2: "", 3: "", 4: ""}
    screen.presenter.change(uid, "Bathroom", (camille.uid, ODILE.uid), {1: ODILE.uid, 2: ""})
    assert screen.presenter.slots(uid) == {1: ODILE.uid, 2: "", 3: "", 4: ""}
    screen.presenter.change(uid, "Bathroom", (camille.uid, ODILE.uid), {1: ""})
    assert instruments.added(screen.session, uid).slots == {}


def test_one_person_has_no_users_to_tell_apart(session: Session, camille: Person) -> None:
    screen = Screen(session)
    uid = screen.add(camille.uid)
    screen.presenter.begin()
    assert screen.presenter.slots(uid) is None


@pytest.mark.parametrize(
    ("offset", "action", "offered"),
    [(-720.0, "not_allowed", True), (-720.0, "set", False), (5.0, "none", False),
     (None, "none", False)],
)  # fmt: skip
def test_a_wrong_clock_may_be_set_on_request(
    offset: float | None, action: str, screen: Screen, camille: Person, *, offered: bool
) -> None:
    uid = screen.add(camille.uid)
    screen.presenter.begin()
    received = Received(Report(screen.session.clock.zone))
    received.devices.append(DeviceReport(uid, offset=offset, action=action))
    screen.presenter._turn(listening=Listening(uid, "Scale", ""))
    screen.presenter._heard(Event(outcome=Outcome(received)))
    assert screen.now.listening is not None
    assert screen.now.listening.clock is offered
    screen.presenter.read(uid, set_clock=True)
    assert screen.now.listening.done


def test_what_a_device_says_of_itself_is_told_with_its_readings(screen: Screen) -> None:
    uid = screen.add()
    screen.presenter.begin()
    report = DeviceReport(uid, offset=-600.0, action="set", battery=9)
    outcome = Outcome(Received(Report(ZoneInfo("Europe/Paris")), [report, DeviceReport(uid)]))
    screen.presenter._heard(Event(outcome=outcome))
    assert all(state.listening is None for state in screen.states), "nobody listens"
    screen.presenter._turn(listening=Listening(uid, "Scale", ""))
    screen.presenter._heard(Event(attempt=(2, 3)))
    assert screen.now.listening is not None
    assert screen.now.listening.trying == attempt(2, 3)
    screen.presenter._heard(Event(outcome=outcome))
    assert screen.now.listening.done
    said = " ".join(screen.now.listening.said)
    assert "The clock of Scale is 10 min slow. It was set." in said
    assert low_battery("Scale") in said


def test_what_breaks_a_reading_off_is_said(screen: Screen) -> None:
    uid = screen.add()
    screen.presenter.begin()
    screen.presenter._turn(listening=Listening(uid, "Scale", ""))
    screen.presenter._ended(DiskFull())
    assert screen.now.listening is not None
    assert (screen.now.listening.done, screen.now.listening.kind) == (True, "error")
    assert screen.now.listening.said == ("The disk is full. Nothing was lost.",)


def test_a_device_that_says_nothing_of_its_battery_shows_none(screen: Screen) -> None:
    uid = screen.add()
    one = instruments.everything(screen.session)[0]
    settings = {key: value for key, value in one.settings.items() if key != "battery"}
    with screen.session.database.transaction():
        screen.session.vault.instruments.change(uid, None, settings)
    screen.presenter.begin()
    assert not any(line.startswith("Battery") for line in screen.now.devices[0].lines)
