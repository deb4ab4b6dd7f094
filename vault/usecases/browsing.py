"""What a record shows: its facts, what is known to be absent, totals of days, what is found."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final, Literal

from vault.errors import WrongUse
from vault.paths import assets
from vault.record.facts import Kept
from vault.record.measures import Measure
from vault.record.nothing_known import Statement
from vault.record.person import Person
from vault.record.query import asked, tokens
from vault.store.facts import Version
from vault.store.search import snippet
from vault.store.totals import DayTotal
from vault.usecases.session import Session

By = Literal["day", "week", "month"]
_EPOCH: Final = date(1970, 1, 1)
_HIDDEN: Final = ("implausible", "to_check", "entered_in_error")


@dataclass(frozen=True, slots=True)
class Total:
    """A total of a day, a week (by its Monday) or a month: its date as text, value, sources."""

    when: str
    value: float
    sources: tuple[str, ...]
    naps: float = 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """A fact that was found, with the piece of text it was found in."""

    kept: Kept
    person: str  # uid
    snippet: str


def items(
    session: Session, person: Person, kind: str | None = None, *, deleted: bool = False
) -> tuple[Kept, ...]:
    """Return the facts of a person, measurements apart unless asked for, the newest first."""
    row = session.vault.people.row_id(person.uid)
    found = session.vault.facts.list(row, kind, deleted=deleted)
    return tuple(one for one in found if kind or deleted or one.fact.type != "measure")


def item(session: Session, uid: str) -> Kept:
    """Return one fact, also from the trash.

    Raises:
        NotFound: no fact has this id.
    """
    return session.vault.facts.get(uid)


def history(session: Session, uid: str) -> tuple[Version, ...]:
    """Return the versions of a fact, the oldest first.

    Raises:
        NotFound: no fact has this id.
    """
    return session.vault.facts.history(uid)


def nothing_known(session: Session, person: Person) -> tuple[Statement, ...]:
    """Return what is known to be absent, or not known, by section."""
    row = session.vault.people.row_id(person.uid)
    return tuple(Statement(*one) for one in session.vault.nothing_known.of(row))


def totals(
    session: Session, person: Person, measure: Measure, by: By = "day",
    period: tuple[date | None, date | None] = (None, None),
) -> list[Total]:  # fmt: skip
    """Return totals after the overlap rule; both ends of the period are included.

    Raises:
        WrongUse: days of this measure have no total.
    """
    if measure.day not in ("sum", "night"):
        raise WrongUse("--measure")
    row = session.vault.people.row_id(person.uid)
    first, last = period
    found = session.vault.samples.totals(
        row, measure.key, _number(first or date.min), _number(last or date.max)
    )
    names = {key: one.shown for key, one in session.vault.sources.all().items()}
    groups: dict[str, list[DayTotal]] = defaultdict(list)
    for one in found:
        if one.total is not None:
            groups[_named(_EPOCH + timedelta(days=one.day), by)].append(one)
    return [_total(name, some, names) for name, some in groups.items()]


def _total(name: str, days: Sequence[DayTotal], names: Mapping[int, str]) -> Total:
    sources = dict.fromkeys(names[source] for one in days for source in one.sources)
    value = sum(one.total or 0.0 for one in days)
    return Total(name, value, tuple(sources), sum(one.naps for one in days))


def _named(day: date, by: By) -> str:
    if by == "month":
        return day.isoformat()[:7]
    return (day - timedelta(days=day.weekday() if by == "week" else 0)).isoformat()


def _number(day: date) -> int:
    return (day - _EPOCH).days


def search(
    session: Session, person: Person | None, text: str, limit: int = 50
) -> tuple[Found, ...]:
    """Return facts in which the words of a text stand, the newest first; None: of everybody."""
    vault, query = session.vault, asked(text)
    row = None if person is None else vault.people.row_id(person.uid)
    words = (*query.words, *(word for phrase in query.phrases for word in phrase))
    hits = vault.search.find(query, row, limit, alike())
    kept = vault.facts.several([hit.uid for hit in hits])
    return tuple(
        Found(one, one.person, snippet(one.fact, words))
        for hit in hits
        if (one := kept[hit.uid]).fact.status not in _HIDDEN
    )


@cache
def alike() -> Mapping[str, tuple[str, ...]]:
    """Return what else each folded word may be called, out of our own list."""
    groups = json.loads((assets() / "synonyms_fr.json").read_text("utf-8"))
    found: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        for word in group:
            cut = tokens(word)
            if len(cut) == 1:
                found[cut[0]] += [" ".join(tokens(other)) for other in group if other != word]
    return {word: tuple(others) for word, others in found.items()}
