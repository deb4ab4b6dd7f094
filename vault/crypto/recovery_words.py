"""The recovery sheet: 128 random bits as 13 French words, there and back.

The words are those of the package `mnemonic`; this is no BIP-39 seed: 4 bits of version, the
secret, and a 13th word that checks the other twelve. The English sheet has the same words, so that
any sheet opens in any language.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

COUNT: Final = 13
_VERSION: Final = 1
_BITS: Final = 11
_STORED: Final = "ebc3959ab7801a1df6bac4fa7d970652f1df76b683cd2f4003c941c63d517e59"
_READ: Final = "431c1d074225d2b7e82db857d7c3ea58051df546e7c8b74c1f6dcab36351fd56"
_ENOUGH: Final = 4  # the first four letters tell a word


class BadWords(ValueError):
    """The words are not a sheet.

    `problem` is "count", "unknown" (then `place` counts from 1) or "check" (a word is wrong, or
    two are swapped). The words themselves are never told.
    """

    def __init__(self, problem: str, place: int = 0) -> None:
        super().__init__(problem)
        self.problem, self.place = problem, place


def words_of(secret: bytes) -> tuple[str, ...]:
    """Write the 16 bytes of a secret as 13 words."""
    listed = word_list()
    number = (_VERSION << 128) | int.from_bytes(secret)
    twelve = [number >> (_BITS * place) & 0x7FF for place in reversed(range(COUNT - 1))]
    return tuple(listed[index] for index in (*twelve, _check(number)))


def secret_of(typed: str) -> bytes:
    """Read 13 words as a person types them: any case, without accents, four letters, numbered.

    Raises:
        BadWords: not 13 words, a word that is not of the list, or words that do not fit together.
    """
    parts = [part for part in re.split(r"[\W\d_]+", _folded(typed)) if part]
    if len(parts) != COUNT:
        raise BadWords("count")
    number = 0
    indices = [_index(part, place) for place, part in enumerate(parts, start=1)]
    for index in indices[:-1]:
        number = number << _BITS | index
    if number >> 128 != _VERSION or _check(number) != indices[-1]:
        raise BadWords("check")
    return (number & (1 << 128) - 1).to_bytes(16)


def suggestions(beginning: str) -> tuple[str, ...]:
    """Return the words that begin so, accents apart; none before the second letter."""
    start = _folded(beginning)
    return tuple(w for w in word_list() if _folded(w).startswith(start)) if start[1:] else ()


def meant(typed: str) -> str | None:
    """Return the word that letters stand for: four of them are enough, or fewer if none is like it.

    None: no word, or still several.
    """
    found = suggestions(typed.strip())
    exact = [word for word in found if _folded(word) == _folded(typed.strip())]
    return found[0] if len(found) == 1 else next(iter(exact), None)


@cache
def word_list() -> tuple[str, ...]:
    """Return the 2,048 words, composed (NFC), from the installed package.

    Raises:
        RuntimeError: the installed list is not the one that every sheet was printed with.
    """
    return checked((files("mnemonic") / "wordlist" / "french.txt").read_bytes())


def checked(stored: bytes) -> tuple[str, ...]:
    """Return the words of a list after comparing it, as stored and as read, with what we expect.

    Raises:
        RuntimeError: it is another list.
    """
    words = unicodedata.normalize("NFC", stored.decode()).split()
    read = "".join(f"{word}\n" for word in words).encode()
    told = (hashlib.sha256(stored).hexdigest(), hashlib.sha256(read).hexdigest())
    if told != (_STORED, _READ):
        raise RuntimeError("the list of recovery words")
    return tuple(words)


def _check(number: int) -> int:
    told = hashlib.sha256(b"carnet-recovery-1" + number.to_bytes(17)).digest()
    return int.from_bytes(told[:2]) >> (16 - _BITS)


def _index(part: str, place: int) -> int:
    index = _by_prefix().get(part[:_ENOUGH])
    if index is None or not _folded(word_list()[index]).startswith(part):
        raise BadWords("unknown", place)
    return index


@cache
def _by_prefix() -> dict[str, int]:
    return {_folded(word)[:_ENOUGH]: index for index, word in enumerate(word_list())}


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
