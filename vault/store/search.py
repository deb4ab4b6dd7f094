"""Full text over the facts: folded words and French stems, without a copy of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final

from vault.record.facts import Fact
from vault.record.identity import folded
from vault.record.query import Query
from vault.store.database import Database
from vault.store.stems import roots, stems

_SAID: Final = frozenset((
    "text", "display", "description", "title", "comment", "name", "authorString", "lotNumber",
))  # fmt: skip
_SILENT: Final = frozenset(
    ("identifier", "telecom", "subject", "meta", "extension", "contained", "patient")
)
_LONGEST: Final = 200_000  # of the text of one fact
_FROM: Final = (
    "instr(lower(concat_ws(' ', s.vendor, s.app, s.model, s.label, s.device_class)), ?) > 0"
)
Alike = Mapping[str, Sequence[str]]  # a folded word -> other words that mean it


@dataclass(frozen=True, slots=True)
class Hit:
    """A fact that was found: its uid and whose it is (rows of `person`)."""

    uid: str
    person: int


class Search:
    """The index; one row for each fact that is not deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def words_of(self, fact: Fact) -> tuple[str, str]:
        """Return the words and stems of a fact; a measured value by its name and its notes."""
        if fact.type != "measure":
            return indexed(text_of(fact))
        return indexed(" ".join([fact.title, *_words(fact.resource.get("note"))])[:_LONGEST])

    def replace(self, row: int, fact: Fact) -> None:
        """Index a fact by its row, in the place of what was said of it before."""
        self.remove(row)
        self._database.run(
            "INSERT INTO search (rowid, words, stems) VALUES (?, ?, ?)", row, *self.words_of(fact)
        )

    def remove(self, row: int) -> None:
        """Take a fact out of the index; its words leave the pages."""
        self._database.run("DELETE FROM search WHERE rowid = ?", row)

    def find(
        self, query: Query, person: int | None, limit: int, alike: Alike | None = None
    ) -> tuple[Hit, ...]:
        """Return facts of a person, or of everybody, the newest first; never fails on a text."""
        if query.empty:
            return ()
        expression = expressed(query, alike or {})
        where = ["f.deleted IS NULL", "f.status NOT IN ('superseded', 'implausible')"]
        values: list[object] = []
        table = "fact f"
        if expression:
            table = "search CROSS JOIN fact f ON f.id = search.rowid"
            where.append("search MATCH ?")
            values.append(expression)
        for condition, value in _conditions(query, person):
            where.append(condition)
            values.append(value)
        rows = self._database.run(
            f"SELECT f.uid, f.person FROM {table} JOIN source s ON s.id = f.source"
            f" WHERE {' AND '.join(where)} ORDER BY f.start_ms DESC, f.id DESC LIMIT ?",
            *values, limit,
        )  # fmt: skip
        return tuple(Hit(uid, whose) for uid, whose in rows)


def expressed(query: Query, alike: Alike) -> str:
    """Return the expression of FTS5 that a query means; every typed word stands in quotes."""
    parts = [_word(word, alike) for word in query.words]
    parts += [f'words:"{" ".join(phrase)}"' for phrase in query.phrases]
    if not parts:
        return ""
    wanted = " AND ".join(parts)
    for phrase in query.without:
        wanted = f'({wanted}) NOT words:"{" ".join(phrase)}"'
    return wanted


def _word(word: str, alike: Alike) -> str:
    """Return a word as it is begun, its stems, and what means the same."""
    forms = [f'words:"{word}"*', *(f'stems:"{root}"' for root in roots(word) if root)]
    forms += [f'words:"{other}"' for other in alike.get(word, ())]
    return f"({' OR '.join(forms)})"


def _conditions(query: Query, person: int | None) -> Iterator[tuple[str, object]]:
    if person is not None:
        yield "f.person = ?", person
    if query.type is not None:
        yield "f.type = ?", query.type
    if query.source is not None:
        yield _FROM, query.source
    if query.before is not None:
        yield "f.start_ms < ?", _ms(query.before)
    if query.after is not None:
        yield "f.start_ms >= ?", _ms(query.after)


def _ms(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * 1000


@lru_cache(maxsize=1024)
def indexed(text: str) -> tuple[str, str]:
    """Return the words and the stems of a text, as they are indexed."""
    return folded(text), " ".join(stems(text))


def text_of(fact: Fact) -> str:
    """Return what a fact says in words: title, displays, notes; never numbers of identity."""
    return " ".join([fact.title, *_words(fact.resource)])[:_LONGEST]


def snippet(fact: Fact, words: Sequence[str]) -> str:
    """Return the piece of a fact's words in which one of these stands, else its title."""
    for said in _words(fact.resource):
        plain = folded(said)
        place = min((at for word in words if (at := plain.find(word)) >= 0), default=-1)
        if place >= 0:
            return said[max(0, place - 40) : place + 80].strip()
    return fact.title


def _words(value: object, name: str = "") -> Iterator[str]:
    if isinstance(value, str):
        if name in _SAID:
            yield value
    elif isinstance(value, Mapping):
        for key, below in value.items():
            if key not in _SILENT:
                yield from _words(below, key)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _words(one, name)
