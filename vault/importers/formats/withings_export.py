"""Withings: the export of an account, about 38 tables in a zip, a folder, or one of them alone.

Each table is recognised by its shape and its units; only for `raw_<device>_<what>.csv` the name
says what was measured, because every such table has the same three columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Final
from zoneinfo import ZoneInfo

from vault.i18n import _
from vault.importers import withings_activities, withings_rows, withings_streams
from vault.importers.format import Answers, ImportFormat, no_questions
from vault.importers.source import Probe, Source
from vault.importers.tables import assumed, first_row, folded
from vault.record.batch import Item, Refused, Remark, Unsupported

Read = Callable[[Source, str, ZoneInfo], Iterator[Item]]
_LIKE_AN_EXPORT: Final = 10  # tables beside a README

_READERS: Final[tuple[tuple[Callable[[list[str]], bool], Read], ...]] = (
    (withings_rows.is_weight, withings_rows.weight),
    (withings_rows.is_pressure, withings_rows.pressure),
    (withings_rows.is_height, withings_rows.height),
    (withings_rows.is_night, withings_rows.nights),
    (withings_activities.is_activity, withings_activities.activities),
    (withings_streams.is_raw, withings_streams.raw),
)


def _claims(probe: Probe) -> int:
    if probe.names:
        return (
            90 if _is_export({PurePosixPath(name).name.casefold() for name in probe.names}) else 0
        )
    return 80 if _reader(first_row(probe.head), probe.name) else 0


def _is_export(names: set[str]) -> bool:
    tables = [name for name in names if name.endswith(".csv")]
    raw = any(name.startswith("raw_") for name in tables)
    many = "readme.txt" in names and len(tables) >= _LIKE_AN_EXPORT
    return "weight.csv" in names and (raw or many or "bp.csv" in names)


def _reader(head: list[str], name: str) -> Read | None:
    cells = [folded(cell) for cell in head]
    for is_it, read in _READERS:
        if is_it(cells):
            return read
    if withings_streams.is_daily(cells, name):
        return withings_streams.daily
    if withings_streams.is_spot_oxygen(cells, name):
        return withings_rows.oxygen
    return None


def _read(source: Source, answers: Answers) -> Iterator[Item]:
    zone = ZoneInfo(answers["zone"])
    if not source.names:
        yield from _table(source, zone)
        return
    for name in sorted(source.names):
        if PurePosixPath(name).suffix.casefold() == ".csv":
            yield from _table(source.member(name), zone)
        elif PurePosixPath(name).name.casefold() != "readme.txt":
            yield Unsupported(PurePosixPath(name).name)


def _table(source: Source, zone: ZoneInfo) -> Iterator[Item]:
    name = PurePosixPath(source.name).name or "1"
    head = source.probe().head
    read = _reader(first_row(head), name)
    if read is None:
        yield Unsupported(name) if head.strip() else Refused(name, "no_value")
        return
    if assumed(head):
        yield Remark("encoding_assumed", name)
    yield from read(source, name, zone)


FORMAT = ImportFormat(
    name="withings-export",
    title=lambda: _("Withings export"),
    extensions=(".zip", ".csv"),
    claims=_claims,
    questions=no_questions,
    read=_read,
)
