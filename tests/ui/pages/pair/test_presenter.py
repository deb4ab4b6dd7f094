"""Adding a device over a real carnet, by radios that play what was recorded; no window."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from tests.conftest import CAMILLE
from tests.ui.lanes import at_once, damaged
from tests.usecases.devices_at_hand import belt, scale, weight
from vault.devices.air import Answers, Progress, Seen
from vault.devices.clock import wall
from vault.devices.gatt import sig
from vault.devices.registry import decoders
from vault.devices.replay import Recording, ReplayLink, ReplayRadio
from vault.errors import (
    BluetoothAbsent,
    BluetoothDenied,
    BluetoothOff,
    DeviceCodeWrong,
    DeviceForgot,
    DeviceNeedsPairing,
    VaultError,
)
from vault.record.changes import Changes
from vault.record.person import Person
from vault.ui.asking import Ask
from vault.ui.outside import Outside
from vault.ui.pages.pair.hearing import Answering, Patience
from vault.ui.pages.pair.presenter import PairPresenter
from vault.ui.pages.pair.screen import Screen
from vault.ui.pages.pair.state import PairState
from vault.usecases import inbox, instruments, people
from vault.usecases.lanes import here
from vault.usecases.measurements import measurements
from vault.usecases.session import Session

NOE = Person("11111111-0405-4607-8809-0a0b0c0d0e0f", "Noé", "child", "legal", "Europe/Paris")


HASTY = Patience(whole=0.6, quiet=0.05, most=0.1)


@dataclass
class Shown:
    """Keeps what was drawn and told; `acts` answer what a state asks while the radio runs."""

    session: Session
    radio: ReplayRadio
    ask: Ask = at_once
    states: list[PairState] = field(default_factory=list)
    told: list[tuple[str, Callable[[], Changes | None] | None]] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    act: Callable[[PairState], None] = lambda _state: None

    def __post_init__(self) -> None:
        outside = Outside(self.follow, here, lambda: self.radio)
        screen = Screen(self.drawn, lambda *said: self.told.append(said), self.closed.append)
        self.presenter = PairPresenter(self.session, self.ask, outside, screen, HASTY)

    def drawn(self, state: PairState) -> None:
        self.states.append(state)
        self.act(state)

    def follow(
        self, stream: AsyncIterator[Any], each: Callable[[Any], None],
        sorry: Callable[[VaultError], None],
    ) -> Callable[[], object]:  # fmt: skip
        async def pump() -> None:
            async for thing in stream:
                each(thing)

        try:
            asyncio.run(pump())
        except VaultError as error:
            sorry(error)
        return lambda: None

    @property
    def now(self) -> PairState:
        return self.states[-1]

    def to_whose(self, kind: str = "sig-weight-scale") -> None:
        """Go to the step that asks whose it is."""
        self.presenter.begin()
        self.presenter.choose(kind)
        self.presenter.connect(self.now.near[0].address)


@pytest.fixture
def two(session: Session) -> tuple[Person, Person]:
    people.add(session, CAMILLE)
    people.add(session, NOE)
    return CAMILLE, NOE


def stamped(session: Session) -> Any:
    return wall(session.clock.now(), session.clock.zone).replace(microsecond=0)


def kept(session: Session, person: Person) -> int:
    return len(measurements(session, person))


def driver(word: str) -> str:
    return next(one.driver for one in instruments.supported() if word in one.measures)


def test_the_kinds_are_those_that_are_recognised_and_an_example(
    session: Session, two: tuple[Person, Person]
) -> None:
    screen = Shown(session, ReplayRadio())
    screen.presenter.begin()
    icons = {one.key: one.icon for one in screen.now.kinds}
    assert icons.keys() == {one.name for one in decoders()} | {"example"}
    assert icons["sig-blood-pressure"] == "blood pressure"
    assert icons["sig-heart-rate"] == "heart rate"
    assert icons["sig-weight-scale"] == "weight"
    assert screen.now.kinds[-1].icon == "example"
    assert next(one.gives for one in screen.now.kinds if one.key == "sig-weight-scale") == "Weight"
    assert screen.now.people == ((CAMILLE.uid, "Camille"), (NOE.uid, "Noé"))


def test_what_is_recognised_stands_apart_from_what_is_not(
    session: Session, two: tuple[Person, Person]
) -> None:
    unknown = Recording(Seen("C0:00:00:00:00:09", "TV", rssi=-90), {}, {}, ())
    screen = Shown(session, ReplayRadio(unknown, scale()))
    screen.presenter.begin()
    screen.presenter.choose(driver("body_weight"))
    assert screen.now.gesture == "Step on the scale"
    ((one,), (other,)) = screen.now.near, screen.now.others
    assert (one.name, one.kind, one.icon) == ("Balance", "Weight scale", "weight")
    assert (other.name, other.kind, other.signal) == ("TV", "", "weak")
    assert screen.now.busy == ""
    screen.presenter.previous()
    assert (screen.now.step, screen.now.near) == ("kind", ())


def test_a_name_that_comes_later_moves_a_device_to_those_recognised(
    session: Session, two: tuple[Person, Person]
) -> None:
    class Twice(ReplayRadio):
        async def nearby(self, seconds: float, seen: Callable[[Seen], bool]) -> None:
            del seconds
            shown = scale().device
            for one in (replace(shown, services=frozenset()), shown, shown):
                seen(one)

    screen = Shown(session, Twice())
    screen.presenter.begin()
    screen.presenter.choose(driver("body_weight"))
    assert any(state.others and not state.near for state in screen.states)
    assert (len(screen.now.near), screen.now.others) == (1, ())


def test_the_example_is_added_and_its_reading_is_given_with_yes(
    session: Session, camille: Person
) -> None:
    screen = Shown(session, ReplayRadio())
    screen.to_whose("example")
    assert (screen.now.step, screen.now.whose) == ("whose", (camille.uid,))
    screen.presenter.belongs(screen.now.whose)
    assert (screen.now.value, screen.now.first) == ("71.270\u00a0kg", "Camille")
    assert kept(session, camille) == 0
    screen.presenter.yes()
    assert kept(session, camille) == 1
    assert screen.closed == ["devices"]
    ((words, undo),) = screen.told
    assert words == "Measurement added"
    assert undo is not None
    undo()
    assert kept(session, camille) == 0
    assert len(inbox.waiting(session)) == 1
    assert screen.presenter.added


def test_somebody_else_leaves_the_reading_waiting(session: Session, camille: Person) -> None:
    screen = Shown(session, ReplayRadio())
    screen.to_whose("example")
    screen.presenter.belongs((camille.uid,))
    screen.presenter.later()
    assert screen.closed == ["inbox"]
    assert len(inbox.waiting(session)) == 1


def test_ignoring_throws_it_away_and_brings_it_back(session: Session, camille: Person) -> None:
    screen = Shown(session, ReplayRadio())
    screen.to_whose("example")
    screen.presenter.belongs((camille.uid,))
    screen.presenter.ignore()
    assert inbox.waiting(session) == ()
    ((words, undo),) = screen.told
    assert words == "1 reading ignored"
    assert undo is not None
    undo()
    assert len(inbox.waiting(session)) == 1


def test_for_several_people_nobody_is_taken_for_granted(
    session: Session, two: tuple[Person, Person]
) -> None:
    screen = Shown(session, ReplayRadio(scale(weight("55", stamped(session)))))
    screen.to_whose(driver("body_weight"))
    assert screen.now.whose == ()
    screen.presenter.belongs(())
    assert screen.now.missing == "Choose at least one person."
    screen.presenter.belongs((CAMILLE.uid, NOE.uid))
    assert (screen.now.value, screen.now.first) == ("55\u00a0kg", "")
    screen.presenter.give("nobody")
    screen.presenter.give(NOE.uid)
    assert (kept(session, CAMILLE), kept(session, NOE)) == (0, 1)


def test_what_it_had_in_memory_waits_beside_the_first_reading(
    session: Session, camille: Person
) -> None:
    at = stamped(session)
    frames = [weight(kg, at - timedelta(hours=n)) for n, kg in ((2, "70"), (1, "71"), (0, "72"))]
    screen = Shown(session, ReplayRadio(scale(*frames)))
    screen.to_whose(driver("body_weight"))
    screen.presenter.belongs((camille.uid,))
    assert screen.now.value == "72\u00a0kg"
    assert screen.now.said == ("2 more readings wait to be attributed.",)
    screen.presenter.yes()
    assert screen.closed == ["inbox"]
    assert len(inbox.waiting(session)) == 2


# -- what goes wrong (flow 8: each state has its sentence and a way on) ----------------------------


class Failing(ReplayRadio):
    """A radio that fails where it is told to; `errors` are raised one after the other."""

    def __init__(self, *recordings: Recording, scan: Iterable[VaultError] = (),
                 link: Iterable[VaultError] = ()) -> None:  # fmt: skip
        super().__init__(*recordings)
        self.scan, self.link = list(scan), list(link)

    async def nearby(self, seconds: float, seen: Callable[[Seen], bool]) -> None:
        if self.scan:
            raise self.scan.pop(0)
        await super().nearby(seconds, seen)

    @asynccontextmanager
    async def connected(
        self, device: Seen, tried: Progress = lambda _attempt, _of: None
    ) -> AsyncIterator[ReplayLink]:
        tried(2, 3)
        if self.link:
            raise self.link.pop(0)
        async with super().connected(device) as link:
            yield link


@pytest.mark.parametrize(
    ("error", "said", "way_on", "file"),
    [
        (BluetoothOff(), "Bluetooth is off", "Turn Bluetooth on", False),
        (BluetoothAbsent(), "has no Bluetooth", "import a file", True),
        (BluetoothDenied(), "does not let Carnet use", "Allow Carnet", False),
    ],
)
def test_a_computer_without_bluetooth_says_so_and_what_to_do(
    error: VaultError, said: str, way_on: str, *, file: bool, session: Session, camille: Person
) -> None:
    screen = Shown(session, Failing(scale(), scan=[error]))
    screen.presenter.begin()
    screen.presenter.choose(driver("body_weight"))
    assert said in screen.now.error
    assert way_on in screen.now.way_on
    assert (screen.now.file, screen.now.busy) == (file, "")
    screen.presenter.again()
    assert (screen.now.error, len(screen.now.near)) == ("", 1)


@pytest.mark.parametrize(
    ("error", "said", "way_on"),
    [
        (DeviceForgot("Balance"), "no longer recognises", "Remove the pairing"),
        (DeviceCodeWrong(), "The code was not accepted.", "Look at the code"),
    ],
)
def test_a_device_that_turns_us_away_is_tried_again(
    error: VaultError, said: str, way_on: str, session: Session, camille: Person
) -> None:
    screen = Shown(session, Failing(scale(), link=[error]))
    screen.to_whose(driver("body_weight"))
    assert said in screen.now.error
    assert way_on in screen.now.way_on
    assert "Attempt 2 of 3" in [state.trying for state in screen.states]
    assert not screen.presenter.added
    screen.presenter.again()
    assert screen.now.step == "whose"


def first(session: Session, *frames: str, **more: Any) -> Shown:
    """Go to the first reading of a scale that sends these frames."""
    screen = Shown(session, ReplayRadio(scale(*frames, **more)))
    screen.to_whose(driver("body_weight"))
    screen.presenter.belongs((CAMILLE.uid,))
    return screen


def test_a_silent_device_is_read_again(session: Session, camille: Person) -> None:
    screen = first(session)
    assert screen.now.error == "Balance sent nothing."
    assert "Take a measurement" in screen.now.way_on
    assert (screen.now.value, screen.now.busy) == ("", "")
    screen.radio = ReplayRadio(scale(weight("72")))
    screen.presenter.later()
    assert screen.closed == ["devices"]


def test_a_link_that_is_cut_keeps_what_came(session: Session, camille: Person) -> None:
    """The reading that arrived is asked about; that the link was cut matters no more."""
    screen = first(session, weight("72", stamped(session)), drops=True)
    assert (screen.now.value, screen.now.first, screen.now.error) == ("72\u00a0kg", "Camille", "")


def test_a_wrong_clock_is_said(session: Session, camille: Person) -> None:
    at = stamped(session) - timedelta(hours=3)
    screen = first(session, weight("72", at), shown=at)
    assert screen.now.value == "72\u00a0kg"
    assert screen.now.said == ("The clock of Balance is 180 min slow. Times were corrected.",)


def test_a_measurement_that_failed_says_that_nothing_was_recorded(
    session: Session, camille: Person
) -> None:
    screen = first(session, "00ffff")
    assert screen.now.value == ""
    assert screen.now.said == (
        "The device reports a failed measurement. Nothing was recorded.",
    )  # fmt: skip
    assert inbox.waiting(session) == ()


def test_a_belt_that_never_falls_silent_is_cut_off_kindly(
    session: Session, camille: Person
) -> None:
    screen = Shown(session, ReplayRadio(belt(*(66,) * 40, after=0.02)))
    screen.to_whose(driver("heart_rate"))
    screen.presenter.belongs((camille.uid,))
    assert "66\u00a0/min" in [state.value for state in screen.states]
    assert screen.now.busy == ""


def test_what_the_carnet_knows_already_is_nothing_new(session: Session, camille: Person) -> None:
    screen = first(session, weight("72", stamped(session)))
    screen.presenter.yes()
    screen.presenter.previous()
    screen.to_whose(driver("body_weight"))
    assert screen.now.whose == (camille.uid,)
    assert [state.near[0].kind for state in screen.states if state.near][-1] == (
        "Weight scale, added already"
    )
    screen.presenter.belongs((camille.uid,))
    assert screen.now.said == ("Nothing new.",)
    assert screen.now.value == ""
    screen.presenter.yes()
    screen.presenter.ignore()
    assert len(screen.told) == 1


def test_a_reading_without_time_goes_where_its_time_is_asked(
    session: Session, camille: Person
) -> None:
    screen = first(session, weight("72", stamped(session)))
    (one,) = inbox.waiting(session)
    screen.presenter._shown = replace(one, body=dict(one.body) | {"instant": None})
    screen.presenter.yes()
    assert screen.closed == ["inbox"]


class Coded(ReplayRadio):
    """A device that shows a code, and wants it typed or compared, before it answers."""

    def __init__(self, one: Recording, digits: str, *, compares: bool = False) -> None:
        super().__init__(one)
        self._digits, self._compares = digits, compares
        self.right: list[bool] = []

    @asynccontextmanager
    async def connected(
        self, device: Seen, tried: Progress = lambda _attempt, _of: None
    ) -> AsyncIterator[ReplayLink]:
        async with super().connected(device, tried) as link:
            yield Locked(link.recording, link.services, link.readable)

    @asynccontextmanager
    async def answering(self, answers: Answers) -> AsyncIterator[None]:
        told = await answers.same(self._digits) if self._compares else await answers.code()
        self.right.append(told in (True, self._digits))
        if not self.right[-1]:
            raise DeviceCodeWrong
        yield


class Locked(ReplayLink):
    """A link over which nothing can be read before there is a bond."""

    async def read(self, uuid: str) -> bytes:
        if not self.bonded:
            raise DeviceNeedsPairing(self.recording.device.name)
        return await super().read(uuid)


@pytest.mark.parametrize("compares", [False, True])
@pytest.mark.parametrize("right", [True, False])
def test_a_code_is_answered_from_the_screen(
    *, compares: bool, right: bool, session: Session, camille: Person
) -> None:
    radio = Coded(scale(), "046213", compares=compares)
    screen = Shown(session, radio)

    def act(state: PairState) -> None:
        if state.asks == "code":
            screen.presenter.answer("046213" if right else "0")
        elif state.asks == "same":
            assert state.digits == "046213"
            screen.presenter.confirm() if right else screen.presenter.answer(None)

    screen.act = act
    screen.to_whose(driver("body_weight"))
    assert radio.right == [right]
    assert screen.now.step == ("whose" if right else "near")
    assert bool(screen.now.error) is not right


@pytest.mark.parametrize("typed", ["00112233445566778899aabbccddeeff", None, "no key"])
def test_the_key_of_a_scale_that_encrypts_is_asked_on_the_screen(
    typed: str | None, session: Session, camille: Person
) -> None:
    idle = bytes.fromhex("1059d53b06e6a564934684")
    seen = Seen("C0:00:00:00:00:05", "Xiaomi Scale S400", service_data={sig(0xFE95): idle})
    screen = Shown(session, ReplayRadio(Recording(seen, {}, {}, [])))

    def act(state: PairState) -> None:
        if state.asks == "key":
            screen.presenter.answer(typed)

    screen.act = act
    screen.to_whose("xiaomi-encrypted-scale")
    assert screen.now.step == ("near" if typed == "no key" else "whose")
    assert bool(screen.now.error) is (typed == "no key")
    if typed != "no key":
        assert instruments.added(session, seen.address).settings.get("key") == typed


def test_nothing_is_drawn_once_the_dialog_is_gone(session: Session, camille: Person) -> None:
    screen = Shown(session, ReplayRadio())
    screen.presenter.read()
    screen.presenter.answer("1")
    screen.presenter.begin()
    stopped: list[str] = []
    screen.presenter._stop = lambda: stopped.append("stopped")
    screen.presenter.leave()
    assert stopped == ["stopped"]


def test_a_carnet_that_cannot_be_read_says_why(session: Session) -> None:
    screen = Shown(session, ReplayRadio(), ask=damaged)
    screen.presenter.begin()
    assert screen.now.error


def test_an_answer_that_nobody_waits_for_is_dropped(session: Session, camille: Person) -> None:
    answering = Answering(lambda _event: None)
    answering.give("1")

    async def twice() -> str | None:
        asked = asyncio.ensure_future(answering.code())
        await asyncio.sleep(0)
        answering.give("046213")
        answering.give("1")
        return await asked

    assert asyncio.run(twice()) == "046213"


def test_a_search_may_come_before_a_kind_was_chosen(session: Session, camille: Person) -> None:
    screen = Shown(session, ReplayRadio(scale()))
    screen.presenter.begin()
    screen.presenter.search()
    assert len(screen.now.near) == 1
