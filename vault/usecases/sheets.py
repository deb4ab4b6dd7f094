"""The recovery sheet: on paper, and its words as they are typed back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from vault.clock import Clock
from vault.crypto import recovery_words
from vault.exports import recovery_sheet

COUNT: Final = recovery_words.COUNT
meant, suggestions = recovery_words.meant, recovery_words.suggestions
_DOTS: Final = 200  # an inch


def paper(words: Sequence[str], clock: Clock, long_date: Callable[[date], str]) -> bytes:
    """Set the words of today's sheet as a PDF; nothing is kept."""
    return recovery_sheet.pdf(words, _today(clock), long_date)


def picture(words: Sequence[str], clock: Clock, long_date: Callable[[date], str]) -> bytes:
    """Set the words of today's sheet as a picture of the A4 page, PNG, for a printer."""
    return recovery_sheet.pdf(words, _today(clock), long_date, dots=_DOTS)


def _today(clock: Clock) -> date:
    return clock.now().astimezone(clock.zone).date()
