"""Turns what was typed about a reference into one, or into what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from vault.errors import VaultError
from vault.formatting import decimal, typed_date
from vault.i18n import _
from vault.record.changes import Changes
from vault.record.measures import Measure
from vault.record.numbers import number
from vault.record.person import Person
from vault.record.references import Reference
from vault.ui.asking import Ask, Latest
from vault.ui.pages.reference.state import Ends, ReferenceState
from vault.usecases import references
from vault.usecases.session import Session
from vault.wording.errors import sentence
from vault.wording.measures import component_name, measure_name
from vault.wording.units import unit_word

Show = Callable[[ReferenceState], None]
Done = Callable[[str, Callable[[], Changes]], None]


@dataclass(frozen=True, slots=True)
class Subject:
    """Which measure, of whom, out of which vault."""

    session: Session
    person: Person
    measure: Measure


class ReferencePresenter:
    """Knows use cases, knows no widget; `done` takes the sentence and what takes it back."""

    def __init__(self, subject: Subject, ask: Ask, show: Show, done: Done) -> None:
        self._subject, self._show, self._done = subject, show, done
        self._ask = Latest(ask)
        self._before: tuple[Reference, ...] = ()
        self._state = ReferenceState()

    def begin(self) -> None:
        """Show the reference that stands, or empty fields."""
        of = self._subject
        self._ask(
            lambda: references.of(of.session, of.person, of.measure), self._arrived, self._failed
        )

    def save(self, typed: ReferenceState) -> None:
        """Keep what was typed, unless something in it is wrong."""
        self._state = typed
        found, wrong = _read(typed, self._subject.measure)
        if wrong:
            self._turn(replace(typed, wrong=wrong, sentence=""))
            return
        self._choose(found, _("Reference chosen"))

    def remove(self) -> None:
        """Take the reference away."""
        self._choose((), _("Reference taken away"))

    def leave(self) -> None:
        """The dialog goes: nothing is drawn any more."""
        self._ask.leave()

    def _choose(self, chosen: Sequence[Reference], words: str) -> None:
        of, before = self._subject, self._before

        def keep(those: Sequence[Reference]) -> Changes:
            return references.choose(of.session, of.person, of.measure, those)

        def kept(_changes: Changes) -> None:
            self._done(words, lambda: keep(before))

        self._ask(lambda: keep(chosen), kept, self._failed)

    def _arrived(self, found: tuple[Reference, ...]) -> None:
        self._before = found
        measure, first = self._subject.measure, found[0] if found else None
        held = {one.part: one for one in found}
        ends = tuple(_shown(measure, part, held.get(part)) for part in _parts(measure))
        title = _("Reference for {measure}").format(measure=measure_name(measure))
        self._turn(
            ReferenceState(
                title,
                "professional" if first is not None and first.origin == "professional" else "me",
                "" if first is None else first.name,
                "" if first is None else _day(first.dated),
                ends,
                stands=bool(found),
            )
        )

    def _failed(self, error: VaultError) -> None:
        self._turn(replace(self._state, sentence=sentence(error)))

    def _turn(self, state: ReferenceState) -> None:
        self._state = state
        self._show(state)


def _parts(measure: Measure) -> tuple[str, ...]:
    return tuple(part.name for part in measure.components[:2]) if measure.panel else ("",)


def _shown(measure: Measure, part: str, held: Reference | None) -> Ends:
    unit = unit_word(measure.unit)
    name = component_name(part) if part else measure_name(measure)
    label = f"{name} ({unit})" if unit else name
    if held is None:
        return Ends(label)
    low, high = ("" if end is None else decimal(end) for end in (held.low, held.high))
    return Ends(label, low, high)


def _day(dated: str) -> str:
    """Show a whole date in figures; a partial one as it is."""
    year, _dash, rest = dated.partition("-")
    month, _dash, day = rest.partition("-")
    return f"{day}/{month}/{year}" if day else dated


def _read(typed: ReferenceState, measure: Measure) -> tuple[tuple[Reference, ...], dict[str, str]]:
    wrong: dict[str, str] = {}
    own = typed.who == "me"
    name, dated = ("", "") if own else (typed.name.strip(), typed.dated.strip())
    when = typed_date(dated)
    if not own and not name:
        wrong["name"] = _("Type the name of the professional.")
    if dated and when is None:
        wrong["dated"] = _("Type a date such as {example}.").format(example="21/03/2026")
    found = []
    for place, (part, ends) in enumerate(zip(_parts(measure), typed.ends, strict=True)):
        low, high = (_end(place, side, ends, wrong) for side in ("low", "high"))
        if low is not None and high is not None and high < low:
            wrong[f"{place}.high"] = _("The highest value is not below the lowest one.")
        if low is not None or high is not None:
            on = "" if when is None else when.isoformat()
            found.append(Reference(measure.key, low, high, measure.unit, typed.who, name, on, part))
    if not found and not wrong:
        wrong["0.high"] = _("Type at least one value.")
    return tuple(found), wrong


def _end(place: int, side: str, ends: Ends, wrong: dict[str, str]) -> Decimal | None:
    text = (ends.low if side == "low" else ends.high).strip()
    if not text:
        return None
    try:
        return number(text)
    except ValueError:
        wrong[f"{place}.{side}"] = _("Type a number such as {example}.").format(
            example=decimal(Decimal("70.5"))
        )
        return None
