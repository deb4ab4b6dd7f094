"""A passphrase that is being chosen: how good it is while it is typed, and one to propose."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from vault.crypto.recovery_words import words_of
from vault.crypto.strength import Verdict, verdict
from vault.record.person import Person
from vault.usecases.people import told_by

_WORDS, _SECRET_BYTES = 6, 16
ACCEPTED: Final = ("correct", "solid")


@dataclass(frozen=True, slots=True)
class Judged:
    """What stands of the three demands: length, hard to guess, typed twice alike."""

    verdict: Verdict
    same: bool

    @property
    def long(self) -> bool:
        """Tell whether it is long enough."""
        return self.verdict != "short"

    @property
    def hard(self) -> bool:
        """Tell whether it is not too easy to guess."""
        return self.verdict in ACCEPTED

    @property
    def good(self) -> bool:
        """Tell whether it may be taken."""
        return self.hard and self.same


def judge(typed: str, again: str, people: tuple[Person, ...]) -> Judged:
    """Judge a passphrase for a vault with these people: their names and dates are easy guesses."""
    known = [word for one in people for word in told_by(one)]
    return Judged(verdict(typed, known), bool(typed) and typed == again)


def propose() -> str:
    """Draw six French words: about 66 bits."""
    return " ".join(words_of(secrets.token_bytes(_SECRET_BYTES))[1 : _WORDS + 1])
