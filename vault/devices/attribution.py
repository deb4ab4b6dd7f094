"""Whose reading it may be: a proposal with its reason, and what may be kept without asking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Final, Literal

Reason = Literal[
    "slot", "near", "none", "chosen",  # why somebody is proposed, or nobody
    "weight_far", "out_of_bounds", "other_slot", "no_time", "questionable",  # why it must wait
]  # fmt: skip

RECENT: Final = timedelta(days=180)
_LEAST, _PART, _PART_YOUNG = Decimal("2.0"), Decimal("0.03"), Decimal("0.06")
_WEEK, _MOST_WEEKS = Decimal("0.1"), Decimal(6)
_APART: Final = Decimal("3.0")
_LAST: Final = 3
_DOUBTFUL: Final = frozenset({"demo", "questionable", "surplus_bytes"})


@dataclass(frozen=True, slots=True)
class Weights:
    """The last weights of a person, the latest first: instant and kg."""

    person: str  # uid
    known: Sequence[tuple[datetime, Decimal]]
    young: bool = False  # under 18 years

    def recent(self, now: datetime) -> list[tuple[datetime, Decimal]]:
        """Return those of the last 180 days, three at most."""
        return [(at, kg) for at, kg in self.known if now - at <= RECENT][:_LAST]

    def tolerance(self, reference: Decimal, now: datetime) -> Decimal:
        """Return how far from `reference` a weight of this person may lie, in kg."""
        part = _PART_YOUNG if self.young else _PART
        weeks = (now - self.recent(now)[0][0]) // timedelta(weeks=1)
        return max(_LEAST, part * reference) + min(_WEEK * weeks, _MOST_WEEKS)


def propose(kg: Decimal, people: Sequence[Weights], now: datetime) -> str | None:
    """Return the one person whose last weights are near, nobody when a second might be meant."""
    references = {one.person: median(w for _at, w in r) for one in people if (r := one.recent(now))}
    if not references:
        return None
    apart = {person: abs(kg - reference) for person, reference in references.items()}
    nearest = min(apart, key=lambda person: apart[person])
    (who,) = (one for one in people if one.person == nearest)
    others = [far for person, far in apart.items() if person != nearest]
    fits = apart[nearest] <= who.tolerance(references[nearest], now)
    return nearest if fits and all(far >= apart[nearest] + _APART for far in others) else None


@dataclass(frozen=True, slots=True)
class Case:
    """What is looked at before a reading is kept without asking."""

    kg: Decimal | None  # None: no weight among the values
    within_bounds: bool
    timed: bool
    flags: frozenset[str]
    slot: int | None


def doubt(case: Case, person: Weights, slots: Mapping[int, str], now: datetime) -> Reason | None:
    """Return why a reading must wait although its device is of one person; None: keep it."""
    if not case.timed:
        return "no_time"
    if not case.within_bounds:
        return "out_of_bounds"
    if case.flags & _DOUBTFUL:
        return "questionable"
    if case.slot is not None and slots.get(case.slot, person.person) != person.person:
        return "other_slot"
    if case.kg is not None and (known := person.recent(now)):
        last = known[0][1]
        if abs(case.kg - last) > person.tolerance(last, now):
            return "weight_far"
    return None
