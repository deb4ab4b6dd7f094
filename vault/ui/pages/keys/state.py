"""What the list of shortcuts shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """What a key does, and the key as it is written on the keyboard."""

    act: str
    keys: str


@dataclass(frozen=True, slots=True)
class Group:
    """Keys that belong together."""

    name: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class KeysState:
    """The shortcuts that hold the words looked for, all of them without any."""

    groups: tuple[Group, ...] = ()
    words: str = ""
