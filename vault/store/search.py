"""Full text over the facts: folded words and French stems, without a copy of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from vault.record.facts import Fact
from vault.record.identity import folded
from vault.store.database import Database
from vault.store.stems import stems

_SAID: Final = frozenset(
    ("text", "display", "description", "title", "comment", "name", "authorString")
)
_SILENT: Final = frozenset(
    ("identifier", "telecom", "subject", "meta", "extension", "contained", "patient")
)


class Search:
    """The index; one row for each fact."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def words_of(self, fact: Fact) -> tuple[str, str]:
        """Return the words and stems of a fact; a measured value by the name of its measure."""
        return indexed(fact.title if fact.type == "measure" else text_of(fact))

    def replace(self, row: int, fact: Fact) -> None:
        """Index a fact by its row, in the place of what was said of it before."""
        self.remove(row)
        self._database.run(
            "INSERT INTO search (rowid, words, stems) VALUES (?, ?, ?)", row, *self.words_of(fact)
        )

    def remove(self, row: int) -> None:
        """Take a fact out of the index; its words leave the pages."""
        self._database.run("DELETE FROM search WHERE rowid = ?", row)


@lru_cache(maxsize=1024)
def indexed(text: str) -> tuple[str, str]:
    """Return the words and the stems of a text, as they are indexed."""
    words = folded(text)
    return words, " ".join(stems(text))


def text_of(fact: Fact) -> str:
    """Return what a fact says in words: title, displays, notes; never numbers of identity."""
    return " ".join([fact.title, *_words(fact.resource)])


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
