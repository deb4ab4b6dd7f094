"""Measures of activity, sleep, food and what a person says of themselves: codes, units, bounds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from vault.record.codes import SNOMED
from vault.record.measure import Component, Measure

D: Final = Decimal

_MINUTES_A_DAY: Final = D(1440)


def _sum(key: str, codes: tuple[str, ...], unit: str, most: int, *shown: str) -> Measure:
    return Measure(
        key, codes[0], unit, D(0), D(most), "activity", keep="chunk", chart="bars", day="sum",
        stable=D("0.1"), share=True, aliases=codes[1:], shown=shown or (unit,), per_day=True,
    )  # fmt: skip


STEPS: Final = replace(
    _sum("steps", ("55423-8", "41950-7"), "{steps}", 200_000), mes="STEPS_BY_DAY"
)

_MOVING: Final = (
    STEPS,
    _sum("distance", ("55430-3", "41953-1"), "m", 300_000, "km", "[mi_i]"),
    _sum("active_energy", ("41981-2", "93819-1"), "kcal", 30_000, "kcal", "kcal", "kJ"),
    Measure(
        "resting_energy", "", "kcal", D(0), D(30_000), "activity", keep="chunk", chart="bars",
        day="sum", stable=D("0.1"), share=True, others=(f"{SNOMED}|1285369003",),
        shown=("kcal", "kcal", "kJ"), per_day=True,
    ),
    _sum("floors", ("100304-5",), "{flights}", 2000),
    Measure(
        "exercise_time", "55411-3", "min", D(0), _MINUTES_A_DAY, "activity", keep="chunk",
        chart="bars", day="sum", stable=D("0.15"), share=True, per_day=True,
    ),
    Measure(  # 41957-2 is a mean of 24 hours: not this
        "walking_speed", "", "m/s", D(0), D(5), decimals=1, keep="chunk", stable=D("0.03"),
        share=True, others=(f"{SNOMED}|724237005",), shown=("km/h", "[mi_i]/h"),
    ),
    Measure("six_minute_walk", "64098-7", "m", D(0), D(1500), chart="dots", day="last",
            stable=D(20)),
)  # fmt: skip


def _minutes(name: str, loinc: str, *, written: bool = True) -> Component:
    return Component(name, loinc, D(0), _MINUTES_A_DAY, written=written)


SLEEP: Final = Measure(
    "sleep", "93832-4", "min", D(0), _MINUTES_A_DAY, "activity", keep="chunk",
    chart="hypnogram", day="night", stable=D(20), per_day=True,
    components=(
        _minutes("light", "93830-8"), _minutes("deep", "93831-6"), _minutes("rem", "93829-0"),
        _minutes("awake", ""), _minutes("in_bed", "103213-5"),
        _minutes("awakenings", "103210-1", written=False),
    ),
)  # fmt: skip


def _said(key: str, loinc: str = "", mes: str = "") -> Measure:
    return Measure(
        key, loinc, "{score}", D(0), D(10), "survey", chart="dots", day="mean", stable=D(1),
        mes=mes,
    )  # fmt: skip


def _taken(key: str, loinc: str, unit: str, most: int, shown: tuple[str, ...]) -> Measure:
    return Measure(
        key, loinc, unit, D(0), D(most), "activity", 1 if unit == "mL" else 0, chart="bars",
        day="sum", stable=D("0.1"), share=True, shown=shown, per_day=True,
    )  # fmt: skip


MEASURES: Final = (
    *_MOVING,
    SLEEP,
    _said("pain", "72514-3", mes="PAIN_SEVERITY"),
    _said("mood"),
    _said("fatigue"),
    _said("stress"),
    Measure(
        "falls", "", "{fall}", D(0), D(50), "survey", chart="bars", day="sum",
        others=(f"{SNOMED}|298348009",), per_day=True,
    ),
    _taken("water_intake", "8999-5", "mL", 20_000, ("L", "[foz_us]", "mL")),
    _taken("energy_intake", "9052-2", "kcal", 20_000, ("kcal", "kcal", "kJ")),
)  # fmt: skip
