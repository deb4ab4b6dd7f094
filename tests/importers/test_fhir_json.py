"""FHIR files beyond their fixtures: whose they are, old versions, bounds, speed of reading."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.fhir import made
from tests.importers.told import source, told
from vault.errors import FileTooLarge, UnknownFormat
from vault.importers.formats.fhir_json import FORMAT
from vault.importers.source import Probe, Source
from vault.record.batch import Clinical, Remark

SAMPLES = Path(__file__).parents[2].parent / "shared/data/imports"
ZONE = {"zone": "Europe/Paris"}


def of(*values: Any) -> Source:
    return source(json.dumps(values[0] if len(values) == 1 else list(values)).encode(), "x.json")


@pytest.mark.parametrize(
    ("head", "claim"),
    [
        (b'{"resourceType":"Observation"}', 80),
        (b'\xef\xbb\xbf [ {"resourceType" : "Patient"', 80),
        (b'"{\\"resourceType\\":\\"Bundle\\"', 80), (b'{"a": 1}', 0), (b"resourceType", 0),
        (b'{"resourceType":7}', 0), (b"", 0),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_content(head: bytes, claim: int) -> None:
    assert FORMAT.claims(Probe(head)) == claim


@pytest.mark.parametrize(
    "resource",
    [{"resourceType": "MedicationOrder"}, {"resourceType": "Condition", "assertedDate": "2016"}],
)
def test_an_old_version_is_refused_by_its_name_and_never_half_read(resource: Any) -> None:
    with pytest.raises(UnknownFormat) as refused:
        list(FORMAT.read(of(made.WEIGHT, resource), ZONE))
    assert refused.value.version in ("FHIR DSTU2", "FHIR STU3")


def test_several_people_are_asked_about_and_never_mixed() -> None:
    other = {"resourceType": "Patient", "id": "b", "name": [{"text": "Bob"}]}
    theirs = {**made.WEIGHT, "id": "o9", "subject": {"reference": "Patient/b"}}
    nobody = {"resourceType": "Patient", "name": [{"text": "Personne"}]}
    both = of(made.PATIENT, other, nobody, made.WEIGHT, theirs, made.DOCTOR)

    (question,) = FORMAT.questions(both)
    assert question.choices == ("Claire Décourcy, 1979-03-28", "Bob")
    assert question.default is None
    for choice in question.choices:
        found = list(FORMAT.read(both, {**ZONE, "person_in_file": choice}))
        facts = [x.fact for x in found if isinstance(x, Clinical)]
        assert [one.title for one in facts] == ["Poids", "Anne Petit"]
        assert (facts[0].native == "Observation/o9") == (choice == "Bob")


def test_nothing_is_asked_about_an_old_version() -> None:
    other = {"resourceType": "Patient", "id": "b", "name": [{"text": "Bob"}], "careProvider": []}
    theirs = {**made.WEIGHT, "id": "o9", "subject": {"reference": "Patient/b"}}
    assert list(FORMAT.questions(of(made.PATIENT, other, made.WEIGHT, theirs))) == []


def test_one_person_under_two_ids_is_one_person() -> None:
    again = {**made.PATIENT, "id": "encore"}
    theirs = {**made.WEIGHT, "id": "o9", "subject": {"reference": "Patient/encore"}}
    file = of(made.PATIENT, again, made.WEIGHT, theirs)

    assert list(FORMAT.questions(file)) == []
    assert len([x for x in FORMAT.read(file, ZONE) if isinstance(x, Clinical)]) == 2


def test_a_file_beyond_the_bound_is_refused() -> None:
    large = Source(lambda: BytesIO(b'{"resourceType":"Basic"}'), text_limit=10)
    with pytest.raises(FileTooLarge):
        list(FORMAT.read(large, ZONE))


def test_what_has_no_place_of_its_own_is_listed_once() -> None:
    claims = [{"resourceType": kind, "id": str(n)} for n, kind in enumerate(["Claim", "Goal"] * 2)]
    remarks = [x for x in FORMAT.read(of(*claims), ZONE) if isinstance(x, Remark)]
    assert [one.facts for one in remarks] == [{"kind": "Claim"}, {"kind": "Goal"}]


@pytest.mark.skipif(not SAMPLES.exists(), reason="samples of others are not here")
@pytest.mark.parametrize(
    "path", sorted(SAMPLES.glob("fhir-[im]*/*.json")), ids=lambda path: path.name
)
def test_samples_of_others_are_read_to_the_end(path: Path) -> None:
    lines = told(FORMAT.read(source(path.read_bytes(), path.name), ZONE))
    assert lines
    assert not [line for line in lines if line.get("refused") in ("unreadable", "cut")]
