"""The same thing told by two paths: both are kept, one is shown, each can be set apart."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from vault.record.identity import folded
from vault.record.measures import MEASURES, Measure
from vault.record.provenance import BatchKind, SaidBy, Source, closeness
from vault.store.database import Database

WINDOW: Final = 60_000  # ms within which two equal readings are one
WINDOW_BODY: Final = 120_000  # for weight and body composition
_UNCHOSEN: Final = 1_000_000  # behind every source the person put first
_BY_HAND: Final = ("person", "caregiver")
_SHOWN: Final = "deleted IS NULL AND status IN ('active', 'completed', 'inactive')"


@dataclass(frozen=True, slots=True)
class _Told:
    """A fact among those that may say the same."""

    row: int
    start: int
    said: tuple[Any, ...]  # what has to be equal
    source: int
    rank: tuple[int, int, str]  # the lowest is shown
    by_hand: bool
    known: int | None


def window(measure: Measure) -> int:
    """Return how far apart two equal readings of a measure may be, in ms."""
    body = measure.unit == "kg" or measure.key.endswith("_pct")
    return WINDOW_BODY if body else WINDOW


Touched = Mapping[tuple[str, str | None], Iterable[int]]


class Duplicates:
    """Finds what says the same, and points the lower-ranked at the one that is shown."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ranks: dict[tuple[int, BatchKind, str, SaidBy], tuple[int, int, str]] = {}

    def settle(self, person: int, kinds: Touched) -> set[int]:
        """Look again at what was touched: (type, measure) -> starts in ms UTC of the facts.

        Returns the rows that are duplicates now; the outcome does not depend on who came first.
        """
        found: set[int] = set()
        for (kind, measure), starts in kinds.items():
            known = MEASURES.get(measure or "")
            if kind == "measure" and known is not None:
                found |= self._measured(person, known, starts)
            elif kind != "measure":
                found |= self._clinical(person, kind)
        return found

    def _measured(self, person: int, measure: Measure, starts: Iterable[int]) -> set[int]:
        near = window(measure)
        spans = sorted(starts)
        if not spans:
            return set()
        rows = self._database.run(
            "SELECT f.id, f.start_ms, f.value, f.value2, f.source, f.said_by, b.kind, b.format,"
            " f.duplicate_of FROM fact f JOIN batch b ON b.id = f.batch"
            f" WHERE f.person = ? AND f.measure = ? AND f.start_ms BETWEEN ? AND ?"
            f" AND f.{_SHOWN.replace(' status', ' f.status')} ORDER BY f.start_ms",
            person, measure.key, spans[0] - 2 * near, spans[-1] + 2 * near,
        )  # fmt: skip
        told = [
            _Told(
                row, start, _rounded(measure, value, value2), source,
                self._rank(source, made, form, said_by), said_by in _BY_HAND, known,
            )
            for row, start, value, value2, source, said_by, made, form, known in rows
        ]  # fmt: skip
        protocol = measure.key == "blood_pressure"
        return self._write(told, _pairs(told, near, protocol=protocol))

    def _clinical(self, person: int, kind: str) -> set[int]:
        rows = self._database.run(
            "SELECT f.id, f.start_ms, f.title, f.code, f.source, f.said_by, b.kind, b.format,"
            " f.duplicate_of FROM fact f JOIN batch b ON b.id = f.batch"
            f" WHERE f.person = ? AND f.type = ? AND f.{_SHOWN.replace(' status', ' f.status')}",
            person, kind,
        )  # fmt: skip
        told = [
            _Told(
                row, start if start is not None else -1, (start, code or folded(title)), source,
                self._rank(source, made, form, said_by), by_hand=False, known=known,
            )
            for row, start, title, code, source, said_by, made, form, known in rows
        ]  # fmt: skip
        return self._write(told, _pairs(told, 0, protocol=False))

    def _rank(
        self, source: int, made: BatchKind, form: str, said_by: SaidBy
    ) -> tuple[int, int, str]:
        path = source, made, form, said_by
        if path not in self._ranks:
            ((vendor, app, model, kind, chosen, key),) = self._database.run(
                "SELECT vendor, app, model, device_class, rank, key FROM source WHERE id = ?",
                source,
            )
            origin = Source(vendor or "", app or "", model or "", kind)
            near = closeness(origin, made, form, said_by)
            self._ranks[path] = chosen or _UNCHOSEN, near, key
        return self._ranks[path]

    def _write(self, told: list[_Told], pairs: dict[int, int]) -> set[int]:
        changed = [(pairs.get(one.row), one.row) for one in told if pairs.get(one.row) != one.known]
        self._database.many("UPDATE fact SET duplicate_of = ? WHERE id = ?", changed)
        return set(pairs)


def _rounded(measure: Measure, *values: float | None) -> tuple[float | None, ...]:
    return tuple(None if value is None else round(value, measure.decimals) for value in values)


def _pairs(told: list[_Told], near: int, *, protocol: bool) -> dict[int, int]:
    """Return which row says the same as which shown one."""
    alike: dict[tuple[Any, ...], list[_Told]] = defaultdict(list)
    for one in told:
        alike[one.said].append(one)
    pairs: dict[int, int] = {}
    for some in alike.values():
        if len({one.source for one in some}) > 1:
            pairs |= _grouped(some, near, protocol=protocol)
    return pairs


def _grouped(some: list[_Told], near: int, *, protocol: bool) -> dict[int, int]:
    shown: list[_Told] = []
    pairs: dict[int, int] = {}
    for one in sorted(some, key=lambda one: (one.rank, one.start, one.row)):
        first = bisect_left(shown, one.start - near, key=_start)
        last = bisect_right(shown, one.start + near, key=_start)
        twin = next((other for other in shown[first:last] if _same(one, other, protocol)), None)
        if twin is None:
            insort(shown, one, key=_start)
        else:
            pairs[one.row] = twin.row
    return pairs


def _start(one: _Told) -> int:
    return one.start


def _same(one: _Told, other: _Told, protocol: bool) -> bool:  # noqa: FBT001
    """Two readings of one source, or two of blood pressure by hand, are never one."""
    return one.source != other.source and not (protocol and one.by_hand and other.by_hand)
