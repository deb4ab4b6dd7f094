"""All that the devices page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Device:
    """One device that was added; lines say its kind, its last reading, for whom, its battery."""

    uid: str
    name: str
    icon: str
    lines: tuple[str, ...]
    example: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """A family of devices that Carnet recognises, and what it gives."""

    name: str
    gives: str


@dataclass(frozen=True, slots=True)
class Listening:
    """A device that is being read: what to do, what came, and how it ended.

    `kind` of the end: "good" when all went well, "look" or "error" with what happened.
    """

    uid: str
    name: str
    gesture: str
    values: tuple[str, ...] = ()
    trying: str = ""
    done: bool = False
    kind: Literal["note", "good", "look", "error"] = "note"
    said: tuple[str, ...] = ()
    waiting: int = 0
    clock: bool = False  # its clock is wrong, and may be set


@dataclass(frozen=True, slots=True)
class DevicesState:
    """One picture of the page. `people` are those a device can be for, the whole carnet."""

    step: Literal["empty", "loading", "ready", "failed"] = "loading"
    devices: tuple[Device, ...] = ()
    families: tuple[Family, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    listening: Listening | None = None
    waiting: int = 0
    sentence: str = ""
