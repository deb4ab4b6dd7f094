"""R05: another program, which knows nothing of ours, converts every unit as we do."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import pytest
from pint import UnitRegistry

from vault.record.measures import MEASURES, Measure
from vault.record.units import conversion, units_of

CLOSE: Final = Decimal("1e-9")
# a column of mercury: UCUM says 133.322 Pa, pint takes its density and gravity
MERCURY: Final = Decimal("1e-5")
# factors of substances are rounded to three or four digits, as laboratories print them
ROUNDED: Final = Decimal("1e-3")
SAID: Final = {  # UCUM -> pint
    "g": "gram", "kg": "kilogram", "[lb_av]": "pound", "[oz_av]": "ounce", "[stone_av]": "stone",
    "m": "meter", "mm": "millimeter", "cm": "centimeter", "km": "kilometer", "[in_i]": "inch",
    "[ft_i]": "foot", "[mi_i]": "mile",
    "Pa": "pascal", "kPa": "kilopascal", "mm[Hg]": "mmHg", "cm[Hg]": "cmHg",
    "/h": "1/hour", "/min": "1/minute", "{beats}/min": "1/minute", "/s": "1/second",
    "Hz": "1/second", "%": "percent", "{fraction}": "dimensionless", "L/L": "liter/liter",
    "J": "joule", "kJ": "kilojoule", "cal": "calorie", "kcal": "kilocalorie",
    "W": "watt", "kcal/d": "kilocalorie/day", "kJ/d": "kilojoule/day",
    "ms": "millisecond", "s": "second", "min": "minute", "h": "hour", "d": "day",
    "m/h": "meter/hour", "m/s": "meter/second", "km/h": "kilometer/hour", "[mi_i]/h": "mile/hour",
    "uL": "microliter", "mL": "milliliter", "dL": "deciliter", "L": "liter",
    "[foz_us]": "US_fluid_ounce",
    "L/min": "liter/minute", "L/s": "liter/second",
    "uV": "microvolt", "mV": "millivolt", "V": "volt",
    "pg/mL": "picogram/milliliter", "ng/L": "nanogram/liter", "ng/dL": "nanogram/deciliter",
    "ng/mL": "nanogram/milliliter", "ug/L": "microgram/liter", "ug/dL": "microgram/deciliter",
    "mg/L": "milligram/liter", "ug/mL": "microgram/milliliter", "mg/dL": "milligram/deciliter",
    "g/L": "gram/liter", "mg/mL": "milligram/milliliter", "g/dL": "gram/deciliter",
    "pmol/L": "picomole/liter", "nmol/L": "nanomole/liter", "umol/L": "micromole/liter",
    "mmol/L": "millimole/liter", "kg/m2": "kilogram/meter**2",
    "/uL": "1/microliter", "10*6/L": "1e6/liter", "10*3/uL": "1e3/microliter",
    "10*9/L": "1e9/liter", "10*6/uL": "1e6/microliter", "10*12/L": "1e12/liter",
    "mL/min/{1.73_m2}": "milliliter/minute", "mL/s/{1.73_m2}": "milliliter/second",
    "Cel": "degC", "[degF]": "degF", "K": "kelvin",
}  # fmt: skip
DIFFERENCES: Final = {"Cel": "delta_degC", "[degF]": "delta_degF", "K": "kelvin"}
# g/mol, of the molecule itself: nothing of ours goes into it
MOLES: Final = {
    "glucose": "180.156", "hdl_cholesterol": "386.65", "ldl_cholesterol": "386.65",
    "total_cholesterol": "386.65", "triglycerides": "885.4",
    "creatinine": "113.12", "urea": "60.056", "urate": "168.11", "bilirubin": "584.66",
    "calcium": "40.078", "vitamin_d": "400.64",
}  # fmt: skip
PAIRS: Final = [
    (measure, unit)
    for measure in MEASURES.values()
    for unit in units_of(measure)
    if {unit, measure.unit} <= SAID.keys() and unit != measure.unit
]


@pytest.fixture(scope="module")
def theirs() -> Any:
    return UnitRegistry(non_int_type=Decimal)


def converted(theirs: Any, value: Decimal, unit: str, measure: Measure) -> Decimal:
    """Convert by their rules; between mass and amount by what a mole weighs."""
    if "delta" in measure.key:
        one, goal = theirs.Quantity(value, DIFFERENCES[unit]), theirs.Quantity("delta_degC")
    elif unit in DIFFERENCES:
        return Decimal(theirs.Quantity(value, SAID[unit]).to(SAID[measure.unit]).magnitude)
    else:
        one, goal = theirs.Quantity(SAID[unit]) * value, theirs.Quantity(SAID[measure.unit])
    if one.dimensionality != goal.dimensionality:
        mole = theirs.Quantity(Decimal(MOLES[measure.key.removesuffix("_interstitial")]), "g/mol")
        one = one / mole if "[mass]" in one.dimensionality else one * mole
    return Decimal((one / goal).to("dimensionless").magnitude)


@pytest.mark.parametrize(
    ("measure", "unit"), PAIRS, ids=[f"{measure.key} in {unit}" for measure, unit in PAIRS]
)
def test_a_conversion_is_that_of_another_program(theirs: Any, measure: Measure, unit: str) -> None:
    by_substance = SAID[unit] != SAID[measure.unit] and measure.key in MOLES
    within = MERCURY if "Hg" in unit + measure.unit else ROUNDED if by_substance else CLOSE
    for value in (Decimal(1), Decimal("71.43"), Decimal(-40)):
        expected = converted(theirs, value, unit, measure)
        ours = conversion(unit, measure).of(value)
        assert abs(ours - expected) <= within * abs(expected)


def test_nearly_every_unit_is_compared() -> None:
    """What is left out counts things, or measures what only laboratories define."""
    every = {unit for measure in MEASURES.values() for unit in units_of(measure)}
    assert every - SAID.keys() <= {
        "{steps}", "1/(24.h)", "{flights}", "{fall}", "{score}", "{INR}", "mL/min/kg",
        "U/L", "[IU]/L", "kU/L", "m[IU]/L", "u[IU]/mL", "mmol/mol", "meq/L",
    }  # fmt: skip
    assert len(PAIRS) > 150
