"""Measures of the body, of heart, breath and temperature: codes, units, bounds.

Bounds and stable changes are conventions of Carnet, not of medicine.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from vault.record.codes import SNOMED
from vault.record.measure import Component, Drift, Measure

D: Final = Decimal

BODY_WEIGHT: Final = Measure(
    "body_weight", "29463-7", "kg", D("0.2"), D(650), "vital-signs", 1,
    day="morning", stable=D("0.01"), share=True, aliases=("3141-9", "8339-4"),
    shown=("kg", "[lb_av]", "[stone_av]"), drift=Drift(D("0.05"), share=True, days=7),
    zero_is_none=True, mes="WEIGHT",
)  # fmt: skip
BODY_HEIGHT: Final = Measure(
    "body_height", "8302-2", "cm", D(20), D(272), "vital-signs",
    day="last", stable=D(1), aliases=("3137-7",), shown=("cm", "[ft_i]", "m"),
    drift=Drift(D(2), adult=True), mes="HEIGHT",
)  # fmt: skip
BMI: Final = Measure(
    "bmi", "39156-5", "kg/m2", D(5), D(200), "vital-signs", 1,
    day="computed", stable=D("0.01"), share=True, aliases=("89270-3",), shown=("kg/m2",),
    mes="BODY_MASS_INDEX",
)  # fmt: skip


def _share(key: str, loinc: str) -> Measure:
    return Measure(
        key, loinc, "%", D(1), D(90), decimals=1, stable=D(1), shown=("%",),
        drift=Drift(D(5)),
    )  # fmt: skip


def _mass(key: str, loinc: str, *aliases: str) -> Measure:
    return Measure(
        key, loinc, "kg", D("0.1"), D(400), decimals=1, stable=D("0.02"), share=True,
        aliases=aliases, shown=("kg", "[lb_av]"),
    )  # fmt: skip


_COMPOSITION: Final = (
    _share("body_fat_pct", "41982-0"),
    _mass("fat_mass", "73708-0"),
    _mass("lean_mass", "91557-9", "88334-8"),
    _mass("muscle_mass", "73964-9"),
    _share("muscle_pct", "73965-6"),
    _mass("bone_mass", "101685-6"),
    _mass("body_water_mass", "101683-1"),
    _share("body_water_pct", "101684-9"),
    # 73707-2 is an area: never an index
    Measure("visceral_fat", "", "{score}", D(0), D(100), decimals=1, stable=D(1)),
)

_GIRTHS: Final = (
    Measure(
        "waist_circumference", "8280-0", "cm", D(20), D(300), "vital-signs", day="last",
        stable=D(2), shown=("cm", "[in_i]"), drift=Drift(D(5)), mes="WAIST_CIRCUMFERENCE",
    ),
    Measure(
        "hip_circumference", "", "cm", D(20), D(300), day="last", stable=D(2),
        others=(f"{SNOMED}|284472007",), shown=("cm", "[in_i]"), drift=Drift(D(5)),
    ),
    Measure(
        "head_circumference", "8287-5", "cm", D(15), D(80), "vital-signs", 1, day="last",
        beside=("9843-4",), shown=("cm", "[in_i]"), mes="HEAD_CIRCUMFERENCE",
    ),
    Measure(
        "basal_metabolic_rate", "69429-9", "kcal/d", D(300), D(10_000), stable=D("0.03"),
        share=True, shown=("kcal/d",),
    ),
)  # fmt: skip

BLOOD_PRESSURE: Final = Measure(
    "blood_pressure", "85354-9", "mm[Hg]", D(40), D(300), "vital-signs",
    chart="ranges", day="mean", stable=D(5), aliases=("55284-4",), panel=True,
    components=(
        Component("systolic", "8480-6", D(40), D(300), (D(70), D(220))),
        Component("diastolic", "8462-4", D(20), D(200), (D(40), D(130))),
        Component("mean", "8478-0", D(20), D(300), written=False),
    ),
    shown=("mm[Hg]", "mm[Hg]", "cm[Hg]"), unusual=(D(70), D(220)), zero_is_none=True,
    mes="BLOOD_PRESSURE",
)  # fmt: skip

HEART_RATE: Final = Measure(
    "heart_rate", "8867-4", "/min", D(20), D(300), "vital-signs", keep="chunk", chart="band",
    stable=D(5), shown=("/min",), unusual=(D(35), D(200)), zero_is_none=True, mes="HEART_RATE",
)  # fmt: skip

_HEART: Final = (
    HEART_RATE,
    Measure(
        "resting_heart_rate", "40443-4", "/min", D(20), D(220), "vital-signs", stable=D(3),
        shown=("/min",), unusual=(D(35), D(120)), zero_is_none=True,
    ),
    Measure(
        "walking_heart_rate", "", "/min", D(20), D(220), "activity", stable=D(3),
        shown=("/min",), unusual=(D(35), D(120)),
    ),
    Measure(
        "hrv_sdnn", "80404-7", "ms", D(0), D(500), keep="chunk", stable=D("0.1"), share=True,
        shown=("ms",),
    ),
    Measure(  # never 80404-7, which is another statistic
        "hrv_rmssd", "", "ms", D(0), D(500), keep="chunk", stable=D("0.1"), share=True,
        shown=("ms",),
    ),
    Measure("pulse_wave_velocity", "", "m/s", D(1), D(30), decimals=1, stable=D("0.5")),
    Measure("vo2max", "94122-9", "mL/min/kg", D(5), D(100), decimals=1, day="last", stable=D(1)),
    Measure(
        "ecg", "11524-6", "mV", D(-100), D(100), "procedure", 1, chart="trace", day="all",
    ),
)  # fmt: skip

_BREATH: Final = (
    Measure(
        "respiratory_rate", "9279-1", "/min", D(3), D(80), "vital-signs", keep="chunk",
        chart="band", stable=D(1), unusual=(D(8), D(40)),
    ),
    Measure(
        "spo2", "2708-6", "%", D(50), D(100), "vital-signs", keep="chunk", chart="band",
        stable=D(1), aliases=("20564-1",), beside=("59408-5",), unusual=(D(85), D(100)),
        zero_is_none=True,
    ),
    Measure("perfusion_index", "61006-3", "%", D(0), D(30), decimals=1, keep="chunk"),
    Measure("peak_flow", "33452-4", "L/min", D(20), D(1000), "procedure", day="max",
            stable=D("0.05"), share=True),
    Measure("fev1", "20150-9", "L", D("0.1"), D(12), "procedure", 2, chart="dots", day="max",
            stable=D("0.05"), share=True),
    Measure("fvc", "19870-5", "L", D("0.1"), D(12), "procedure", 2, chart="dots", day="max",
            stable=D("0.05"), share=True),
)  # fmt: skip

_TEMPERATURE: Final = (
    Measure(
        "body_temperature", "8310-5", "Cel", D(25), D(45), "vital-signs", 1, day="max",
        stable=D("0.3"), aliases=("8331-1",), shown=("Cel", "[degF]"), unusual=(D(34), D(41)),
        zero_is_none=True, mes="BODY_TEMPERATURE",
    ),
    Measure(
        "skin_temperature_delta", "", "Cel", D(-15), D(15), decimals=1, keep="chunk",
        chart="bars", day="mean", stable=D("0.2"), shown=("Cel", "[degF]"),
    ),
)  # fmt: skip

MEASURES: Final = (
    BODY_WEIGHT, BODY_HEIGHT, BMI, *_COMPOSITION, *_GIRTHS, BLOOD_PRESSURE, *_HEART, *_BREATH,
    *_TEMPERATURE,
)  # fmt: skip
