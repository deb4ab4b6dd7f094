"""Scopes: which resources a service may receive, in a subset of the SMART App Launch grammar.

    scope = "patient/" Type "." ("rs" / "c") [ "?" param *( "&" param ) ]
    param = name "=" token *( "," token )        token = system "|" code

rs: the service reads; c: it may offer new ones. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, Literal

from vault.errors import SignatureInvalid
from vault.record.canonical import OBJECT

Permission = Literal["rs", "c"]
# type -> parameters it may have, and the element each one looks at
PARAMETERS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        **{
            kind: MappingProxyType({"category": "category", "code": "code"})
            for kind in (
                "Observation", "Condition", "Procedure", "DiagnosticReport", "AllergyIntolerance",
            )
        },
        "Immunization": MappingProxyType({"vaccine-code": "vaccineCode"}),
        "MedicationStatement": MappingProxyType({"code": "medicationCodeableConcept"}),
        "DocumentReference": MappingProxyType({"category": "category", "type": "type"}),
        **{
            kind: MappingProxyType({})
            for kind in (
                "Patient", "FamilyMemberHistory", "Appointment", "Encounter", "Device",
                "RelatedPerson", "CareTeam", "Consent",
            )
        },
    }
)  # fmt: skip
_HEAD: Final = re.compile(r"patient/([A-Za-z]+)\.(rs|c)")
_TOKEN: Final = re.compile(r"[^,&|\s]*\|[^,&|\s]+")


@dataclass(frozen=True, slots=True)
class Scope:
    """One scope, taken apart; `wanted`: parameter -> the tokens (`system|code`) it lets through."""

    kind: str
    permission: Permission
    wanted: Mapping[str, frozenset[str]]

    def narrower(self, other: Scope) -> bool:
        """Say whether this one lets through nothing that `other` does not."""
        return (self.kind, self.permission) == (other.kind, other.permission) and all(
            name in self.wanted and self.wanted[name] <= tokens
            for name, tokens in other.wanted.items()
        )

    def matches(self, resource: Mapping[str, Any]) -> bool:
        """Say whether a FHIR resource may be read under this scope."""
        return (
            self.permission == "rs"
            and resource.get("resourceType") == self.kind
            and all(
                not tokens.isdisjoint(tokens_of(resource.get(PARAMETERS[self.kind][name])))
                for name, tokens in self.wanted.items()
            )
        )


@lru_cache(maxsize=1024)
def parse(text: str) -> Scope:
    """Take a scope apart.

    Raises:
        SignatureInvalid: `scope-exceeded`, whatever the text does that the grammar does not know.
    """
    head, mark, query = text.partition("?")
    found = _HEAD.fullmatch(head)
    if not found or found[1] not in PARAMETERS or bool(mark) != bool(query):
        raise _exceeded()
    wanted: dict[str, frozenset[str]] = {}
    for part in query.split("&") if query else ():
        name, _equal, value = part.partition("=")
        tokens = value.split(",")
        known = name in PARAMETERS[found[1]] and name not in wanted
        if not known or not all(_TOKEN.fullmatch(token) for token in tokens):
            raise _exceeded()
        wanted[name] = frozenset(tokens)
    permission: Permission = "rs" if found[2] == "rs" else "c"
    return Scope(found[1], permission, MappingProxyType(wanted))


def narrower(small: str, big: str) -> bool:
    """Say whether the scope `small` lets through nothing that `big` does not.

    Raises:
        SignatureInvalid: `scope-exceeded`, one of them is no scope.
    """
    return parse(small).narrower(parse(big))


def matches(resource: Mapping[str, Any], scope: str) -> bool:
    """Say whether a FHIR resource may be read under a scope.

    Raises:
        SignatureInvalid: `scope-exceeded`, it is no scope.
    """
    return parse(scope).matches(resource)


def tokens_of(concepts: Any) -> Iterator[str]:
    """Yield `system|code` of every coding of one concept or several; a bare code is `|code`."""
    for concept in concepts if isinstance(concepts, list) else [concepts]:
        if isinstance(concept, str):
            yield f"|{concept}"
        elif isinstance(concept, OBJECT):
            for coding in concept.get("coding") or ():
                if isinstance(coding, OBJECT) and coding.get("code"):
                    yield f"{coding.get('system') or ''}|{coding['code']}"


def _exceeded() -> SignatureInvalid:
    return SignatureInvalid(what="scope", problem="scope-exceeded")
