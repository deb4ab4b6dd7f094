"""A measured value becomes an Observation that loses nothing, and columns for lists and charts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import fhirkit
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.fhir.circumstances import BEYOND, context
from vault.fhir.measured import fact
from vault.record.batch import Comparator, Measured
from vault.record.canonical import compact
from vault.record.measures import MEASURES
from vault.record.moments import Moment, TimeQuality
from vault.record.provenance import Source
from vault.record.quantity import Quantity

PARIS = ZoneInfo("Europe/Paris")
MORNING = Moment(datetime(2026, 6, 30, 7, 42, tzinfo=PARIS), TimeQuality.EXACT_OFFSET)
SCALE = Source("Exemple", model="Balance 1", device_class="scale", serial="a1")


def weighed(value: str = "71.40", unit: str = "kg", when: Moment = MORNING) -> Measured:
    return Measured("body_weight", Quantity(Decimal(value), unit), when, "row 1", SCALE)


def test_a_weight_has_its_codes_its_unit_and_every_decimal() -> None:
    made = fact(weighed())

    assert compact(made.resource) == (
        '{"resourceType":"Observation","status":"final","category":[{"coding":[{"system":'
        '"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs"}]}],'
        '"code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}]},'
        '"effectiveDateTime":"2026-06-30T07:42:00+02:00","valueQuantity":{"value":71.40,"unit":'
        '"kg","system":"http://unitsofmeasure.org","code":"kg"},"device":{"display":'
        '"Exemple Balance 1"}}'
    )
    assert (made.type, made.measure, made.system, made.code) == (
        "measure", "body_weight", "http://loinc.org", "29463-7",
    )  # fmt: skip
    assert (made.value, made.value2, made.unit) == (Decimal("71.40"), None, "kg")
    assert (made.start_ms, made.offset_min, made.when_text) == (1782798120000, 120, None)


def test_the_original_unit_stays_beside_the_canonical_value() -> None:
    made = fact(weighed("157.0", "lb"))

    assert made.resource["valueQuantity"] == {
        "value": Decimal("157.0"), "unit": "lb", "system": "http://unitsofmeasure.org",
        "code": "[lb_av]",
    }  # fmt: skip
    assert made.value == Decimal("71.214002090")
    assert made.unit == "kg"


def test_a_unit_that_does_not_convert_is_shown_as_it_is() -> None:
    made = fact(weighed("3", "brasses"))

    assert (made.measure, made.value, made.unit) == ("other", Decimal(3), "brasses")
    assert made.resource["valueQuantity"] == {"value": 3, "unit": "brasses"}
    assert made.code == "29463-7"
    assert "unit" not in fact(weighed("3", "")).resource["valueQuantity"]


def test_an_impossible_value_is_kept_and_marked() -> None:
    assert fact(weighed("0")).status == "implausible"
    assert fact(weighed("651")).status == "implausible"
    assert fact(weighed("650")).status == "active"


def pressure(**parts: str) -> Measured:
    values = {name: Quantity(Decimal(text), "mmHg") for name, text in parts.items()}
    return Measured("blood_pressure", None, MORNING, "row 1", SCALE, components=values)


def test_a_blood_pressure_is_a_panel_in_the_order_of_its_table() -> None:
    made = fact(pressure(mean="100", diastolic="81", systolic="138"))

    codes = [part["code"]["coding"][0]["code"] for part in made.resource["component"]]
    assert codes == ["8480-6", "8462-4", "blood_pressure-mean"]
    assert "valueQuantity" not in made.resource
    assert (made.value, made.value2, made.unit, made.status) == (
        Decimal(138), Decimal(81), "mm[Hg]", "active",
    )  # fmt: skip


def test_a_part_without_a_code_of_loinc_has_one_of_ours() -> None:
    parts = {"awake": Quantity(Decimal(10), "min"), "deep": Quantity(Decimal(90), "min")}
    night = Measured("sleep", Quantity(Decimal(450), "min"), MORNING, "r", SCALE, parts)

    codes = [part["code"]["coding"][0]["code"] for part in fact(night).resource["component"]]
    assert codes == ["93831-6", "sleep-awake"]


def test_a_missing_half_of_a_blood_pressure_stays_missing() -> None:
    assert (fact(pressure(systolic="138")).value, fact(pressure(systolic="138")).value2) == (
        Decimal(138), None,
    )  # fmt: skip
    assert (fact(pressure(diastolic="81")).value, fact(pressure(diastolic="81")).value2) == (
        None, Decimal(81),
    )  # fmt: skip


def test_a_blood_pressure_upside_down_or_out_of_bounds_is_implausible() -> None:
    assert fact(pressure(systolic="80", diastolic="90")).status == "implausible"
    assert fact(pressure(systolic="138", diastolic="10")).status == "implausible"


def test_an_unknown_panel_keeps_its_own_code_and_first_two_values() -> None:
    parts = {"left": Quantity(Decimal(3), "N"), "right": Quantity(Decimal(4), "N")}
    made = fact(Measured("other", None, MORNING, "r", components=parts, code="urn:x|grip"))

    assert (made.measure, made.value, made.value2, made.unit) == (
        "other", Decimal(3), Decimal(4), "N",
    )  # fmt: skip
    assert (made.system, made.code) == ("urn:x", "grip")
    bare = fact(Measured("other", None, MORNING, "r", absent="unknown"))
    assert (bare.value, bare.unit, bare.code) == (None, None, None)
    assert bare.resource["code"] == {"text": "other"}
    assert bare.resource["dataAbsentReason"]["coding"][0]["code"] == "unknown"


def test_codes_as_received_stand_behind_the_canonical_one() -> None:
    value = Quantity(Decimal("5.2"), "mmol/L")
    made = fact(Measured("glucose", value, MORNING, "r", code="http://loinc.org|14749-6"))
    head = fact(Measured("head_circumference", Quantity(Decimal(44), "cm"), MORNING, "r"))

    assert [c["code"] for c in made.resource["code"]["coding"]] == ["2345-7", "14749-6"]
    assert [c["code"] for c in head.resource["code"]["coding"]] == ["8287-5", "9843-4"]


def test_nothing_that_was_said_about_a_value_is_lost() -> None:
    made = fact(
        Measured(
            "glucose", Quantity(Decimal("2.2"), "mmol/L"), MORNING, "r", SCALE, comparator="<",
            context={"moment": "53049-3", "site": "http://snomed.info/sct|7569003",
                     "method": "doigt", "movement": "yes"},
            note="avant le sport", method=2, original_when="2026-06-30 07:41", by_device=True,
            frames=("0a0b", "0c"), title="Glycémie",
        )
    )  # fmt: skip

    resource = made.resource
    assert resource["valueQuantity"]["comparator"] == "<"
    assert resource["note"] == [{"text": "avant le sport"}]
    assert resource["code"]["text"] == made.title == "Glycémie"
    assert context(resource) == {
        "moment": "53049-3", "site": "http://snomed.info/sct|7569003", "method": "doigt",
        "movement": "yes",
    }  # fmt: skip
    values = [v for one in resource["extension"] for n, v in one.items() if n.startswith("value")]
    assert values[1:] == ["by-hand", "2026-06-30 07:41", True, "0a0b", "0c"]


def test_a_value_beyond_what_a_device_measures_says_on_which_side() -> None:
    made = fact(Measured("glucose", None, MORNING, "r", SCALE, comparator=">", absent="unknown"))

    assert context(made.resource)[BEYOND] == ">"
    assert "valueQuantity" not in made.resource


def test_a_faint_has_its_code_in_the_french_system() -> None:
    made = fact(
        Measured("glucose", Quantity(Decimal(50), "mg/dL"), MORNING, "r", context={"moment": "A05"})
    )
    (moment,) = made.resource["extension"]
    assert "CISP2" in moment["valueCodeableConcept"]["coding"][0]["system"]


@pytest.mark.parametrize(
    ("resource", "said"),
    [
        ({"bodySite": "arm", "method": {"coding": ["x"], "text": "m"}}, {"method": "m"}),
        ({"method": {"coding": [{"code": "7"}]}, "extension": ["x"]}, {"method": "7"}),
        (
            {
                "extension": [
                    {"url": "https://carnet-sante.example/fhir/StructureDefinition/context"}
                ]
            },
            {},
        ),
    ],
)
def test_circumstances_of_others_are_read_as_far_as_they_go(
    resource: dict[str, object], said: dict[str, str]
) -> None:
    assert context(resource) == said


def test_a_span_is_a_period() -> None:
    end = Moment(MORNING.at + timedelta(hours=7), TimeQuality.EXACT_OFFSET)
    made = fact(Measured("sleep", Quantity(Decimal(420), "min"), MORNING, "r", end=end))

    assert made.resource["effectivePeriod"] == {
        "start": "2026-06-30T07:42:00+02:00", "end": "2026-06-30T14:42:00+02:00",
    }  # fmt: skip
    assert made.end_ms == 1782798120000 + 7 * 3600 * 1000


def test_a_partial_date_stays_partial() -> None:
    year = Moment(datetime(2019, 1, 1, tzinfo=PARIS), TimeQuality.DATE_ONLY, "2019")
    made = fact(weighed(when=year))

    assert made.resource["effectiveDateTime"] == made.when_text == "2019"
    assert made.offset_min is None
    whole = Moment(datetime(2019, 3, 2, 12, tzinfo=PARIS), TimeQuality.DATE_ONLY)
    assert fact(weighed(when=whole)).when_text == "2019-03-02"


def test_a_clock_without_zone_is_placed_and_marked_never_silently_utc() -> None:
    wall = Moment(datetime(2026, 6, 30, 7, 42), TimeQuality.EXACT_OFFSET)  # noqa: DTZ001

    made = fact(weighed(when=wall), PARIS)

    assert made.time_quality is TimeQuality.ZONE_ASSUMED
    assert made.start_ms == 1782798120000
    with pytest.raises(ValueError, match=r".*"):
        fact(weighed(when=wall))


def test_an_old_local_time_is_written_with_whole_minutes() -> None:
    old = Moment(datetime(1905, 1, 1, tzinfo=PARIS), TimeQuality.EXACT_OFFSET)
    fine = Moment(datetime(2026, 1, 1, 1, 2, 3, 4005, tzinfo=UTC), TimeQuality.EXACT_OFFSET)
    coarse = Moment(datetime(2026, 1, 1, 1, 2, 3, 4000, tzinfo=UTC), TimeQuality.EXACT_OFFSET)

    assert fact(weighed(when=old)).resource["effectiveDateTime"] == "1904-12-31T23:59:39+00:09"
    assert fact(weighed(when=fine)).resource["effectiveDateTime"].endswith("03.004005+00:00")
    assert fact(weighed(when=coarse)).resource["effectiveDateTime"].endswith("03.004+00:00")


def test_the_same_value_has_the_same_key_and_another_one_another_digest() -> None:
    one, again, other = fact(weighed()), fact(weighed()), fact(weighed("72"))

    assert (one.key, one.digest) == (again.key, again.digest)
    assert one.key == other.key
    assert one.digest != other.digest


def test_an_identity_of_the_source_goes_before_the_time() -> None:
    early = Measured("body_weight", Quantity(Decimal(70), "kg"), MORNING, "r", SCALE, native="g7")
    late = Measured(
        "body_weight", Quantity(Decimal(70), "kg"),
        Moment(MORNING.at + timedelta(1), TimeQuality.EXACT_OFFSET), "r", SCALE, native="g7",
    )  # fmt: skip
    fat = Measured("body_fat_pct", Quantity(Decimal(20), "%"), MORNING, "r", SCALE, native="g7")

    assert fact(early).key == fact(late).key != fact(fat).key
    assert fact(early).native == "g7:body_weight"


moments = st.builds(
    lambda at, minutes: Moment(
        at.replace(tzinfo=timezone(timedelta(minutes=minutes))), TimeQuality.EXACT_OFFSET
    ),
    st.datetimes(datetime(1920, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001
    st.integers(-840, 840),
)
quantities = st.builds(
    Quantity, st.decimals(-1000, 100_000, places=3), st.sampled_from(["kg", "g", "mmol/L", "x", ""])
)
comparators: list[Comparator | None] = [None, "<", ">="]


@given(
    st.builds(
        Measured,
        st.sampled_from([*MEASURES, "other"]),
        quantities,
        moments,
        st.just("row 1"),
        components=st.dictionaries(st.sampled_from(["systolic", "diastolic", "x"]), quantities),
        comparator=st.sampled_from(comparators),
        context=st.dictionaries(st.sampled_from(["moment", "arm", "y"]), st.just("53049-3")),
        note=st.sampled_from(["", "note"]),
        code=st.sampled_from([None, "http://loinc.org|1-2"]),
    )
)
def test_r16_an_independent_reader_accepts_every_observation(measured: Measured) -> None:
    resource = fact(measured).resource

    errors = [i for i in fhirkit.validate(compact(resource)) if i.severity == "error"]
    assert errors == []
    if measured.value is not None:
        assert resource["valueQuantity"]["value"] == measured.value.value
