"""Writes an Apple Health export of a given number of records, the same for the same seed.

The mix is that of a watch worn for years: heart rates with their motion context, steps and
distance of watch and phone, energy every minute or so, nights in stages, some weights.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Final

SEED: Final = 20_260_510
BYTES_A_RECORD: Final = 435
_ZONE: Final = timezone(timedelta(hours=2))
_DEVICE: Final = (
    "&lt;&lt;HKDevice: 0x{address:x}&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch,"
    " hardware:Watch6,12, software:{version}&gt;"
)
_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 14 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
]>
<HealthData locale="fr_FR">
 <ExportDate value="2026-06-30 10:36:12 +0200"/>
"""
_STAGES: Final = ("AsleepCore", "AsleepDeep", "AsleepCore", "AsleepREM", "Awake", "AsleepCore")
_EVERY: Final = {  # type: how many of a hundred, unit, seconds a record lasts
    "HeartRate": (40, "count/min", 0),
    "ActiveEnergyBurned": (22, "kcal", 60),
    "BasalEnergyBurned": (12, "kcal", 60),
    "StepCount": (12, "count", 60),
    "DistanceWalkingRunning": (10, "km", 60),
    "OxygenSaturation": (3, "%", 0),
    "HeartRateVariabilitySDNN": (1, "ms", 60),
}


def write(path: Path, records: int, seed: int = SEED) -> int:
    """Write an export; return its size in bytes."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write(_HEAD)
        stream.writelines(_records(random.Random(seed), records))
        stream.write("</HealthData>\n")
    return path.stat().st_size


def _records(chance: random.Random, count: int) -> Iterator[str]:
    kinds = [kind for kind, (share, _unit, _long) in _EVERY.items() for _one in range(share)]
    now = datetime(2019, 1, 1, 6, tzinfo=UTC)
    for number in range(count):
        now += timedelta(seconds=chance.choice((5, 30, 60, 150, 600)))
        if number % 2000 == 0:
            yield from _night(now)
            yield _record("BodyMass", "kg", now, 0, f"{70 + chance.random() * 4:.2f}", "Balance")
        kind = chance.choice(kinds)
        _share, unit, long = _EVERY[kind]
        phone = kind in ("StepCount", "DistanceWalkingRunning") and chance.random() < 0.3
        device = "" if phone else _device(chance, now)
        name = "iPhone de Zoé" if phone else "Apple Watch de Zoé"
        yield _record(kind, unit, now, long, _value(chance, kind), name, device)


def _device(chance: random.Random, now: datetime) -> str:
    address = 0x302A00000 + chance.randrange(64) * 0x20
    return f' device="{_DEVICE.format(address=address, version=f"{now.year - 2014}.1")}"'


def _value(chance: random.Random, kind: str) -> str:
    if kind == "HeartRate":
        return str(chance.randint(48, 165))
    if kind == "StepCount":
        return str(chance.randint(3, 130))
    if kind == "OxygenSaturation":
        return f"{chance.randint(92, 100) / 100:.2f}"
    return f"{chance.random() * 3:.6g}"


def _night(now: datetime) -> Iterator[str]:
    for at, stage in enumerate(_STAGES):
        start = now + timedelta(hours=at)
        value = f"HKCategoryValueSleepAnalysis{stage}"
        yield _record("SleepAnalysis", "", start, 3600, value, "Apple Watch de Zoé")


def _record(  # noqa: PLR0913, PLR0917 - the attributes of a record
    kind: str, unit: str, start: datetime, long: int, value: str, name: str, device: str = ""
) -> str:
    family = "Category" if kind == "SleepAnalysis" else "Quantity"
    begin, end = _stamp(start), _stamp(start + timedelta(seconds=long))
    spelled = f' unit="{unit}"' if unit else ""
    head = (
        f' <Record type="HK{family}TypeIdentifier{kind}" sourceName="{name}" sourceVersion="10.1"'
        f'{device}{spelled} creationDate="{end}" startDate="{begin}" endDate="{end}"'
        f' value="{value}"'
    )
    if kind != "HeartRate":
        return f"{head}/>\n"
    context = '  <MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="0"/>\n'
    return f"{head}>\n{context} </Record>\n"


def _stamp(when: datetime) -> str:
    return when.astimezone(_ZONE).strftime("%Y-%m-%d %H:%M:%S %z")
