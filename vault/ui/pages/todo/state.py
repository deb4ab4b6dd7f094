"""All that the page « To check » shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits. `opens` is the key of the page that settles it, `act` its button.

    `silent` tells whether it is safe to hear nothing more of it.
    """

    key: str
    icon: str
    title: str
    detail: str  # why, and since or until when
    opens: str
    act: str
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind under its name."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class TodoState:
    """One picture of the page. `sentence` says why it failed."""

    step: Literal["empty", "loading", "ready", "failed"] = "loading"
    groups: tuple[Group, ...] = ()
    sentence: str = ""

    @property
    def count(self) -> int:
        """How many things wait."""
        return sum(len(group.items) for group in self.groups)
