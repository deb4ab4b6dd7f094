"""R06: the table of measures is whole: keys, codes, units, bounds, names in both languages."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from vault.errors import UnknownMeasure
from vault.i18n import speak
from vault.paths import assets
from vault.record.codes import LOCAL_MEASURE, LOINC, SNOMED, TRE_LOINC
from vault.record.measures import MEASURES, Measure, by_code, by_loinc, known
from vault.record.units import units_of
from vault.wording.measures import measure_name

EVERY = list(MEASURES.values())


def test_a_code_means_one_measure() -> None:
    codes = Counter(
        code
        for measure in EVERY
        for code in (measure.loinc, *measure.beside, *measure.aliases)
        if code
    )
    assert [code for code, times in codes.items() if times > 1] == []
    assert len(EVERY) == 84


@pytest.mark.parametrize("measure", EVERY, ids=lambda one: one.key)
def test_a_row_of_the_table_is_whole(measure: Measure) -> None:
    assert measure.key == measure.key.lower()
    assert measure.low < measure.high
    assert measure.unusual is None or measure.unusual[0] < measure.unusual[1]
    assert set(measure.shown) - {"ft_in"} <= set(units_of(measure))
    for part in measure.components:
        assert part.low < part.high
        assert measure.component(part.name) is part
    assert measure.component("none") is None


@pytest.mark.parametrize("measure", EVERY, ids=lambda one: one.key)
def test_a_measure_has_a_name_in_both_languages(measure: Measure) -> None:
    english = measure_name(measure)
    speak("fr", assets() / "locale")
    french = measure_name(measure)
    speak("en", Path())
    assert english
    assert french


def test_a_measure_is_found_by_any_of_its_codes() -> None:
    weight = MEASURES["body_weight"]
    for code in ("29463-7", "3141-9"):
        assert by_loinc(code) is by_code(LOINC, code) is by_code(TRE_LOINC, code) is weight
    assert by_code(SNOMED, "298348009") is MEASURES["falls"]
    assert by_code(LOCAL_MEASURE, "stress") is MEASURES["stress"]
    assert by_code(None, "29463-7") is by_loinc("8480-6") is None


def test_what_is_not_confirmed_is_read_and_written_under_our_own_code() -> None:
    assert by_loinc("14933-6") is MEASURES["urate"]
    assert MEASURES["urate"].coding == (LOCAL_MEASURE, "urate")
    assert MEASURES["spo2"].coding == (LOINC, "2708-6")
    assert MEASURES["blood_pressure"].components[2].written is False


def test_bounds_are_inclusive_but_for_the_laboratory() -> None:
    assert MEASURES["heart_rate"].plausible(Decimal(20))
    assert not MEASURES["heart_rate"].plausible(Decimal("19.9"))
    assert not MEASURES["crp"].plausible(Decimal(0))
    assert MEASURES["crp"].plausible(Decimal("0.1"))


def test_a_key_that_is_none_is_refused() -> None:
    assert known("steps").summed
    assert not known("water_intake").summed
    with pytest.raises(UnknownMeasure):
        known("step")
