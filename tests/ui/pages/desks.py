"""A desk whose lanes answer at once: what a join opens, asks for and says, kept for a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from tests.conftest import PHRASE
from tests.ui.lanes import at_once
from vault.record.person import Person
from vault.ui.desk import Desk
from vault.usecases.session import Session


@dataclass
class Asked:
    """What was asked of the desk. Files are saved to `place`, the passphrase is typed right."""

    place: Path
    went: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    undo: Any = None

    def go(self, key: str) -> None:
        """Keep where it leads."""
        self.went.append(key)

    def tell(self, words: str, undo: Any = None) -> None:
        """Keep what is said below, and what takes back."""
        self.told.append(words)
        self.undo = undo

    def save_file(self, _title: str, name: str, then: Callable[[Path], None]) -> None:
        """Save to the place of the test, whatever is proposed."""
        self.named.append(name)
        then(self.place)


def desk(window: QWidget, session: Session, person: Person, asked: Asked, **more: Any) -> Desk:
    """Make a desk over a session; `more` replaces what a test looks at."""
    parts: dict[str, Any] = {
        "ask": at_once,
        "aside": at_once,
        "follow": lambda *_what: lambda: None,
        "turn": lambda *_what: None,
        "secret": lambda _title, then: then(PHRASE),
        "open_file": lambda _title, _kinds, then: then(asked.place),
        "open_folder": lambda _title, then: then(asked.place),
        "drafts": None,
        "go": asked.go,
        "tell": asked.tell,
        "save_file": asked.save_file,
    }
    return Desk(window=window, session=session, person=person, **(parts | more))
