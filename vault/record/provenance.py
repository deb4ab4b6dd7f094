"""Where facts come from: the source that made a number, the batch that brought it, who said it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

DeviceClass = Literal[
    "watch", "band", "ring", "phone", "scale", "bp_monitor", "thermometer", "oximeter",
    "glucose_meter", "cgm", "spirometer", "ecg", "app", "clinic", "lab", "person", "unknown",
]  # fmt: skip
SaidBy = Literal["person", "caregiver", "device", "service", "professional", "document"]
BatchKind = Literal["import", "device", "hand", "recover", "sync", "restore", "demo"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where numbers come from, stable across imports (`docs/house.md`, provenance).

    `serial` is a stable serial or a hashed address; never a memory address, never a label that
    the person can change.
    """

    vendor: str = ""
    app: str = ""
    model: str = ""
    device_class: DeviceClass = "unknown"
    serial: str = ""
    label: str = ""  # for showing only: not part of the key

    @property
    def key(self) -> str:
        """Return the SHA-256 (hex) that recognises this source in another import."""
        return _hashed(self.vendor, self.app, self.model, self.device_class, self.serial)

    @property
    def shown(self) -> str:
        """Return the person's own name of it, else the maker's and the model, else the app."""
        made = " ".join(part for part in (self.vendor, self.model) if part)
        return self.label or made or self.app or self.device_class


@lru_cache(maxsize=4096)  # asked for each fact, and a file has few sources
def _hashed(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


BY_HAND = Source(device_class="person")


@dataclass(frozen=True, slots=True)
class Batch:
    """One act that brought facts. `file_name` stays inside the vault; times are ms UTC."""

    uid: str
    kind: BatchKind
    format: str  # name of the importer, decoder or form: kebab-case, for ever
    reader_version: str
    format_version: str | None = None
    file_name: str | None = None
    file_hash: bytes | None = None
    file_size: int | None = None
    zone: str | None = None


def closeness(source: Source, kind: BatchKind, form: str, said_by: SaidBy) -> int:
    """Tell how near a path lies to the thing itself; 0 is nearest.

    The maker's own export or device, then another app that names the maker as its origin, then
    other paths, then what a professional's document says, then what a person said.
    """
    if said_by in ("person", "caregiver"):
        return 4
    if said_by in ("professional", "document"):
        return 3
    maker = source.vendor.casefold()
    if kind == "device":
        return 0
    if maker and form.startswith(maker.split()[0]):
        return 0
    return 1 if maker else 2
