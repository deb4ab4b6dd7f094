"""How hard a new passphrase is to guess, also for somebody who knows French and the family."""

from __future__ import annotations

import gzip
import json
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import log10
from typing import Final, Literal

from vault.crypto.kdf import normalised
from vault.errors import PassphraseTooWeak

_READABLE: Final = 72  # zxcvbn takes no more
_LETTERS, _WORDS = 12, 4
_EASY, _SOLID = 8.0, 10.0  # powers of ten of the guesses
_FREQUENT: Final = 10_000
_MOST_BYTES: Final = 1024

Verdict = Literal["short", "easy", "correct", "solid"]


def guesses(passphrase: str, known: Iterable[str] = ()) -> float:
    """Return the power of ten of the guesses it takes; `known`: names, dates, places of people."""
    from zxcvbn import zxcvbn

    text = normalised(passphrase)[:_READABLE]
    if not text:
        return 0.0
    told = zxcvbn(text, user_inputs=[*known, *frequent_words()])
    return log10(told["guesses"])


def verdict(passphrase: str, known: Iterable[str] = ()) -> Verdict:
    """Judge a new passphrase: refused are "short" and "easy"."""
    text = normalised(passphrase)
    if len(text) < _LETTERS and len(text.split()) < _WORDS:
        return "short"
    power = guesses(text, known)
    if power < _EASY:
        return "easy"
    return "correct" if power <= _SOLID else "solid"


def demand(passphrase: str, known: Iterable[str] = ()) -> None:
    """Let a new passphrase pass.

    Raises:
        PassphraseTooWeak: with `detail` "short", "easy", or "long" above 1,024 bytes.
    """
    if len(normalised(passphrase).encode()) > _MOST_BYTES:
        raise PassphraseTooWeak("long")
    told = verdict(passphrase, known)
    if told in ("short", "easy"):
        raise PassphraseTooWeak(told)


@cache
def frequent_words() -> tuple[str, ...]:
    """Return the most frequent French words of the package `pyspellchecker`, bare ones too."""
    packed = (files("spellchecker") / "resources" / "fr.json.gz").read_bytes()
    counted: dict[str, int] = json.loads(gzip.decompress(packed))
    often = sorted(counted, key=lambda word: (-counted[word], word))[:_FREQUENT]
    return tuple(dict.fromkeys(form for word in often for form in (word, _bare(word))))


def _bare(word: str) -> str:
    apart = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
