"""What the pages before unlocking find at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QWidget

from vault.clock import Clock
from vault.errors import VaultError
from vault.ui.asking import Ask
from vault.ui.remembered import Memory
from vault.ui.widgets.page import Page

if TYPE_CHECKING:
    from vault.usecases.policy import Policy
    from vault.usecases.session import Session

Why = Literal["", "idle", "asked", "person", "session", "suspend", "damaged"]


@dataclass(frozen=True, slots=True)
class Lobby:
    """No carnet is open; `place` is the one asked for.

    A gate is the first thing that is painted: what it imports, and what it does before `begin`,
    keeps the person waiting. It loads use cases inside the functions that call them.

    `go` opens another gate by its key ("unlock", "welcome", then what it is about); `choose` makes
    another carnet the one asked for; `opened` takes the session of a carnet that was opened, on the
    screen thread, and the page to begin with; `made` the same of a carnet that was just made, whose
    place becomes the one asked for. `why` says why the last one was locked.
    `example` makes the example and opens it: its steps are told, and what hinders it. `secret` is
    the passphrase of the example where that is the carnet asked for: everybody may know it.
    """

    window: QWidget
    place: Path
    clock: Clock
    costs: Callable[[], Policy]
    memory: Memory
    ask: Ask
    go: Callable[[str], None]
    choose: Callable[[Path], None]
    opened: Callable[[Session, str], None]
    made: Callable[[Session, str], None]
    example: Callable[[Callable[[int, int], None], Callable[[VaultError], None]], None]
    open_file: Callable[[str, str, Callable[[Path], None]], None]
    open_folder: Callable[[str, Callable[[Path], None]], None]
    save_file: Callable[[str, str, Callable[[Path], None]], None]
    why: Why = ""
    secret: str = field(default="", repr=False)

    @property
    def policy(self) -> Policy:
        """What a passphrase costs here; the first time it loads the rooms below, so ask it late."""
        return self.costs()


@dataclass(frozen=True, slots=True)
class Gate:
    """A page before unlocking, joined to its presenter; `leave` drops what is still on its way."""

    page: Page
    begin: Callable[[], None] = lambda: None
    leave: Callable[[], None] = lambda: None


JoinGate = Callable[..., Gate]  # gate(lobby, *about), of the module `join` of a page's folder
