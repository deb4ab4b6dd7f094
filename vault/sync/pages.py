"""One resource of a FHIR server after another, as its bytes came: bounded, each once.

Bounds are those of a record that one person can have; what goes beyond is a gap, and is said.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol

from vault.record.canonical import compact, read

MOST_RESOURCES: Final = 500_000
MOST_BYTES: Final = 2 * 1024**3
PAGE_BYTES: Final = 32 * 1024**2
_PIECE: Final = 1024**2
_ID: Final = 64  # characters
Why = Literal[
    "forbidden", "unknown", "unreachable", "not-fhir", "elsewhere", "endless", "too-much",
    "login-over", "incomplete",
]  # fmt: skip


class Shelf(Protocol):
    """Where pieces are put while they come; `store.spill.SpillFile` is one, encrypted."""

    def put(self, body: bytes) -> int:
        """Keep a piece; return its number."""

    def get(self, number: int) -> bytes:
        """Give a piece back."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that did not come: a type of resource ("" for the rest of all), and why."""

    what: str
    why: Why


@dataclass(slots=True)
class Taken:
    """What came: lines `{"fullUrl": …, "resource": …}`, in pieces on a shelf."""

    shelf: Shelf = field(repr=False)
    base: str
    how: str = "everything"
    counts: Counter[str] = field(default_factory=Counter)  # by type
    gaps: list[Gap] = field(default_factory=list)
    size: int = 0  # bytes of the lines
    repeated: int = 0  # came again in the same version
    pieces: list[int] = field(default_factory=list, repr=False)
    _seen: set[tuple[str, str, str]] = field(default_factory=set, repr=False)
    _waiting: list[bytes] = field(default_factory=list, repr=False)
    _held: int = 0  # bytes of those
    _told: Any = field(default_factory=hashlib.sha256, repr=False)

    @property
    def sha256(self) -> bytes:
        """Return the hash over all lines, in the order they came."""
        return bytes(self._told.digest())

    def add(self, resource: object) -> bool:
        """Take a resource; tell whether it is new. What is none is left out and counted as a gap.

        Raises:
            ValueError: more than one record can hold.
        """
        if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
            return self._odd("")
        kind = resource["resourceType"]
        if kind == "OperationOutcome":
            return False
        try:
            text = compact(resource)
        except ValueError:
            return self._odd(kind)
        name = str(resource.get("id", ""))[:_ID]
        meta = resource.get("meta")
        version = str(meta.get("versionId", "")) if isinstance(meta, dict) else ""
        mark = (
            (kind, name, version) if name else (kind, "", hashlib.sha256(text.encode()).hexdigest())
        )
        if mark in self._seen:
            self.repeated += 1
            return False
        self._seen.add(mark)
        self._keep(
            f'{{"fullUrl":{compact(self._address(kind, name))},"resource":{text}}}\n'.encode()
        )
        self.counts[kind] += 1
        return True

    def settle(self) -> None:
        """Put the last lines on the shelf; called when all has come."""
        if self._waiting:
            self.pieces.append(self.shelf.put(b"".join(self._waiting)))
            self._waiting, self._held = [], 0

    def resources(self) -> Iterator[dict[str, Any]]:
        """Give every resource again, one at a time."""
        for number in self.pieces:
            for line in self.shelf.get(number).splitlines():
                yield read(line.decode())["resource"]

    def gap(self, what: str, why: Why) -> None:
        """Note what did not come, once."""
        if Gap(what, why) not in self.gaps:
            self.gaps.append(Gap(what, why))

    def _address(self, kind: str, name: str) -> str:
        return f"{self.base}/{kind}/{name}" if name else self.base

    def _odd(self, kind: str) -> bool:
        self.gap(kind, "not-fhir")
        return False

    def _keep(self, line: bytes) -> None:
        self.size += len(line)
        if self.size > MOST_BYTES or len(self._seen) > MOST_RESOURCES:
            raise ValueError("more than a record")
        self._told.update(line)
        self._waiting.append(line)
        self._held += len(line)
        if self._held > _PIECE:
            self.settle()
