"""A person of the vault as a FHIR Patient, for the category `identity` of a share.

https://hl7.org/fhir/R4/patient.html
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from vault.record.facts import Fact, Kept
from vault.record.identity import digest_of, key_of
from vault.record.person import Person
from vault.record.provenance import BY_HAND

TYPE: Final = "identity"


def identity(person: Person, numbers: Collection[tuple[str, str]] = ()) -> Kept:
    """Make the fact that stands for who a person is; it is never stored, only selected from.

    `numbers` are pairs of the OID of a system and a value. Birth date and numbers leave only when
    they are ticked (`vault.record.consent.FIELDS`).
    """
    resource = _patient(person, numbers)
    fact = Fact(
        TYPE, person.called, resource, BY_HAND, "person",
        key_of(TYPE, person.uid), digest_of(resource),
    )  # fmt: skip
    return Kept(fact, person.uid, person.uid, version=1, batch="", created=0, changed=0)


def _patient(person: Person, numbers: Collection[tuple[str, str]]) -> dict[str, Any]:
    given = person.given.split() if person.given else []
    official = {"use": "official", "family": person.family_birth, "given": given}
    usual = {"use": "usual", "family": person.family_used, "given": given}
    names = [
        {name: value for name, value in one.items() if value}
        for one in (official, usual)
        if one["family"]
    ]
    whole = {
        "resourceType": "Patient",
        "identifier": [{"system": f"urn:oid:{oid}", "value": value} for oid, value in numbers],
        "name": names or [{"text": person.called}],
        "gender": person.sex,
        "birthDate": person.born,
    }
    return {name: value for name, value in whole.items() if value}
