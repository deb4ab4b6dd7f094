"""R05: units are exact, there and back; what is unknown is never guessed."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.errors import UnitMismatch
from vault.record.measures import MEASURES, Measure
from vault.record.spelling import ucum
from vault.record.units import conversion, factor, units_of

PAIRS = [(measure, unit) for measure in MEASURES.values() for unit in units_of(measure)]


@pytest.mark.parametrize(("measure", "unit"), PAIRS, ids=lambda one: getattr(one, "key", one))
def test_a_value_goes_there_and_comes_back(measure: Measure, unit: str) -> None:
    way = conversion(unit, measure)
    for text in ("1", "71.4", "0.05", "999999.99"):
        back = way.back(way.of(Decimal(text)))
        assert abs(back - Decimal(text)) <= Decimal(text) * Decimal("1e-36") + Decimal("1e-36")
    array = way.of_all(np.array([71.4, 0.05]))
    assert np.allclose(array, [float(way.of(Decimal("71.4"))), float(way.of(Decimal("0.05")))])


KNOWN = [
    ("body_weight", "70.0", "kg", "70.0"),
    ("body_weight", "157", "lb", "71.21400209"),
    ("body_weight", "11", "st", "69.85322498"),
    ("body_height", "1.78", "m", "178"),
    ("body_height", "70", "in", "177.8"),
    ("body_temperature", "98.6", "°F", "37"),
    ("body_temperature", "310.15", "K", "37"),
    ("skin_temperature_delta", "0.9", "°F", "0.5"),
    ("glucose", "1.05", "g/L", "105"),
    ("glucose", "5.8", "mmol/L", "104.49048"),
    ("total_cholesterol", "38.67", "mg/dL", "1"),
    ("triglycerides", "88.57", "mg/dL", "1"),
    ("creatinine", "1", "mg/dL", "88.4"),
    ("creatinine", "10", "mg/L", "88.4"),
    ("urea", "1", "g/L", "16.65"),
    ("urate", "60", "mg/L", "356.88"),
    ("bilirubin", "1", "mg/dL", "17.1"),
    ("calcium", "100", "mg/L", "2.495"),
    ("vitamin_d", "30", "ng/mL", "74.88"),
    ("vitamin_d", "30", "µg/L", "74.88"),
    ("hba1c", "48", "mmol/mol", "6.54304"),
    ("tsh", "2", "µUI/mL", "2"),
    ("leukocytes", "7.1", "G/L", "7.1"),
    ("leukocytes", "7100", "/mm3", "7.1"),
    ("hemoglobin", "140", "g/L", "14"),
    ("hematocrit", "0.42", "L/L", "42"),
    ("blood_pressure", "13.8", "cmHg", "138"),
    ("steps", "500", "count", "500"),
    ("walking_speed", "4.5", "km/h", "1.25"),
    ("active_energy", "4.184", "kJ", "1"),
    ("active_energy", "1", "Cal", "1"),
    ("active_energy", "1000", "cal", "1"),
    ("hrv_sdnn", "0.05", "s", "50"),
    ("sodium", "140", "mEq/L", "140"),
]


@pytest.mark.parametrize(("key", "value", "unit", "canonical"), KNOWN)
def test_a_known_value(key: str, value: str, unit: str, canonical: str) -> None:
    assert conversion(unit, MEASURES[key]).of(Decimal(value)) == Decimal(canonical)


def test_urea_nitrogen_is_not_urea() -> None:
    urea = MEASURES["urea"]
    assert conversion("mg/dL", urea, "3094-0").of(Decimal(10)) == Decimal("3.57")
    assert conversion("mg/dL", urea).of(Decimal(10)) == Decimal("1.665")
    with pytest.raises(UnitMismatch):
        conversion("mmol/L", urea, "3094-0")


@pytest.mark.parametrize(
    ("key", "unit"),
    [
        ("body_weight", "mmol/L"), ("body_weight", "1"), ("heart_rate", ""), ("steps", "m"),
        ("ketones", "mg/dL"), ("glucose", "mEq/L"), ("active_energy", "MJ"),
        ("active_energy", "mJ"), ("vitamin_b12", "pg/mL"), ("visceral_fat", "cm2"),
    ],
)  # fmt: skip
def test_a_unit_without_an_exact_factor_is_refused(key: str, unit: str) -> None:
    with pytest.raises(UnitMismatch):
        conversion(unit, MEASURES[key])


def test_a_factor_has_no_moving_zero() -> None:
    assert factor("lb", MEASURES["body_weight"]) == Decimal("0.45359237")
    with pytest.raises(UnitMismatch):
        factor("°F", MEASURES["body_temperature"])


@given(st.text(max_size=12))
def test_any_text_is_a_unit_or_none(text: str) -> None:
    code = ucum(text)
    assert code is None or ucum(code) == code


def test_an_exact_value_keeps_its_decimals() -> None:
    assert str(conversion("kg", MEASURES["body_weight"]).of(Decimal("70.0"))) == "70.0"
