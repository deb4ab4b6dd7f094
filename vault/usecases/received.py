"""What one reading of devices brought, and for whom it was asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from vault.record.inbox import Waiting
from vault.usecases.import_report import Report
from vault.usecases.readings import Told


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person said about this session: for whom; or that all of it must wait."""

    person: str | None = None  # uid
    inbox: bool = False


@dataclass(slots=True)
class DeviceReport:
    """What one device did."""

    id: str
    frames: int = 0
    readings: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    offset: float | None = None  # seconds: its clock less ours
    action: str = "none"
    battery: int | None = None

    def document(self) -> dict[str, Any]:
        """Return the entry of `devices`."""
        clock = {"offset": self.offset, "action": self.action}
        return {
            "id": self.id, "frames": self.frames, "readings": self.readings,
            "skipped": dict(self.skipped), "clock": clock, "battery": self.battery,
        }  # fmt: skip


@dataclass(slots=True)
class Received:
    """What a reading of devices brought; nothing in it is silent."""

    report: Report
    devices: list[DeviceReport] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    to_attribute: int = 0  # values that wait
    people: dict[str, str] = field(default_factory=dict)  # batch -> person
    kept: list[tuple[str, Told]] = field(default_factory=list)  # person, reading
