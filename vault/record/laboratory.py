"""Measures of the laboratory: codes, canonical units, bounds.

What a laboratory reports is shown in its own unit first; its bounds only refuse the impossible.
Codes that no second source confirmed are read and not written: such a measure has ours instead.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from vault.record.codes import TAASIP
from vault.record.measure import Measure

D: Final = Decimal

GLUCOSE: Final = Measure(
    "glucose", "2345-7", "mg/dL", D(10), D(1000), "laboratory",
    chart="dots", day="all", stable=D(10),
    aliases=("2339-0", "41653-7", "14743-9", "14749-6", "15074-8"),
    shown=("g/L", "mg/dL", "mmol/L"), unusual=(D(40), D(400)), mes="GLUCOSE",
)  # fmt: skip
GLUCOSE_INTERSTITIAL: Final = Measure(
    "glucose_interstitial", "99504-3", "mg/dL", D(10), D(600), "laboratory", keep="chunk",
    chart="band", stable=D(10), aliases=("105272-9",), others=(f"{TAASIP}|MED-969",),
    shown=("g/L", "mg/dL", "mmol/L"), mes="INTERSTITIAL_GLUCOSE",
)  # fmt: skip
KETONES: Final = Measure(
    "ketones", "53061-8", "mmol/L", D(0), D(30), "laboratory", 1, chart="dots", day="max",
    unusual=(D(0), D(3)),
)  # fmt: skip

_SUGAR: Final = (
    GLUCOSE,
    GLUCOSE_INTERSTITIAL,
    Measure(
        "glucose_management_index", "97506-0", "%", D(2), D(25), "laboratory", 1, day="last",
        stable=D("0.3"), others=(f"{TAASIP}|MED-972",), shown=("%", "%", "mmol/mol"),
        unusual=(D(4), D(15)), mes="HEMOGLOBIN_GLYCATION_INDEX",
    ),
    Measure(
        "glucose_time_in_range", "97510-2", "%", D(0), D(100), "laboratory", chart="bars",
        day="last", stable=D(5),
    ),
    Measure(
        "hba1c", "4548-4", "%", D(2), D(25), "laboratory", 1, day="last", stable=D("0.3"),
        aliases=("59261-8",), shown=("%", "%", "mmol/mol"), unusual=(D(4), D(15)),
        mes="GLYCATED_HEMOGLOBIN",
    ),
    KETONES,
)  # fmt: skip


def _fat(key: str, loinc: str, *aliases: str) -> Measure:
    return Measure(
        key, loinc, "mmol/L", D("0.1"), D(40), "laboratory", 2, day="last", stable=D("0.2"),
        aliases=aliases, shown=("g/L", "mg/dL", "mmol/L"),
    )  # fmt: skip


def _lab(key: str, loinc: str, unit: str, *aliases: str) -> Measure:
    return Measure(
        key, loinc, unit, D(0), D(1_000_000), "laboratory", 2, day="last", stable=D("0.05"),
        share=True, aliases=aliases, open_ends=True, as_reported=True,
    )  # fmt: skip


MEASURES: Final = (
    *_SUGAR,
    _fat("total_cholesterol", "2093-3", "14647-2"),
    _fat("hdl_cholesterol", "2085-9", "14646-4"),
    _fat("ldl_cholesterol", "2089-1", "22748-8", "13457-7", "39469-2"),
    _fat("triglycerides", "2571-8", "14927-8"),
    Measure(
        "creatinine", "14682-9", "umol/L", D(5), D(3000), "laboratory", day="last",
        stable=D("0.05"), share=True, aliases=("2160-0",), shown=("umol/L", "mg/dL", "mg/L"),
    ),
    _lab("egfr", "62238-1", "mL/min/{1.73_m2}", "33914-3"),
    _lab("urea", "22664-7", "mmol/L", "3094-0"),
    _lab("urate", "", "umol/L", "14933-6", "3084-1"),
    _lab("sodium", "2951-2", "mmol/L"),
    _lab("potassium", "2823-3", "mmol/L"),
    _lab("calcium", "2000-8", "mmol/L", "17861-6"),
    _lab("albumin", "1751-7", "g/L"),
    _lab("crp", "1988-5", "mg/L"),
    _lab("alt", "1742-6", "U/L", "1743-4"),
    _lab("ast", "1920-8", "U/L"),
    _lab("ggt", "2324-2", "U/L"),
    _lab("alp", "6768-6", "U/L"),
    _lab("bilirubin", "14631-6", "umol/L", "1975-2"),
    _lab("hemoglobin", "718-7", "g/dL"),
    _lab("hematocrit", "4544-3", "%", "20570-8"),
    _lab("leukocytes", "6690-2", "10*9/L"),
    _lab("platelets", "777-3", "10*9/L", "26515-7"),
    _lab("erythrocytes", "789-8", "10*12/L"),
    _lab("ferritin", "2276-4", "ug/L"),
    _lab("tsh", "3016-3", "m[IU]/L"),
    Measure(
        "inr", "6301-6", "{INR}", D("0.3"), D(20), "laboratory", 1, day="last", stable=D("0.3"),
    ),
    _lab("vitamin_d", "", "nmol/L", "1989-3", "62292-8"),
    _lab("vitamin_b12", "", "pmol/L", "2132-9"),
    _lab("folate", "", "nmol/L", "2284-8"),
)  # fmt: skip
