"""All that one importer read, held outside the database until it is kept in one transaction."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from vault.record.batch import (
    Clinical,
    Column,
    Item,
    Measured,
    NothingKnown,
    Refused,
    Remark,
    Subject,
    Unsupported,
)
from vault.record.provenance import Source

HELD: Final = 48 << 20  # bytes of columns in memory; what is more goes to the spill
QUIET: Final = frozenset({"zero", "no_value", "filler", "not_a_fact"})  # nothing was there to read
PLACES: Final = 5  # of each problem that are told
_SHAPE: Final = struct.Struct("<Q?")


class Spill(Protocol):
    """Where columns go that do not fit: encrypted pieces, gone when it is closed."""

    def put(self, body: bytes) -> int:
        """Keep a piece; return its number."""
        ...

    def get(self, number: int) -> bytes:
        """Give a piece back."""
        ...


class _Key(NamedTuple):
    measure: str
    source: Source
    unit: str
    code: str
    name: str
    spans: bool


@dataclass(slots=True)
class _Stream:
    held: list[Column] = field(default_factory=list)
    spilled: list[int] = field(default_factory=list)
    size: int = 0


@dataclass(slots=True)
class Staged:
    """What was read, and what was left out and why; nothing of it is in the vault yet."""

    spill: Spill | None = None
    measured: list[Measured] = field(default_factory=list)
    clinical: list[Clinical] = field(default_factory=list)
    nothing: list[NothingKnown] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    unsupported: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    places: dict[str, list[str]] = field(default_factory=dict)
    _streams: dict[_Key, _Stream] = field(default_factory=dict)
    _held: int = 0

    def add(self, item: Item) -> None:
        """Stage an item; a file inside the file is not one."""
        match item:
            case Column():
                self._column(item)
            case Measured():
                self.measured.append(item)
            case Clinical():
                self.clinical.append(item)
            case Refused():
                self._refused(item)
            case _:
                self._aside(item)

    def _aside(self, item: Item) -> None:
        match item:
            case Unsupported():
                self.unsupported[item.name] += item.count
            case Subject():
                if item not in self.subjects:
                    self.subjects.append(item)
            case NothingKnown():
                self.nothing.append(item)
            case Remark():
                self.remarks.append(item)
            case _:
                raise TypeError(type(item).__name__)

    def _refused(self, item: Refused) -> None:
        self.refused[item.reason] += 1
        places = self.places.setdefault(item.reason, [])
        if len(places) < PLACES:
            places.append(item.where)

    def _column(self, column: Column) -> None:
        if not len(column):
            return
        key = _Key(
            column.measure, column.source, column.unit, column.code, column.name,
            column.ends is not None,
        )  # fmt: skip
        stream = self._streams.setdefault(key, _Stream())
        stream.held.append(column)
        stream.size += _size(column)
        self._held += _size(column)
        while self._held > HELD and self.spill is not None:
            self._relieve(self.spill)

    def _relieve(self, spill: Spill) -> None:
        stream = max(self._streams.values(), key=lambda one: one.size)
        for column in stream.held:
            stream.spilled.append(spill.put(_packed(column)))
        self._held -= stream.size
        stream.held, stream.size = [], 0

    @property
    def cut(self) -> bool:
        """Whether a file was found to break off, or one of an archive to be damaged."""
        return self.refused["cut"] > 0 or self.refused["damaged"] > 0

    @property
    def left_out(self) -> int:
        """How many items were read and left out; what a cut or damage took is none of them."""
        return self.refused.total() - self.refused["cut"] - self.refused["damaged"]

    @property
    def spoilt(self) -> bool:
        """Whether something stood there and could not be read."""
        return not QUIET.issuperset(self.refused)

    @property
    def empty(self) -> bool:
        """Whether nothing usable was read."""
        return not (self.measured or self.clinical or self.nothing or self._streams)

    @property
    def streams(self) -> int:
        """How many streams were read."""
        return len(self._streams)

    def sources(self) -> Iterator[Source]:
        """Yield what measured, as often as it did."""
        yield from (key.source for key in self._streams)
        yield from (one.source for one in self.measured)
        yield from (one.fact.source for one in self.clinical)

    def columns(self) -> Iterator[Column]:
        """Yield each stream whole, in an order that does not depend on the order of the file."""
        for key in sorted(self._streams, key=lambda one: (*one[:1], one.source.key, *one[2:])):
            yield self._whole(key)

    def _whole(self, key: _Key) -> Column:
        stream = self._streams[key]
        pieces = [*(self._back(number, key) for number in stream.spilled), *stream.held]
        return Column(
            key.measure, key.source, key.unit,
            np.concatenate([one.starts for one in pieces]),
            np.concatenate([one.values for one in pieces]),
            np.concatenate([_ends(one) for one in pieces]) if key.spans else None,
            np.concatenate([_all(one.offsets, len(one), np.int16) for one in pieces]),
            np.concatenate([_all(one.quality, len(one), np.int8) for one in pieces]),
            np.concatenate([_all(one.method, len(one), np.int8) for one in pieces]),
            key.code, key.name,
        )  # fmt: skip

    def _back(self, number: int, key: _Key) -> Column:
        if self.spill is None:
            raise TypeError
        return _unpacked(self.spill.get(number), key)


def _ends(column: Column) -> NDArray[np.int64]:
    return column.starts if column.ends is None else column.ends


def _all(
    told: NDArray[np.int16] | NDArray[np.int8] | int, count: int, kind: type[np.signedinteger]
) -> NDArray[np.signedinteger]:
    return np.full(count, told, kind) if isinstance(told, int) else told.astype(kind, copy=False)


def _size(column: Column) -> int:
    return len(column) * (20 if column.ends is None else 28)


def _packed(column: Column) -> bytes:
    count = len(column)
    arrays = [column.starts.astype("<i8"), column.values.astype("<f8")]
    if column.ends is not None:
        arrays.append(column.ends.astype("<i8"))
    small = [
        _all(column.offsets, count, np.int16), _all(column.quality, count, np.int8),
        _all(column.method, count, np.int8),
    ]  # fmt: skip
    head = _SHAPE.pack(count, column.ends is not None)
    return head + b"".join(one.tobytes() for one in (*arrays, *small))


def _unpacked(body: bytes, key: _Key) -> Column:
    count, spans = _SHAPE.unpack_from(body)
    at = _SHAPE.size

    def taken(kind: str) -> NDArray[np.generic]:
        nonlocal at
        found = np.frombuffer(body, kind, count, at)
        at += found.nbytes
        return found

    starts, values = taken("<i8").astype(np.int64), taken("<f8").astype(np.float64)
    ends = taken("<i8").astype(np.int64) if spans else None
    return Column(
        key.measure, key.source, key.unit, starts, values, ends,
        taken("<i2").astype(np.int16), taken("i1").astype(np.int8), taken("i1").astype(np.int8),
        key.code, key.name,
    )  # fmt: skip
