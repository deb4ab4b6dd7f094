"""The recovery sheet on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from vault.clock import Clock
from vault.exports import recovery_sheet


def paper(words: Sequence[str], clock: Clock, long_date: Callable[[date], str]) -> bytes:
    """Set the words of today's sheet as a PDF; nothing is kept."""
    today = clock.now().astimezone(clock.zone).date()
    return recovery_sheet.pdf(words, today, long_date)
