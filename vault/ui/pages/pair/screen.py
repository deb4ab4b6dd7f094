"""What adding a device asks of the screen; plain Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vault.record.changes import Changes
from vault.ui.pages.pair.state import PairState

Undo = Callable[[], Changes | None]


@dataclass(frozen=True, slots=True)
class Screen:
    """What is asked of the screen; `close` ends the dialog and opens the page of a key."""

    show: Callable[[PairState], None]
    tell: Callable[[str, Undo | None], None]
    close: Callable[[str], None]
