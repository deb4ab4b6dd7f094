"""Old versions of FHIR are known by their shape, and never half read."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fhir.made import EVERY
from vault.fhir.versions import old_version


@pytest.mark.parametrize(
    ("resource", "version"),
    [
        ({"resourceType": "MedicationOrder"}, "FHIR DSTU2"),
        ({"resourceType": "Observation", "comments": "x"}, "FHIR DSTU2"),
        ({"resourceType": "Patient", "careProvider": []}, "FHIR DSTU2"),
        ({"resourceType": "ProcedureRequest"}, "FHIR STU3"),
        ({"resourceType": "Observation", "context": {}}, "FHIR STU3"),
        ({"resourceType": "Immunization", "notGiven": False}, "FHIR STU3"),
        ({"resourceType": "DocumentReference", "context": {}}, ""),
    ],
)
def test_a_version_is_told_by_shape(resource: dict[str, Any], version: str) -> None:
    assert old_version(resource) == version


@pytest.mark.parametrize("resource", EVERY, ids=lambda r: str(r["resourceType"]))
def test_nothing_of_today_is_taken_for_old(resource: dict[str, Any]) -> None:
    assert old_version(resource) == ""
