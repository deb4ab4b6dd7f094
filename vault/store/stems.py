"""French stems of words, in both orders of folding, so that each finds the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from vault.record.identity import folded

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD: Final = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Cut text into words; an apostrophe parts them."""
    return _WORD.findall(text)


def stems(text: str) -> Iterator[str]:
    """Give the stems of each word."""
    for word in words(text):
        yield from roots(word)


@lru_cache(maxsize=65_536)
def roots(word: str) -> tuple[str, ...]:
    """Return the stem of a word before and after folding; one where both agree."""
    stem = _stemmer()
    lower = word.lower()
    return tuple(dict.fromkeys((folded(stem(lower)), stem(folded(lower)))))


@cache
def _stemmer() -> Callable[[str], str]:
    from snowballstemmer import stemmer

    stem: Callable[[str], str] = stemmer("french").stemWord
    return stem
