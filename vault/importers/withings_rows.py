"""The tables of a Withings export in which each row is a measurement of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from vault.importers.source import Source as File
from vault.importers.tables import Row, doubted, folded, rows
from vault.importers.wall_clock import WallClock
from vault.record.batch import Item, Measured, Refused, Remark, Unsupported
from vault.record.moments import Moment, TimeQuality
from vault.record.numbers import number
from vault.record.provenance import DeviceClass, Source
from vault.record.quantity import Quantity

STAMP: Final = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?(\.\d{1,6})?([+-]\d\d:?\d\d|Z)?")
_UNIT: Final = re.compile(r"\((kg|lbs?|st|m|cm|ft|in)\)$")
_MASSES: Final = {"kg": "kg", "lb": "[lb_av]", "lbs": "[lb_av]", "st": "[stone_av]"}
_LENGTHS: Final = {"m": "m", "cm": "cm", "ft": "[ft_i]", "in": "[in_i]"}
_BODY: Final = ("body_weight", "fat_mass", "bone_mass", "muscle_mass", "body_water_mass")
_SLEEP: Final = ("light", "deep", "rem", "awake")
_PRESSURE_COLUMNS: Final = 4
_OTHERS: Final = 6  # the first column of a night after its stages
_SHOWN: Final = 60  # letters of a header

Cells = list[str]
Parse = Callable[[Row, Moment], Iterator[Item]]


def made_by(device: DeviceClass, model: str = "") -> Source:
    """Return the source of what the export says of one kind of device."""
    return Source(vendor="Withings", app="Withings", model=model, device_class=device)


def is_weight(head: Cells) -> bool:
    """Recognise the weighings: a date, then masses."""
    return len(head) > 1 and _unit(head[1]) in _MASSES and not _unit(head[0])


def is_height(head: Cells) -> bool:
    """Recognise the heights: a date, then a length."""
    return len(head) > 1 and _unit(head[1]) in _LENGTHS and not _unit(head[0])


def is_pressure(head: Cells) -> bool:
    """Recognise the blood pressures, whose pulse comes first."""
    return (
        len(head) >= _PRESSURE_COLUMNS and head[2].startswith("systol")
        and head[3].startswith("diastol")
    )  # fmt: skip


def is_night(head: Cells) -> bool:
    """Recognise the nights: from, to, then four durations in seconds."""
    return len(head) >= _OTHERS and all(cell.endswith("(s)") for cell in head[2:_OTHERS])


def _unit(cell: str) -> str:
    found = _UNIT.search(cell)
    return found.group(1) if found else ""


def weight(source: File, name: str, zone: ZoneInfo) -> Iterator[Item]:
    """Yield the weighings; fat, bone, muscle and water are masses."""
    head = [folded(cell) for cell in next(rows(source)).cells]
    columns = [
        (at, measure, _MASSES[_unit(cell)])
        for at, (cell, measure) in enumerate(zip(head[1:], _BODY, strict=False), start=1)
        if _unit(cell) in _MASSES
    ]
    device = made_by("scale")

    def parse(row: Row, when: Moment) -> Iterator[Item]:
        where, group = f"{name}:{row.line}", f"{name}:{row.line}"
        note = _last(row, head)
        for at, measure, unit in columns:
            value = _number(row, at)
            if value is not None:
                yield Measured(
                    measure, Quantity(value, unit), when, where, device, note=note, group=group
                )

    yield from _measured(source, name, zone, parse)


def height(source: File, name: str, zone: ZoneInfo) -> Iterator[Item]:
    """Yield the heights."""
    head = [folded(cell) for cell in next(rows(source)).cells]
    unit = _LENGTHS[_unit(head[1])]

    def parse(row: Row, when: Moment) -> Iterator[Item]:
        value = _number(row, 1)
        if value is not None:
            where, device = f"{name}:{row.line}", made_by("app")
            yield Measured("body_height", Quantity(value, unit), when, where, device)

    yield from _measured(source, name, zone, parse)


def oxygen(source: File, name: str, zone: ZoneInfo) -> Iterator[Item]:
    """Yield the saturations that a person took on purpose."""

    def parse(row: Row, when: Moment) -> Iterator[Item]:
        value = _number(row, 1)
        if value is not None:
            where, device = f"{name}:{row.line}", made_by("watch")
            yield Measured("spo2", Quantity(value, "%"), when, where, device)

    yield from _measured(source, name, zone, parse)


def pressure(source: File, name: str, zone: ZoneInfo) -> Iterator[Item]:
    """Yield each blood pressure, and the pulse of the same act beside it."""
    head = [folded(cell) for cell in next(rows(source)).cells]
    device = made_by("bp_monitor")

    def parse(row: Row, when: Moment) -> Iterator[Item]:
        where, group, note = f"{name}:{row.line}", f"{name}:{row.line}", _last(row, head)
        found = {"systolic": _number(row, 2), "diastolic": _number(row, 3)}
        parts = {one: Quantity(value, "mm[Hg]") for one, value in found.items() if value}
        if parts:
            yield Measured(
                "blood_pressure", None, when, where, device, parts, note=note, group=group
            )
        pulse = _number(row, 1)
        if pulse is not None:
            rate = Quantity(pulse, "/min")
            yield Measured("heart_rate", rate, when, where, device, group=group)

    yield from _measured(source, name, zone, parse)


def nights(source: File, name: str, zone: ZoneInfo) -> Iterator[Item]:
    """Yield a summary of each night: its period, seconds asleep, seconds of each stage.

    Its other columns are summaries of streams, and no readings of a moment: they are named, each
    with the nights that have a value.
    """
    head, others = next(rows(source)).cells, Counter[int]()

    def parse(row: Row, when: Moment) -> Iterator[Item]:
        end = moment(row.cells[1], zone)
        others.update(at for at, cell in enumerate(row.cells) if at >= _OTHERS and cell.strip())
        parts = {
            stage: Quantity(seconds, "s")
            for at, stage in enumerate(_SLEEP, start=2)
            if (seconds := _number(row, at)) is not None
        }
        asleep = sum((parts[one].value for one in _SLEEP[:3] if one in parts), Decimal(0))
        if parts:
            yield Measured(
                "sleep", Quantity(asleep, "s"), when, f"{name}:{row.line}", made_by("app"), parts,
                end, method=1,
            )  # fmt: skip

    yield from _measured(source, name, zone, parse)
    for at, count in sorted(others.items()):
        said = "".join(filter(str.isprintable, head[at].strip())) if at < len(head) else ""
        yield Unsupported(f"{name}: {said[:_SHOWN] or at + 1}", count)


def _measured(source: File, name: str, zone: ZoneInfo, parse: Parse) -> Iterator[Item]:
    """Read a table twice: its clocks tell which hour is meant where one happens twice."""
    clock = WallClock((wall for row in _body(source) if (wall := _wall(row))), zone)
    local = False
    for row in _body(source):
        where = f"{name}:{row.line}"
        if row.problem:
            yield Refused(where, row.problem)
        elif row.cut:
            yield Refused(where, "cut")
        else:
            local = local or bool(_wall(row))
            yield from _parsed(row, where, clock, zone, parse)
            yield from doubted(row, where)
    if local:
        yield Remark("zone_assumed", name, {"zone": zone.key})


def _parsed(row: Row, where: str, clock: WallClock, zone: ZoneInfo, parse: Parse) -> Iterator[Item]:
    wall = _wall(row)
    try:
        when = clock.place(wall) if wall else moment(row.cells[0], zone)
        yield from parse(row, when)
    except (ValueError, IndexError, OverflowError):
        yield Refused(where, "unreadable")


def moment(text: str, zone: ZoneInfo) -> Moment:
    """Read an instant with its offset, or a wall clock of the zone.

    Raises:
        ValueError: neither.
    """
    if not STAMP.fullmatch(text.strip()):
        raise ValueError
    when = datetime.fromisoformat(text.strip())
    if when.tzinfo is None:
        return WallClock((), zone).place(when)
    return Moment(when, TimeQuality.EXACT_OFFSET)


def _wall(row: Row) -> datetime | None:
    try:
        when = datetime.fromisoformat(row.cells[0].strip()) if row.cells else None
    except ValueError:
        return None
    return when if when and when.tzinfo is None and STAMP.fullmatch(row.cells[0].strip()) else None


def _body(source: File) -> Iterator[Row]:
    table = rows(source)
    next(table, None)
    return table


def _number(row: Row, at: int) -> Decimal | None:
    """Read a cell, None when it is empty or missing.

    Raises:
        ValueError: no number.
    """
    cell = row.cells[at].strip() if at < len(row.cells) else ""
    return number(cell) if cell else None


def _last(row: Row, head: Cells) -> str:
    """Return the comment, which stands in the last column when that is not a number's."""
    last = len(head) - 1
    return row.cells[last].strip() if not _unit(head[last]) and last < len(row.cells) else ""
