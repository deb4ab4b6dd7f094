"""Items as a fixture writes them: a line an item, a line a sample of a column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from vault.importers.apple_types import SYSTEM
from vault.importers.source import Source
from vault.record.batch import (
    Clinical,
    Column,
    Inner,
    Item,
    Measured,
    NothingKnown,
    Refused,
    Remark,
    Subject,
    Unsupported,
)
from vault.record.moments import Moment


def source(content: bytes, name: str = "") -> Source:
    return Source(lambda: BytesIO(content), Path(name).suffix, name=name)


def told(items: Iterable[Item]) -> list[dict[str, Any]]:
    return [line for item in items for line in _lines(item)]


def by_stream(lines: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Lines that keep their order among themselves: values of one stream, all other items."""
    found = defaultdict(list)
    for line in lines:
        names = [line.get(name) for name in ("stream", "of", "measure", "type")]
        found[str([*names, "end" in line])].append(line)
    return found


def _lines(item: Item) -> list[dict[str, Any]]:
    if isinstance(item, Column):
        return _samples(item)
    if isinstance(item, Measured):
        return [_measured(item)]
    return [_aside(item)]


def _aside(item: Item) -> dict[str, Any]:
    plain: dict[type, Callable[[Any], dict[str, Any]]] = {
        Clinical: lambda x: {
            "where": x.where,
            "type": x.fact.type,
            "title": x.fact.title,
            **_parts(x),
        },
        Refused: lambda x: {"where": x.where, "refused": x.reason},
        Unsupported: lambda x: {"unsupported": x.name, "count": x.count},
        Remark: lambda x: {"remark": x.kind, "where": x.where},
        Subject: lambda x: {"subject": x.shown, "born": x.born, "sex": x.sex},
        NothingKnown: lambda x: {"where": x.where, "section": x.section, "state": x.state},
        Inner: lambda x: {"inner": x.name},
    }
    return plain[type(item)](item)


def _parts(item: Clinical) -> dict[str, Any]:
    """The figures of a workout that an importer of ours made."""
    if item.fact.type != "workout" or item.fact.system not in ("", None, SYSTEM):
        return {}
    found = {
        part["code"]["text"]: " ".join(str(part["valueQuantity"][key]) for key in ("value", "unit"))
        for part in item.fact.resource.get("component", ())
        if {"value", "unit"} <= set(part.get("valueQuantity", ())) and "text" in part["code"]
    }
    return {"parts": found} if found else {}


def _measured(item: Measured) -> dict[str, Any]:
    line: dict[str, Any] = {"where": item.where, "measure": item.measure}
    if item.value is not None:
        line |= {"value": str(item.value.value), "unit": item.value.unit}
    if item.components:
        line["parts"] = {name: f"{p.value} {p.unit}" for name, p in item.components.items()}
    line |= {"at": _moment(item.when), "quality": int(item.when.quality)}
    more = {
        "end": item.end and _moment(item.end), "note": item.note, "context": dict(item.context),
        "method": item.method, "group": item.group, "native": item.native,
        "comparator": item.comparator, "by": item.source.device_class,
    }  # fmt: skip
    return line | {name: value for name, value in more.items() if value}


def _samples(item: Column) -> list[dict[str, Any]]:
    count = len(item)
    offsets, quality, method = (
        np.broadcast_to(one, count) for one in (item.offsets, item.quality, item.method)
    )
    lines = []
    for at in range(count):
        line = {
            "stream": item.name or item.measure, "of": f"{item.source.device_class} {item.unit}",
            "at": _instant(int(item.starts[at]), int(offsets[at])), "value": float(item.values[at]),
            "quality": int(quality[at]), "method": int(method[at]),
        }  # fmt: skip
        if item.ends is not None:
            line["end"] = _instant(int(item.ends[at]), int(offsets[at]))
        lines.append(line)
    return lines


def _moment(moment: Moment) -> str:
    return moment.at.isoformat()


def _instant(at: int, offset: int) -> str:
    wall = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at, minutes=offset)
    return f"{wall.replace(tzinfo=None).isoformat()}{'+' if offset >= 0 else '-'}{abs(offset)}"
