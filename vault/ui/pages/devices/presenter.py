"""Shows the devices of the carnet, reads one when asked, forgets one when asked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, Literal

from vault import formatting
from vault.errors import VaultError
from vault.i18n import _, ngettext
from vault.record.instrument import Instrument
from vault.record.measures import MEASURES
from vault.record.person import Person
from vault.ui.asking import Ask, Latest
from vault.ui.outside import Outside, telling
from vault.ui.pages.devices.state import Device, DevicesState, Family, Listening
from vault.usecases import inbox, instruments, measuring, people
from vault.usecases.measuring import Outcome, Radio, Reading, Wish
from vault.usecases.received import DeviceReport
from vault.usecases.session import Session
from vault.wording import readings as words
from vault.wording.errors import sentence
from vault.wording.measures import measure_name

SECONDS: Final = 60.0
LOW: Final = 15  # % of a battery
_WRONG: Final = 60  # seconds
_WITH_USERS: Final = {"scale", "bp_monitor"}
_USERS: Final = (1, 2, 3, 4)  # that a scale or a cuff tells apart
_SEVERAL: Final = 2
_ICONS: Final = {
    "scale": "weight", "bp_monitor": "blood pressure", "watch": "heart rate", "band": "heart rate",
    "thermometer": "temperature", "glucose_meter": "glucose", "oximeter": "oxygen and breathing",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    devices: tuple[Instrument, ...]
    last: dict[str, int]
    people: tuple[Person, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class Event:
    """What comes while a device is read: an attempt to connect, a reading, the end."""

    attempt: tuple[int, int] | None = None
    reading: Reading | None = None
    outcome: Outcome | None = None


class DevicesPresenter:
    """Knows use cases, knows no widget."""

    def __init__(
        self, session: Session, ask: Ask, outside: Outside, show: Callable[[DevicesState], None],
        seconds: float = SECONDS,
    ) -> None:  # fmt: skip
        self._session, self._outside, self._show = session, outside, show
        self._seconds = seconds  # that one reading lasts at most
        self._ask, self._act = Latest(ask), Latest(ask)
        self._state, self._known = DevicesState(), tuple[Instrument, ...]()
        self._stop: Callable[[], object] = lambda: None
        self._families = {one.driver: one for one in instruments.supported()}

    def begin(self) -> None:
        """Read the list."""
        session = self._session

        def work() -> _Found:
            known = instruments.everything(session)
            last = {one.uid: session.vault.reading_keys.last(one.uid) for one in known}
            met = {uid: at for uid, at in last.items() if at is not None}
            waiting = len(inbox.waiting(session))
            return _Found(known, met, people.everybody(session), waiting)

        self._ask(work, self._arrived, self._failed)

    def read(self, uid: str, *, set_clock: bool = False) -> None:
        """Listen to one device until it has sent all, or for a minute; set its clock if allowed."""
        self.stop()
        known = next(one for one in self._known if one.uid == uid)
        family = self._families.get(known.driver)
        self._turn(listening=Listening(uid, known.name, family.gesture if family else ""))
        self._stop = self._outside.follow(
            self._reading(known, set_clock=set_clock), self._heard, self._ended
        )

    def stop(self) -> None:
        """Stop listening; what came is kept."""
        self._stop()
        self._stop = lambda: None
        self._turn(listening=None)

    def change(
        self, uid: str, name: str, whose: tuple[str, ...], slots: Mapping[int, str] | None = None
    ) -> None:
        """Give a device another name, and say for whom it is and who its users are."""
        session = self._session
        linking = instruments.Linking(whose, slots or {})
        self._act(
            lambda: instruments.change(session, uid, label=name, linking=linking)[1],
            lambda _changes: self.begin(),
            self._sorry,
        )

    def forget(self, uid: str) -> None:
        """Forget a device; its measures stay."""
        known = next(one for one in self._known if one.uid == uid)

        async def gone() -> AsyncIterator[Event]:
            radio = self._radio(known)
            await instruments.forget(self._session, radio, uid, self._outside.lane)
            yield Event()

        self._stop()
        self._stop = self._outside.follow(gone(), lambda _event: self.begin(), self._sorry)

    def name(self, uid: str) -> str:
        """Return how a device is called."""
        return next(one.name for one in self._known if one.uid == uid)

    def slots(self, uid: str) -> dict[int, str] | None:
        """Return whom each user of a device is, "" for nobody yet; None: it knows no users.

        Only where the carnet holds several people is there anything to say.
        """
        one = next(known for known in self._known if known.uid == uid)
        if one.source.device_class not in _WITH_USERS or len(self._state.people) < _SEVERAL:
            return None
        return {number: one.slots.get(number, "") for number in _USERS}

    def whose(self, uid: str) -> tuple[str, ...]:
        """Return the uids of the people a device is for."""
        return next(one.people for one in self._known if one.uid == uid)

    def leave(self) -> None:
        """The page goes: listening stops, nothing is drawn any more."""
        self._stop()
        self._ask.leave()
        self._act.leave()

    def _radio(self, known: Instrument) -> Radio:
        if measuring.is_example(known):
            return measuring.example()
        return self._outside.radio()

    def _reading(self, known: Instrument, *, set_clock: bool) -> AsyncIterator[Event]:
        async def run(tell: Callable[[Event], None]) -> None:
            wish = Wish(
                known.uid, self._seconds, set_clock=set_clock,
                tried=lambda attempt, of: tell(Event(attempt=(attempt, of))),
                told=lambda reading: tell(Event(reading=reading)),
            )  # fmt: skip
            radio = self._radio(known)
            outcome = await measuring.read(self._session, radio, wish, self._outside.lane)
            tell(Event(outcome=outcome))

        return telling(run)

    def _heard(self, event: Event) -> None:
        listening = self._state.listening
        if listening is None:
            return
        if event.attempt is not None:
            attempt, of = event.attempt
            self._turn(listening=replace(listening, trying=words.attempt(attempt, of)))
        elif event.reading is not None:
            value = words.reading(event.reading)
            self._turn(listening=replace(listening, values=(*listening.values, value)))
        else:
            assert event.outcome is not None
            self._over(listening, event.outcome)

    def _over(self, listening: Listening, outcome: Outcome) -> None:
        received, said = outcome.received, []
        if received.kept:
            kept = ngettext("{n} measurement added", "{n} measurements added", len(received.kept))
            said.append(kept.format(n=len(received.kept)))
        if received.waiting:
            waits = ngettext(
                "{n} reading is to be attributed", "{n} readings are to be attributed",
                len(received.waiting),
            )  # fmt: skip
            said.append(waits.format(n=len(received.waiting)))
        if outcome.error is None and not said:
            said.append(_("Nothing new."))
        said += list(_told(listening.name, outcome))
        kind: Literal["note", "good", "error"]
        kind = "good" if received.kept and not received.waiting else "note"
        if outcome.error is not None:
            said.insert(0, sentence(outcome.error))
            kind = "error"
        ended = replace(
            listening, done=True, kind=kind, said=tuple(said), waiting=len(received.waiting),
            clock=any(_may_be_set(one) for one in received.devices),
        )  # fmt: skip
        self._turn(listening=ended)
        self.begin()

    def _ended(self, error: VaultError) -> None:
        if self._state.listening is not None:
            ended = replace(self._state.listening, done=True, kind="error", said=(sentence(error),))
            self._turn(listening=ended)

    def _arrived(self, found: _Found) -> None:
        self._known = found.devices
        called = {one.uid: one.called for one in found.people}
        devices = tuple(self._device(one, found.last.get(one.uid), called) for one in found.devices)
        families = tuple(
            Family(one.name, ", ".join(_measure(key) for key in one.measures))
            for one in self._families.values()
        )
        self._turn(
            step="ready" if devices else "empty", devices=devices, families=families,
            people=tuple(called.items()), waiting=found.waiting,
        )  # fmt: skip

    def _device(self, one: Instrument, last: int | None, called: dict[str, str]) -> Device:
        family = self._families.get(one.driver)
        lines = [family.name if family else one.driver]
        if last is not None:
            at = datetime.fromtimestamp(last / 1000, UTC).astimezone(self._session.clock.zone)
            when = formatting.day(self._session.at().date(), at, "timed")
            lines.append(_("Last reading: {when}").format(when=when))
        names = ", ".join(called[uid] for uid in one.people if uid in called)
        lines.append(_("For: {names}").format(names=names) if names else _("For nobody yet"))
        battery = one.settings.get("battery")
        if isinstance(battery, int):
            lines.append(_("Battery: {n} %").format(n=battery))
        icon = _ICONS.get(one.source.device_class, "devices")
        return Device(one.uid, one.name, icon, tuple(lines), measuring.is_example(one))

    def _failed(self, error: VaultError) -> None:
        self._turn(step="failed", sentence=sentence(error))

    def _sorry(self, error: VaultError) -> None:
        self._turn(sentence=sentence(error))

    def _turn(self, **what: object) -> None:
        self._state = replace(self._state, **{"sentence": "", **what})  # type: ignore[arg-type]
        self._show(self._state)


def _measure(key: str) -> str:
    return measure_name(MEASURES[key]) if key in MEASURES else key


def _may_be_set(one: DeviceReport) -> bool:
    """Tell whether a clock is wrong and nobody has let Carnet set it yet."""
    return _is_wrong(one) and one.action not in ("set", "refused")


def _is_wrong(one: DeviceReport) -> bool:
    return one.offset is not None and abs(one.offset) > _WRONG


def _told(name: str, outcome: Outcome) -> list[str]:
    said = []
    for one in outcome.received.devices:
        said += [why for reason in sorted(one.skipped) if (why := words.skipped(reason))]
        if one.offset is not None and _is_wrong(one):
            said.append(words.clock(name, one.offset, one.action))
        if one.battery is not None and one.battery < LOW:
            said.append(words.low_battery(name))
    return said
