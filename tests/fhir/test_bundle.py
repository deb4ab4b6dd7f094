"""R09, R16: what each resource type becomes in the record, and that nothing of it is lost."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import fhirkit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fhir import made
from tests.fhir.made import EVERY, PDF, concept
from tests.fhir.test_measured import MORNING, SCALE
from vault.fhir.bundle import Found, Neighbours, gather, items, written
from vault.fhir.datatypes import Resource
from vault.fhir.measured import fact as measured_fact
from vault.fhir.registry import codecs
from vault.fhir.texts import Texts
from vault.record.batch import Clinical, Item, Measured, NothingKnown, Refused, Remark, Subject
from vault.record.canonical import compact, read
from vault.record.facts import Document, Fact
from vault.record.measures import MEASURES
from vault.record.moments import TimeQuality
from vault.record.quantity import Quantity

PARIS = ZoneInfo("Europe/Paris")


def file_of(*resources: Any, url: str = "") -> Neighbours:
    neighbours = Neighbours()
    for number, resource in enumerate(resources):
        neighbours.add(Found(f"entry {number}", resource, url and f"{url}{resource['id']}"))
    return neighbours


def all_items(neighbours: Neighbours) -> list[Item]:
    return [item for one in neighbours.found for item in items(one, neighbours, PARIS)]


def facts(*resources: Any) -> list[Fact]:
    return [x.fact for x in all_items(file_of(*resources)) if isinstance(x, Clinical)]


def fact(resource: Any, *neighbours: Any) -> Fact:
    return facts(resource, *neighbours)[0]


@pytest.mark.parametrize(
    ("resource", "kind", "title", "status", "when"),
    [
        (made.ALLERGY, "allergy", "Pénicilline", "inactive", "1995"),
        (made.ALLERGY_BY_REACTION, "allergy", "Arachide", "active", "2020-02-03"),
        (made.CONDITION, "condition", "Tension trop haute", "completed", "2001-05"),
        (made.STATEMENT, "medication", "Metformine", "planned", "2024-01-02"),
        (made.REQUEST, "medication", "Ramipril", "inactive", None),
        (made.VACCINE, "immunization", "Tétanos", "completed", "2019-03"),
        (made.PROCEDURE, "procedure", "Appendicectomie", "completed", "1990-06-01"),
        (made.ENCOUNTER, "stay", "hospitalisation", "completed", "2022-01-02"),
        (made.FAMILY, "family_history", "Mère · Diabète", "active", None),
        (made.WEIGHT, "measure", "Poids", "active", None),
        (made.PRESSURE, "measure", "blood_pressure", "active", None),
        (made.OLD_PROFILE, "measure", "TA", "active", None),
        (made.LAB, "measure", "Protéine XY", "active", "2026-06-30"),
        (made.GRIP, "measure", "grip", "active", None),
        (made.SMOKING, "lifestyle", "Tabac", "active", None),
        (made.HABIT, "lifestyle", "Sport", "active", None),
        (made.SURVEY, "other", "Question", "active", None),
        (made.REPORT, "report", "Radio du thorax", "completed", None),
        (made.PAPER, "document", "Sortie", "inactive", None),
        (made.MEETING, "appointment", "Dr Petit", "planned", None),
        (made.DOCTOR, "practitioner", "Anne Petit", "inactive", None),
        (made.CONTACT, "contact", "Papa", "active", None),
        (made.PUMP, "device", "Pompe", "inactive", None),
        (made.COVERAGE, "insurance", "CPAM 75", "planned", "2020"),
        (made.COMPOSITION, "other", "Synthèse", "active", "2026-01-02"),
        (made.PLAN, "other", "Plan", "active", "2021"),
    ],
)
def test_r09_each_type_becomes_a_fact(
    resource: Any, kind: str, title: str, status: str, when: str | None
) -> None:
    found = fact(resource, made.MEDICATION)
    assert (found.type, found.title, found.status, found.when_text) == (kind, title, status, when)
    assert found.said_by in ("document", "caregiver", "professional", "device")


def test_a_patient_is_whom_the_file_is_about() -> None:
    (subject,) = all_items(file_of(made.PATIENT))

    assert subject == Subject(
        "DECOURCY", "Claire Marie", "1979-03-28", "female", "279035121518989", "Claire Décourcy"
    )
    assert all_items(file_of({"resourceType": "Patient"})) == []


def test_a_measure_has_canonical_columns_and_its_resource_untouched() -> None:
    found = fact(made.WEIGHT)

    assert found.resource == made.WEIGHT
    assert (found.measure, found.system, found.code) == ("body_weight", made.LOINC, "29463-7")
    assert (found.value, found.unit) == (Decimal("71.214002090"), "kg")
    assert (found.value2, found.said_by, found.native) == (None, "caregiver", "Observation/o1")
    assert (found.start_ms, found.offset_min) == (1782798120000, 120)


def test_a_pressure_takes_its_own_components_and_no_pulse() -> None:
    found = fact(made.PRESSURE)

    assert (found.measure, found.value, found.value2) == (
        "blood_pressure", Decimal(138), Decimal(81),
    )  # fmt: skip
    assert found.time_quality is TimeQuality.ZONE_ASSUMED
    assert fact(made.OLD_PROFILE).measure == "blood_pressure"
    assert fact(made.OLD_PROFILE).said_by == "professional"


def test_an_unknown_code_stays_what_it_is() -> None:
    lab, grip = fact(made.LAB), fact(made.GRIP)

    assert (lab.measure, lab.value, lab.system, lab.code) == ("other", None, "urn:lab", "XY")
    assert lab.said_by == "device"
    assert (grip.measure, grip.value, grip.value2, grip.unit) == ("other", Decimal(31), None, "1")


def test_a_blood_urea_nitrogen_is_not_a_urea() -> None:
    bun = {"resourceType": "Observation", "code": concept(f"{made.LOINC}|3094-0"),
           "valueQuantity": {"value": 10, "unit": "mg/dL"}}  # fmt: skip
    urea = {**bun, "code": concept(f"{made.LOINC}|22664-7"),
            "valueQuantity": {"value": 10, "unit": "mmol/L"}}  # fmt: skip

    assert (fact(bun).measure, fact(bun).value) == ("urea", Decimal("3.570"))
    assert fact(urea).value == 10


def test_sensitive_families_are_proposed() -> None:
    assert fact(made.ALLERGY).sensitive == {"sexual"}


def test_a_document_is_its_bytes_its_category_and_how_secret_it_is() -> None:
    told = all_items(file_of(made.PAPER, made.BINARY))
    letter, other = (item.fact for item in told if isinstance(item, Clinical))

    assert letter.document
    assert (letter.document.body, letter.document.media) == (PDF, "application/pdf")
    assert (letter.document.category, letter.document.loinc) == ("CPT_REND", "11490-0")
    assert (letter.document.confidentiality, letter.document.language) == ("R", "fr")
    assert other.document
    assert other.document.body == b"texte"
    assert letter.key != other.key
    remarks = [(x.kind, x.level) for x in told if isinstance(x, Remark)]
    assert remarks == [("document_not_included", "info"), ("document_altered", "warning")]
    assert b"data" not in compact(letter.resource).encode()


def test_a_report_comes_with_its_paper() -> None:
    report, paper = facts(made.REPORT)

    assert (report.type, paper.type, paper.title) == ("report", "document", "Radio du thorax")
    assert paper.document
    assert (paper.document.category, paper.document.body) == ("RADIO_SC", PDF)
    lab = {**made.REPORT, "category": [], "code": concept(text="Sang")}
    assert facts(lab)[1].document == paper.document.__class__(PDF, "application/pdf", "BIOLOGIE")


def test_bytes_that_no_document_has_are_kept_apart() -> None:
    assert [one.type for one in facts(made.BINARY)] == ["other"]
    assert len(facts(made.PAPER, made.BINARY)) == 2


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("AllergyIntolerance", "entered-in-error"), ("Condition", "entered-in-error"),
        ("Immunization", "not-done"), ("Procedure", "not-done"), ("Encounter", "cancelled"),
        ("MedicationRequest", "cancelled"), ("Observation", "cancelled"),
        ("DiagnosticReport", "entered-in-error"), ("DocumentReference", "entered-in-error"),
        ("Appointment", "entered-in-error"), ("CarePlan", "entered-in-error"),
        ("Composition", "entered-in-error"),
    ],
)  # fmt: skip
def test_what_was_withdrawn_or_left_undone_is_no_fact(kind: str, status: str) -> None:
    for said in (
        {"status": status}, {"verificationStatus": concept(f"x|{status}")},
    ):  # fmt: skip
        if kind != "Appointment" or "status" in said:
            (only,) = all_items(file_of({"resourceType": kind, **said}))
            assert only == Refused("entry 0", "not_a_fact")


def test_a_cancelled_appointment_is_still_one() -> None:
    assert fact({**made.MEETING, "status": "cancelled"}).status == "inactive"


@pytest.mark.parametrize(
    ("kind", "code", "section", "state"),
    [
        ("AllergyIntolerance", "no-known-allergies", "allergy", "none"),
        ("AllergyIntolerance", "716186003", "allergy", "none"),
        ("AllergyIntolerance", "1003774007", "allergy", "unknown"),
        ("Condition", "no-problem-info", "condition", "unknown"),
        ("Condition", "160245001", "condition", "none"),
        ("Procedure", "no-known-procedures", "procedure", "none"),
        ("Immunization", "no-immunization-info", "immunization", "unknown"),
        ("MedicationStatement", "no-medication-info", "medication", "unknown"),
    ],
)
def test_r10_none_and_unknown_are_two_things_and_no_facts(
    kind: str, code: str, section: Any, state: Any
) -> None:
    element = {"Immunization": "vaccineCode", "MedicationStatement": "medicationCodeableConcept"}
    resource = {"resourceType": kind, element.get(kind, "code"): concept(f"x|{code}")}
    assert all_items(file_of(resource)) == [NothingKnown(section, state, "entry 0")]


def test_r10_an_empty_section_says_why() -> None:
    told = [x for x in all_items(file_of(made.COMPOSITION)) if isinstance(x, NothingKnown)]
    assert [(one.section, one.state) for one in told] == [
        ("allergy", "none"), ("medication", "unknown"),
    ]  # fmt: skip


def test_a_medicine_is_found_wherever_its_name_stands() -> None:
    assert fact(made.REQUEST).title == "ailleurs"
    assert fact(made.REQUEST, made.MEDICATION).code == "C09AA05"
    assert fact({**made.REQUEST, "medicationReference": "x"}).title == "MedicationRequest"
    bare = {"resourceType": "Medication", "id": "med-1"}
    assert fact(made.REQUEST, bare).title == "ailleurs"
    stated = {"resourceType": "MedicationStatement", "dateAsserted": "2020",
              "medicationCodeableConcept": concept(text="M")}  # fmt: skip
    assert (fact(stated).title, fact(stated).when_text) == ("M", "2020")


def test_references_are_found_by_address_by_name_and_never_outside() -> None:
    there = file_of({"resourceType": "Patient", "id": "1"}, url="https://s.example/fhir/Patient/")

    for name in ("https://s.example/fhir/Patient/1", "Patient/1", "Patient/1/_history/3"):
        assert there.find(name)
    assert there.find("") is there.find("Patient/2") is None


def test_the_sender_and_its_device_are_the_source() -> None:
    seen = {**made.WEIGHT, "meta": {"source": "urn:oid:1.2#x"}, "device": {"reference": "Device/d"}}
    scale = {"resourceType": "Device", "id": "d", "manufacturer": "M", "modelNumber": "7"}
    named = {"resourceType": "Device", "id": "d", "deviceName": [{"name": "N"}]}

    source = fact(seen, scale).source
    assert (source.vendor, source.app, source.model) == ("M", "urn:oid:1.2", "7")
    assert fact(seen, named).source.model == "N"
    assert fact(made.LAB).source.model == "Automate"
    served = file_of(made.WEIGHT, url="https://s.example/fhir/Observation/")
    (item,) = all_items(served)
    assert isinstance(item, Clinical)
    assert item.fact.source.app == "https://s.example/fhir"


def test_r02_the_same_thing_has_the_same_key_whoever_numbers_it_not() -> None:
    unnamed = {name: value for name, value in made.VACCINE.items() if name != "id"}
    one, again = fact(unnamed), fact({**unnamed, "note": [{"text": "x"}]})

    assert one.key == again.key
    assert one.digest != again.digest
    assert fact({**unnamed, "lotNumber": "L2"}).key != one.key
    measure = {name: value for name, value in made.WEIGHT.items() if name != "id"}
    assert fact(measure).key == fact({**measure, "code": concept(f"{made.LOINC}|29463-7")}).key
    bare = {"resourceType": "Observation", "code": concept(text="X"), "valueInteger": 3}
    assert fact(bare).key != fact({**bare, "code": concept(text="Y")}).key


def test_an_unknown_type_is_kept_whole() -> None:
    odd = {"resourceType": "Claim", "id": "1", "created": "2020-01-02", "x": {"y": [1]}}
    found = fact(odd)

    assert (found.type, found.title, found.resource) == ("other", "Claim", odd)
    assert found.start_ms
    assert date.fromtimestamp(found.start_ms / 1000 + 43200) == date(2020, 1, 2)  # noqa: DTZ012
    assert all_items(file_of({"resourceType": "OperationOutcome"})) == []


def test_what_is_nested_without_end_is_refused_not_raised() -> None:
    deep: Any = "x"
    for _level in range(300):
        deep = [deep]
    assert all_items(file_of({"resourceType": "Basic", "extension": deep})) == [
        Refused("entry 0", "unreadable")
    ]


@pytest.mark.parametrize("resource", EVERY, ids=lambda r: f"{r['resourceType']}-{r.get('id')}")
def test_r16_reading_what_is_written_gives_the_same_fact(resource: Any) -> None:
    for one in facts(resource, made.MEDICATION, made.BINARY):
        if one.resource.get("id") != resource.get("id"):
            continue
        again = facts(read(compact(written(one))), made.MEDICATION, made.BINARY)
        assert one in again


def test_r16_what_is_written_has_every_element_of_the_input() -> None:
    for resource in EVERY:
        for one in facts(resource)[:1]:
            assert written(one) == resource or one.document
    letter = facts(made.PAPER, made.BINARY)[0]
    assert written(letter) == made.PAPER
    assert written(letter, "u1")["id"] == "u1"


_SAME = (
    "type", "title", "resource", "digest", "measure", "value", "value2", "unit", "start_ms",
    "end_ms", "offset_min", "time_quality", "status", "system", "code",
)  # fmt: skip


@given(
    st.sampled_from(sorted(MEASURES)), st.decimals(1, 300, places=2),
    st.sampled_from(["", "note"]), st.sampled_from([None, "<"]), st.integers(0, 3),
)  # fmt: skip
@settings(max_examples=60)
def test_r16_a_measured_value_comes_back_from_its_resource(
    key: str, value: Decimal, note: str, comparator: Any, method: int
) -> None:
    measure = MEASURES[key]
    quantity = Quantity(value, measure.unit)
    parts = {part.name: quantity for part in measure.components}
    one = measured_fact(
        Measured(
            key, None if measure.panel else quantity, MORNING, "r", SCALE, parts, note=note,
            comparator=comparator, method=method,
        )
    )  # fmt: skip
    back = fact(read(compact(written(one))))

    for name in _SAME:
        assert getattr(back, name) == getattr(one, name), name


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.decimals(0, 9, places=1)
    | st.sampled_from(["", "x", "2020", "2020-13-45", "urn:uuid:1", "final", "not-done"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["coding", "code", "system", "display", "text", "value", "unit", "start",
                         "end", "reference", "attachment", "data", "url", "given", "family"]),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip
elements = sorted({name for resource in EVERY for name in resource} - {"resourceType"})


@given(
    st.sampled_from([*codecs(), "Claim"]),
    st.dictionaries(st.sampled_from(elements), json_values, max_size=8),
)
@settings(max_examples=100, deadline=None)
def test_no_content_ever_breaks_a_codec(kind: str, content: dict[str, Any]) -> None:
    resource = {"resourceType": kind, **content}
    for one in all_items(file_of(resource, made.BINARY))[:-1]:
        assert isinstance(one, Item)


def values(text: str) -> tuple[list[Resource], list[Refused]]:
    neighbours, refused = gather(Texts().read(text))
    return [one.resource for one in neighbours.found], refused


def in_bundle(*resources: Any, kind: str = "collection") -> dict[str, Any]:
    numbers = count()
    return {
        "resourceType": "Bundle", "type": kind,
        "entry": [{"fullUrl": f"urn:uuid:{next(numbers)}", "resource": r} for r in resources],
    }  # fmt: skip


@pytest.mark.parametrize(
    "kind", ["collection", "searchset", "transaction", "document", "batch", "history"]
)
def test_every_kind_of_bundle_is_read(kind: str) -> None:
    text = json.dumps(in_bundle(made.PATIENT, made.WEIGHT, kind=kind))
    assert values(text) == ([made.PATIENT, made.WEIGHT], [])


def test_resources_are_found_in_whatever_holds_them() -> None:
    nested = in_bundle(made.PATIENT, in_bundle(made.WEIGHT))
    untold = {"type": "collection", "entry": [{"resource": made.WEIGHT}]}
    for held, wanted in (
        (made.WEIGHT, [made.WEIGHT]),
        ([made.WEIGHT, [made.PATIENT]], [made.WEIGHT, made.PATIENT]),
        (nested, [made.PATIENT, made.WEIGHT]),
        (untold, [made.WEIGHT]),
        ({"resource": made.WEIGHT}, [made.WEIGHT]),
        (in_bundle(), []),
        ([], []),
        ({"resourceType": "Bundle", "type": "batch", "entry": [{"request": {}}]}, []),
    ):
        assert values(json.dumps(held)) == (wanted, [])


@pytest.mark.parametrize("held", ["3", '"x"', "null", '{"a":1}', '[{"resourceType":7}]'])
def test_what_holds_no_resource_is_refused_with_its_place(held: str) -> None:
    found, refused = values(held)
    assert found == []
    assert [one.reason for one in refused] == ["unreadable"]


def test_bundles_inside_bundles_end_somewhere() -> None:
    deep: Any = made.WEIGHT
    for _level in range(12):
        deep = in_bundle(deep)
    assert values(json.dumps(deep)) == (
        [],
        [Refused(values(json.dumps(deep))[1][0].where, "unreadable")],
    )


def test_an_independent_reader_accepts_what_we_write() -> None:
    for resource in (made.ALLERGY, made.CONDITION, made.VACCINE, made.PROCEDURE, made.FAMILY):
        text = compact(written(fact(resource), "u1"))
        assert [i for i in fhirkit.validate(text) if i.severity == "error"] == []


def test_a_document_without_bytes_is_named_and_never_fetched() -> None:
    contents: list[list[dict[str, Any]]] = [
        [],
        [{}],
        [{"attachment": {"data": "***"}}],
        [{"attachment": {}}],
    ]
    for content in contents:
        told = all_items(file_of({"resourceType": "DocumentReference", "content": content}))
        assert [one.kind for one in told if isinstance(one, Remark)] == ["document_not_included"]
        assert len(told) == 1


def test_a_document_has_the_day_of_its_act_else_of_its_making() -> None:
    content = [{"attachment": {"data": "eA==", "creation": "2019-05-06"}}]
    paper: dict[str, Any] = {"resourceType": "DocumentReference", "content": content}

    assert fact(paper).when_text == "2019-05-06"
    assert fact({**paper, "date": "2020"}).when_text == "2020"
    assert fact(paper).document == Document(b"x", "application/octet-stream", "AUTR_DOC")


def test_a_report_has_the_day_of_what_it_is_about() -> None:
    report = {"resourceType": "DiagnosticReport", "effectiveDateTime": "2019", "issued": "2020"}
    assert fact(report).when_text == "2019"


def test_a_time_quality_of_ours_comes_back() -> None:
    url = "https://carnet-sante.example/fhir/StructureDefinition/time-quality"
    for code, quality in (
        ("device-clock-unset", TimeQuality.DEVICE_CLOCK_UNSET), ("?", TimeQuality.EXACT_OFFSET),
    ):  # fmt: skip
        seen = {**made.WEIGHT, "extension": [{"url": url, "valueCode": code}]}
        assert fact(seen).time_quality is quality


def test_an_unknown_profile_says_no_measure() -> None:
    seen = {**made.OLD_PROFILE, "meta": {"profile": ["https://other.example/x", 3]}}
    assert fact(seen).measure is None
