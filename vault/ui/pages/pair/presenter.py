"""Adds a device, step by step; a first reading waits until somebody says whose it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from vault.errors import VaultError
from vault.i18n import _, ngettext
from vault.record.changes import Changes
from vault.record.inbox import Waiting
from vault.record.instrument import Instrument
from vault.record.person import Person
from vault.ui.asking import Ask, Latest
from vault.ui.outside import Outside, telling
from vault.ui.pages.pair import hearing
from vault.ui.pages.pair.hearing import Answering, Ended, Event, Patience, Tell
from vault.ui.pages.pair.kinds import (
    EXAMPLE,
    first,
    kinds,
    near,
    placed,
    plays,
    shown,
    without,
    wrong,
)
from vault.ui.pages.pair.screen import Screen
from vault.ui.pages.pair.state import PairState
from vault.usecases import inbox, instruments, measuring, people
from vault.usecases.inbox import Assigned
from vault.usecases.instruments import Linking, Nearby
from vault.usecases.measuring import Radio, Reading
from vault.usecases.session import Session
from vault.wording import readings as words

_PATIENT: Final = Patience()
_WRONG: Final = 60  # seconds that a clock may be wrong unsaid


class PairPresenter:
    """Knows use cases, knows no widget; one radio all along, for it does one thing at a time."""

    def __init__(
        self, session: Session, ask: Ask, outside: Outside, screen: Screen,
        patience: Patience = _PATIENT,
    ) -> None:  # fmt: skip
        self._session, self._outside, self._screen = session, outside, screen
        self._patience = patience
        self._ask = Latest(ask)
        self._families = {one.driver: one for one in instruments.supported()}
        self._state = PairState(kinds=kinds(tuple(self._families.values())))
        self._people: dict[str, Person] = {}
        self._radio: Radio | None = None
        self._stop: Callable[[], object] = lambda: None
        self._again: Callable[[], None] = self.search
        self._answering: Answering | None = None
        self._device: Instrument | None = None
        self._last: Reading | None = None
        self._shown: Waiting | None = None
        self._left = 0  # further readings that wait

    def begin(self) -> None:
        """Show the kinds."""
        self._screen.show(self._state)
        session = self._session
        self._ask(lambda: people.everybody(session), self._met, self._sorry)

    def choose(self, kind: str) -> None:
        """Go on to the device itself: to listen for one of a kind, or to the example."""
        example = kind == EXAMPLE
        self._radio = measuring.example() if example else self._outside.radio()
        families = self._families.values()
        family = next(one for one in families if one.driver == kind or (example and plays(one)))
        self._state = replace(self._state, step="near", gesture=family.gesture)
        self.search()

    def search(self) -> None:
        """Listen for devices that are near."""
        self._stop()
        self._again = self.search
        self._turn(busy="searching", near=(), others=(), device="", asks="")
        self._follow(lambda tell: hearing.search(self._session, self._near, self._outside, tell))

    def connect(self, address: str) -> None:
        """Add the device of an address."""
        self._stop()
        names = {one.address: one.name for one in (*self._state.near, *self._state.others)}
        self._again = partial(self.connect, address)
        self._turn(busy="connecting", device=names.get(address, address), trying="", asks="")

        async def work(tell: Tell) -> None:
            self._answering = Answering(tell)
            await hearing.connect(
                self._session, self._near, self._outside, address, self._answering
            )

        self._follow(work)

    def answer(self, code: str | None) -> None:
        """Answer what the device asked: the digits that it shows, None for no."""
        self._turn(asks="")
        if self._answering is not None:
            self._answering.give(code)

    def confirm(self) -> None:
        """Say that the device shows the same digits."""
        self.answer(self._state.digits)

    def belongs(self, whose: Sequence[str]) -> None:
        """Say whose the device is, and take a first reading."""
        if not whose or self._device is None:
            self._turn(missing=_("Choose at least one person."))
            return
        session, uid, linking = self._session, self._device.uid, Linking(tuple(whose))

        def changed(changed: Instrument) -> None:
            self._device = changed
            self.read()

        self._ask(
            lambda: instruments.change(session, uid, linking=linking)[0], changed, self._sorry
        )

    def read(self) -> None:
        """Take a first reading."""
        self._stop()
        device, self._last = self._device, None
        if device is None:
            return
        self._again = self.read
        gesture = self._families[device.driver].gesture if device.driver in self._families else ""
        self._turn(
            step="reading", busy="reading", value="", said=(), trying="", gesture=gesture,
            device=device.name,
        )  # fmt: skip
        self._follow(
            lambda tell: hearing.first_reading(
                self._session, self._near, self._outside, device, tell, self._patience
            )
        )

    def again(self) -> None:
        """Try once more what went wrong."""
        self._again()

    def previous(self) -> None:
        """Go back to the kinds."""
        self._stop()
        self._turn(step="kind", busy="", near=(), others=(), device="", asks="")

    def give(self, person: str) -> None:
        """Put the first reading into a record."""
        one, session, whose = self._shown, self._session, self._people.get(person)
        if one is None or whose is None:
            return
        if one.body["instant"] is None:  # the page of what waits asks when it was
            self._screen.close("inbox")
            return
        given: list[Assigned] = []

        def work() -> Changes:
            given.append(inbox.assign(session, [one.uid], whose))
            return given[0].changes

        def done(_changes: Changes) -> None:
            self._screen.tell(_("Measurement added"), partial(inbox.take_back, session, given))
            self._screen.close("inbox" if self._left else "devices")

        self._ask(work, done, self._sorry)

    def yes(self) -> None:
        """Put the first reading into the record of whom it is proposed to."""
        self.give(self._state.proposed)

    def ignore(self) -> None:
        """Throw the first reading away."""
        one, session = self._shown, self._session
        if one is None:
            return

        def done(_changes: Changes) -> None:
            said = ngettext("{n} reading ignored", "{n} readings ignored", 1).format(n=1)
            self._screen.tell(said, partial(inbox.put_back, session, [one]))
            self._screen.close("inbox" if self._left else "devices")

        self._ask(lambda: inbox.discard(session, [one.uid]), done, self._sorry)

    def later(self) -> None:
        """Let the first reading wait."""
        self._screen.close("inbox" if self._shown is not None else "devices")

    def leave(self) -> None:
        """The dialog goes: the radio stops, nothing is drawn any more."""
        self._stop()
        self._stop = lambda: None
        self._ask.leave()

    @property
    def added(self) -> bool:
        """Tell whether a device is in the carnet now, whatever came after."""
        return self._device is not None

    @property
    def _near(self) -> Radio:
        if self._radio is None:
            self._radio = self._outside.radio()
        return self._radio

    def _follow(self, work: Callable[[Tell], Awaitable[None]]) -> None:
        self._stop = self._outside.follow(telling(work), self._heard, self._sorry)

    def _heard(self, event: Event) -> None:
        if event.heard is not None:
            self._near_one(event.heard)
        elif event.attempt is not None:
            n, total = event.attempt
            self._turn(trying=words.attempt(n, total))
        elif event.asks:
            self._turn(asks=event.asks, digits=event.digits)
        elif event.added is not None:
            self._added(event.added)
        elif event.reading is not None:
            self._last = event.reading
            self._turn(value=words.reading(event.reading), trying="")
        elif event.ended is not None:
            self._over(event.ended)
        else:
            self._turn(busy="")

    def _near_one(self, found: Nearby) -> None:
        one = near(found, self._families)
        if found.drivers:
            self._turn(near=placed(self._state.near, one), others=without(self._state.others, one))
        else:
            self._turn(others=placed(self._state.others, one))

    def _added(self, device: Instrument) -> None:
        self._device, self._answering = device, None
        everybody = tuple(self._people)
        whose = device.people or (everybody if len(everybody) == 1 else ())
        self._turn(step="whose", busy="", device=device.name, asks="", whose=whose, missing="")

    def _over(self, ended: Ended) -> None:
        device = self._device
        name = device.name if device is not None else ""
        self._shown = shown(ended.waiting, self._last)
        self._left = max(0, len(ended.waiting) - 1)
        said = [why for reason in ended.skipped if (why := words.skipped(reason))]
        offset = ended.offset
        if offset is None and self._shown is not None:
            offset = self._shown.body["clock_offset"]
        if offset is not None and abs(offset) > _WRONG:
            said.append(words.clock(name, offset, ended.action))
        if self._left:
            more = ngettext(
                "{n} more reading waits to be attributed.",
                "{n} more readings wait to be attributed.", self._left,
            )  # fmt: skip
            said.append(more.format(n=self._left))
        error = ended.error if self._shown is None else None
        if self._shown is None and error is None and not said:
            said.append(_("Nothing new."))
        whose = self._proposed()
        self._turn(
            busy="", said=tuple(said), value=words.values(self._shown) if self._shown else "",
            proposed=whose.uid if whose else "", first=first(whose) if whose else "",
            **wrong(error),
        )  # fmt: skip

    def _proposed(self) -> Person | None:
        """Return whom the first reading is asked about: proposed, or the only one it is for."""
        one, device = self._shown, self._device
        if one is None or device is None:
            return None
        only = device.people[0] if len(device.people) == 1 else ""
        return self._people.get(one.proposed or only)

    def _met(self, everybody: tuple[Person, ...]) -> None:
        self._people = {one.uid: one for one in everybody}
        self._turn(people=tuple((one.uid, first(one)) for one in everybody))

    def _sorry(self, error: VaultError) -> None:
        self._turn(busy="", asks="", **wrong(error))

    def _turn(self, **what: object) -> None:
        before = self._state
        plain = {"error": "", "way_on": "", "file": False, "missing": ""}
        self._state = replace(before, **(plain | what))  # type: ignore[arg-type]
        if self._state != before:
            self._screen.show(self._state)
