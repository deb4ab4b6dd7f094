"""What leaves: reduced, under other ids, always the same bytes, looked at once more."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import fhirkit
import pytest

import vault
from vault.errors import ShareLeak
from vault.fhir import last_look, outgoing
from vault.fhir.outgoing import Outgoing
from vault.record.consent import Detail, Period
from vault.record.disclosure import Chosen, Wish, select
from vault.record.facts import Document, Fact, Kept
from vault.record.provenance import Source
from vault.sync.slices import resources

ID_KEY, THUMBPRINT = b"k" * 32, "thumbprint-of-the-pairwise-key"
DAY = Period(date(2026, 6, 30), date(2026, 6, 30))
TERMS = "http://terminology.hl7.org/CodeSystem"
WEIGHT = "patient/Observation.rs?code=http://loinc.org|29463-7"


def detail(*scopes: str, period: Period | None = None, include: Sequence[str] = ()) -> Detail:
    return Detail("f", 1, "F", {}, (), scopes, period, "Europe/Paris", "once", 30,
                  include=tuple(include))  # fmt: skip


def held(form: dict[str, Any], uid: str = "u1", **columns: Any) -> Kept:
    columns = {"type": "measure", "title": "t", "said_by": "device", **columns}
    fact = Fact(resource=form, source=Source(), key=b"k", digest=b"d", **columns)
    return Kept(fact, uid, "p1", 3, "b1", 0, 0)


def weighing(uid: str = "u1", when: str = "2026-06-30T07:42:00+02:00", **more: Any) -> Kept:
    form = {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "3141-9", "display": "Poids"}]},
        "effectiveDateTime": when,
        "valueQuantity": {"value": Decimal("71.40"), "unit": "kg"},
        **more,
    }
    return held(form, uid, measure="body_weight", start_ms=1)


def out(kept: Kept, *details: Detail) -> dict[str, Any]:
    chosen = select([kept], Wish(details)).chosen
    body = outgoing.bundle(chosen, details, ID_KEY, THUMBPRINT).body
    (entry,) = json.loads(body)["entry"]
    found: dict[str, Any] = entry["resource"]
    return found


def test_a_weight_leaves_under_another_id_with_every_decimal_and_its_canonical_code() -> None:
    chosen = select([weighing()], Wish((detail(WEIGHT),))).chosen
    ready = outgoing.bundle(chosen, [detail(WEIGHT)], ID_KEY, THUMBPRINT)

    assert ready.body.decode() == (
        '{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":'
        '"urn:uuid:cbb1955b-e269-8bdc-92c5-d3c6015d04fc","resource":{"resourceType":"Observation",'
        '"id":"cbb1955b-e269-8bdc-92c5-d3c6015d04fc","status":"final","code":{"coding":[{"system":'
        '"http://loinc.org","code":"29463-7"},{"system":"http://loinc.org","code":"3141-9",'
        '"display":"Poids"}]},"effectiveDateTime":"2026-06-30T07:42:00+02:00","valueQuantity":'
        '{"value":71.40,"unit":"kg"},"subject":{"identifier":{"system":'
        '"urn:ietf:params:oauth:jwk-thumbprint:sha-256","value":"thumbprint-of-the-pairwise-key"}}'
        "}}]}"
    )
    (item,) = ready.items
    assert (item.fact, item.version) == ("u1", 3)
    assert ready.body[item.at :][: item.bytes].startswith(b'{"resourceType":"Observation","id"')


def test_an_id_is_steady_towards_one_service_and_another_towards_the_next() -> None:
    one = outgoing.pairwise_id(ID_KEY, "Observation", "u1")

    assert one == outgoing.pairwise_id(ID_KEY, "Observation", "u1")
    assert one != outgoing.pairwise_id(b"x" * 32, "Observation", "u1")
    assert one != outgoing.pairwise_id(ID_KEY, "Patient", "u1")
    assert (one[14], one[19] in "89ab") == ("8", True)


def test_nothing_chosen_is_a_bundle_without_entries() -> None:
    ready = outgoing.bundle([], [detail(WEIGHT)], ID_KEY, THUMBPRINT)
    assert ready == Outgoing(b'{"resourceType":"Bundle","type":"collection"}')
    assert fhirkit.validate(ready.body.decode()) == []


def test_items_stand_by_type_then_time_then_id() -> None:
    records = [weighing("u1"), weighing("u2"), held({"resourceType": "AllergyIntolerance"}, "u3")]
    wanted = [detail(WEIGHT, "patient/AllergyIntolerance.rs")]
    ready = outgoing.bundle(select(records, Wish(tuple(wanted))).chosen, wanted, ID_KEY, THUMBPRINT)

    refs = [item.ref for item in ready.items]
    assert refs[0].startswith("AllergyIntolerance/")
    assert refs[1:] == sorted(refs[1:])


def test_allowed_twice_the_narrower_choice_of_fields_wins() -> None:
    noted = weighing(note=[{"text": "NOTE", "authorString": "x"}, {"text": 3}, "odd"])

    assert out(noted, detail(WEIGHT, include=["notes"]))["note"] == [{"text": "NOTE"}]
    assert "note" not in out(noted, detail(WEIGHT, include=["notes"]), detail(WEIGHT))


def test_names_of_professionals_leave_only_when_ticked() -> None:
    seen = weighing(performer=[{"display": "Dr A", "reference": "x"}, {"reference": "y"}, "odd"])
    shot = held(
        {"resourceType": "Immunization", "status": "completed", "occurrenceDateTime": "2020",
         "vaccineCode": {"text": "v"}, "performer": [{"actor": {"display": "Dr B"}}, {}]},
        type="immunization",
    )  # fmt: skip

    assert "performer" not in out(seen, detail(WEIGHT))
    assert out(seen, detail(WEIGHT, include=["professionals"]))["performer"] == [
        {"display": "Dr A"}
    ]
    assert out(shot, detail("patient/Immunization.rs", include=["professionals"]))["performer"] == [
        {"actor": {"display": "Dr B"}}
    ]


def test_a_number_and_a_birth_date_leave_only_when_ticked() -> None:
    form = {
        "resourceType": "Patient", "birthDate": "1979-03-28", "gender": "female",
        "identifier": [
            {"system": "urn:oid:1.2.250.1.213.1.4.8", "value": "2790", "type": {"text": "x"}},
            {"system": "urn:x", "value": "no"}, {"system": "urn:oid:1.2.250.1.213.1.4.8"},
        ],
    }  # fmt: skip
    me, scope = held(form, type="identity"), "patient/Patient.rs"

    assert "identifier" not in out(me, detail(scope))
    assert out(me, detail(scope))["birthDate"] == "1979"
    ticked = out(me, detail(scope, include=["birth-date", "identity-number"]))
    assert ticked["birthDate"] == "1979-03-28"
    assert ticked["identifier"] == [{"system": "urn:oid:1.2.250.1.213.1.4.8", "value": "2790"}]


def test_the_serial_of_a_device_leaves_only_when_ticked() -> None:
    pump = held({"resourceType": "Device", "manufacturer": "M", "serialNumber": "S"}, type="device")

    assert "serialNumber" not in out(pump, detail("patient/Device.rs"))
    ticked = out(pump, detail("patient/Device.rs", include=["device-identity"]))
    assert (ticked["serialNumber"], ticked["manufacturer"]) == ("S", "M")


def test_french_measure_extensions_leave_without_what_could_name_somebody() -> None:
    base = "https://interop.esante.gouv.fr/ig/fhir/mesures/StructureDefinition/mesures-"
    extensions = [
        {"url": f"{base}moment-of-measurement", "id": "x",
         "valueCodeableConcept": {"coding": [{"code": "53049-3", "display": "à jeun"}]}},
        {"url": f"{base}original-data", "extension": [
            {"url": "original-value", "valueQuantity": {"value": Decimal("0.54"), "unit": "g/L"}},
            {"url": "https://other.example/x", "valueString": "no"}, {"url": 3}, "odd",
        ]},
        {"url": f"{base}who", "valueReference": {"reference": "Patient/1"}},
        {"url": "https://other.example/y", "valueString": "no"}, {"valueString": "no"},
    ]  # fmt: skip
    left = out(weighing(extension=extensions), detail(WEIGHT))["extension"]

    assert [one["url"].removeprefix(base) for one in left] == [
        "moment-of-measurement", "original-data", "who",
    ]  # fmt: skip
    assert left[1]["extension"] == [
        {"url": "original-value", "valueQuantity": {"value": 0.54, "unit": "g/L"}}
    ]
    assert set(left[2]) == {"url"}


def test_a_mean_pressure_belongs_to_the_panel_and_a_pulse_does_not() -> None:
    parts = [
        {"code": {"coding": [{"system": system, "code": code}]}, "valueQuantity": {"value": 1}}
        for system, code in (
            ("http://loinc.org", "8480-6"), ("http://loinc.org", "8478-0"),
            ("https://carnet-sante.example/measure", "blood_pressure-mean"),
            ("http://loinc.org", "8867-4"), ("urn:x", "8480-6"),
        )
    ]  # fmt: skip
    form = {
        "resourceType": "Observation", "status": "final", "component": [*parts, "odd"],
        "code": {"coding": [{"system": "http://loinc.org", "code": "85354-9"}]},
    }  # fmt: skip
    scope = "patient/Observation.rs?code=http://loinc.org|85354-9"
    left = out(held(form, measure="blood_pressure"), detail(scope))["component"]

    assert len(left) == 3


def test_a_medicine_leaves_as_a_statement_whatever_it_was_received_as() -> None:
    request = {
        "resourceType": "MedicationRequest", "status": "stopped", "intent": "order",
        "medicationReference": {"reference": "urn:uuid:1"}, "authoredOn": "2024-01-02",
        "dosageInstruction": [{"text": "1 par jour", "asNeededBoolean": False}],
        "requester": {"display": "Dr A"},
    }  # fmt: skip
    left = out(
        held(request, type="medication", title="Metformine", system="http://www.whocc.no/atc",
             code="A10BA02"),
        detail("patient/MedicationStatement.rs"),
    )  # fmt: skip

    assert (left["resourceType"], left["status"]) == ("MedicationStatement", "stopped")
    assert left["medicationCodeableConcept"] == {
        "coding": [{"system": "http://www.whocc.no/atc", "code": "A10BA02"}], "text": "Metformine",
    }  # fmt: skip
    assert left["effectiveDateTime"] == "2024-01-02"
    assert left["dosage"] == [{"text": "1 par jour", "asNeededBoolean": False}]
    assert "Dr A" not in json.dumps(left)
    assert [i for i in fhirkit.validate(json.dumps(left)) if i.severity == "error"] == []


def test_a_document_leaves_under_our_category_without_its_place() -> None:
    form = {
        "resourceType": "DocumentReference", "status": "current", "date": "2026-06-30T10:00:00Z",
        "category": [{"text": "x"}],
        "content": [{"attachment": {"contentType": "application/pdf", "url": "http://x/CANARY",
                                    "data": "Q0FOQVJZ", "title": "Compte rendu"}}],
    }  # fmt: skip
    letter = held(form, type="document", document=Document(b"%PDF", "application/pdf", "CPT_REND"))
    scope = "patient/DocumentReference.rs?category=https://carnet-sante.example/document|CPT_REND"
    left = out(letter, detail(scope, period=DAY))

    assert left["content"] == [
        {"attachment": {"contentType": "application/pdf", "data": "JVBERg==", "size": 4,
                        "hash": "ObbXPv82STugZ05IJVqdgXJLRSE=", "title": "Compte rendu"}}
    ]  # fmt: skip


LOOKED = select([weighing()], Wish((detail(WEIGHT, period=DAY),))).chosen
GOOD = outgoing.bundle(LOOKED, [detail(WEIGHT, period=DAY)], ID_KEY, THUMBPRINT).body
ID = json.loads(GOOD)["entry"][0]["resource"]["id"]


def look(body: bytes, chosen: Sequence[Chosen] = LOOKED, *details: Detail) -> None:
    allowed = details or (detail(WEIGHT, period=DAY),)
    last_look.look(
        body, dict.fromkeys([ID][: len(chosen)], *chosen or [LOOKED[0]]), allowed, THUMBPRINT
    )


def test_s04_good_bytes_pass_the_last_look() -> None:
    look(GOOD)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"type"', ' "type"'),
        ('"collection"', '"document"'),
        ('"type":"collection"', '"type":"collection","timestamp":"2026"'),
        ('"type":"collection"', '"type":"collection","type":"collection"'),
        ('"fullUrl"', '"link":[],"fullUrl"'),
        ("urn:uuid:", "urn:oid:"),
        ('"status":"final"', '"status":"final","meta":{}'),
        ('"status":"final"', '"status":"final","note":[{"text":"x"}]'),
        ('"status":"final"', '"status":"final","performer":[{"display":"x"}]'),
        ('"status":"final"', '"status":"final","_status":{}'),
        ('"status":"final"', '"status":"final","birthDate":"1979-03-28"'),
        ('"unit":"kg"', '"unit":"kg","id":"x"'),
        ('"unit":"kg"', '"unit":"kg","extension":[]'),
        ('"unit":"kg"', '"unit":"kg","reference":"x"'),
        ('"unit":"kg"', '"unit":"kg","_unit":{}'),
        ('"unit":"kg"', '"unit":"kg","display":"x"'),
        ('"unit":"kg"', '"unit":"kg","text":{"div":"x"}'),
        ('"code":"29463-7"', '"code":"29463-7","id":"x"'),
        ('"code":"29463-7"', '"code":"29463-7","_code":{}'),
        ('"status":"final"', '"status":"final","component":[{"code":{"text":"x"}}]'),
        ('"status":"final"', '"status":"final","extension":[{"url":"http://x","valueCode":"y"}]'),
        ('"status":"final"', '"extension":["x"],"status":"final"'),
        ("29463-7", "8867-4"),
        ("2026-06-30T07:42:00+02:00", "2026-07-30T07:42:00+02:00"),
        ("2026-06-30T07:42:00+02:00", "2026"),
        ('"effectiveDateTime":"2026-06-30T07:42:00+02:00",', ""),
        ("thumbprint-of-the-pairwise-key", "another"),
        ('"subject":{"identifier"', '"subject":{"display":"x","identifier"'),
        ('"Observation","id"', '"Basic","id"'),
        ("]}", "],}"),
        (ID, ID[::-1]),
        ("71.40", "NaN"),
    ],
)
def test_s04_the_last_look_sees_what_the_grant_does_not_name(old: str, new: str) -> None:
    body = GOOD.decode().replace(old, new).encode()
    assert body != GOOD
    with pytest.raises(ShareLeak):
        look(body)


def test_s04_the_last_look_asks_the_grant_again() -> None:
    for other in (
        detail("patient/Observation.rs?code=http://loinc.org|8867-4"),
        detail(WEIGHT, period=Period(date(2020, 1, 1), date(2020, 1, 2))),
    ):
        with pytest.raises(ShareLeak):
            look(GOOD, LOOKED, other)
    with pytest.raises(ShareLeak):
        look(GOOD, [replace(LOOKED[0], include=frozenset(("notes",)))])
    with pytest.raises(ShareLeak):
        look(GOOD, ())
    with pytest.raises(ShareLeak):
        look(b"\xff")
    with pytest.raises(ShareLeak):
        look(b"[]")


def test_s04_the_last_look_holds_extensions_and_fields_to_their_shape() -> None:
    base = "https://interop.esante.gouv.fr/ig/fhir/mesures/StructureDefinition/mesures-x"
    wide = [detail(WEIGHT, include=["notes", "professionals"])]
    chosen = select([weighing()], Wish(tuple(wide))).chosen
    for bad in (
        f'"extension":[{{"url":"{base}","valueReference":{{"type":"Patient"}}}}]',
        f'"extension":[{{"url":"{base}","extension":[{{"url":"http://x"}}]}}]',
        f'"extension":[{{"url":"{base}","valueCoding":{{"id":"x"}}}}]',
        '"note":[{"text":"x","authorString":"y"}]',
        '"note":[{"text":{}}]',
        '"performer":[{"display":"x","reference":"y"}]',
        '"performer":[{"actor":{"display":"x","reference":"y"}}]',
    ):
        body = GOOD.decode().replace('"status":"final"', f'"status":"final",{bad}').encode()
        with pytest.raises(ShareLeak):
            look(body, chosen, *wide)
    fine = GOOD.decode().replace('"status":"final"', '"status":"final","note":[{"text":"x"}]')
    look(fine.encode(), chosen, *wide)


def test_the_product_has_no_other_way_out() -> None:
    users = [
        path.name
        for path in Path(vault.__file__).parent.rglob("*.py")
        if "fhir.reduction" in path.read_text()
    ]
    assert sorted(users) == ["last_look.py", "outgoing.py"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"resourceType": "AllergyIntolerance", "code": {"text": "a"}, "note": [{"text": "zq"}]},
         {"verificationStatus": {"coding": [{"system": f"{TERMS}/allergyintolerance-verification",
                                             "code": "entered-in-error"}]}, "code": {"text": "a"}}),
        ({"resourceType": "Appointment", "start": "2026-11-23", "description": "zq"},
         {"status": "entered-in-error"}),
        ({"resourceType": "Observation", "status": "final", "code": {"text": "b"},
          "valueString": "zq"}, {"status": "entered-in-error", "code": {"text": "b"}}),
    ],
)  # fmt: skip
def test_an_error_is_told_by_id_and_code_only(form: dict[str, Any], said: dict[str, Any]) -> None:
    """S04: nothing else of the item leaves a second time."""
    body = outgoing.withdrawn(form, "uid", bytes(32), "pairwise")
    ((ref, _at, _end),) = resources(body)
    told = json.loads(body)["entry"][0]["resource"]
    assert ref == f"{form['resourceType']}/{told.pop('id')}"
    kind, subject = told.pop("resourceType"), told.pop("subject", told.pop("patient", None))
    assert (kind, told) == (form["resourceType"], said)
    assert (subject is None) == (kind == "Appointment")
