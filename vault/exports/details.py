"""What stands beside a title on paper, out of the FHIR R4 resource of a fact; nothing is judged.

Only what the resource says is written, in its own words where it has some. A shape that is not
what FHIR says is passed over: the title of the fact stands anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from vault.i18n import _
from vault.record.facts import Kept, Resource

Details = Callable[[Resource], Iterator[str]]


def details(kept: Kept) -> tuple[str, ...]:
    """Return what is worth reading beside the title of a fact, most important first."""
    fact = kept.fact
    told = [*_DETAILS.get(fact.type, _nothing)(fact.resource), *_noted(fact.resource)]
    return tuple(dict.fromkeys(one for one in told if one and one != fact.title))


def _nothing(_resource: Resource) -> Iterator[str]:
    yield from ()


def _allergy(resource: Resource) -> Iterator[str]:
    for reaction in mappings(resource.get("reaction")):
        signs = [concept(one) for one in mappings(reaction.get("manifestation"))]
        yield ", ".join(sign for sign in signs if sign)
        yield _coded(reaction.get("severity"), _SEVERITIES)
    yield _coded(resource.get("criticality"), _RISKS)
    yield _coded(_code(resource.get("verificationStatus")), _CERTAINTIES)


def _medication(resource: Resource) -> Iterator[str]:
    for name in ("dosage", "dosageInstruction"):
        for dosage in mappings(resource.get(name)):
            yield _text(dosage.get("text")) or _text(dosage.get("patientInstruction"))
            if dosage.get("asNeededBoolean") is True:
                yield _("when needed")
    for reason in mappings(resource.get("reasonCode")):
        if said := concept(reason):
            yield _("Reason: {reason}").format(reason=said)


def _immunization(resource: Resource) -> Iterator[str]:
    for dose in mappings(resource.get("protocolApplied")):
        for key in ("doseNumberPositiveInt", "doseNumberString"):
            if (number := dose.get(key)) is not None:
                yield _("dose {number}").format(number=number)
    if lot := _text(resource.get("lotNumber")):
        yield _("lot {lot}").format(lot=lot)


def _family(resource: Resource) -> Iterator[str]:
    yield concept(resource.get("relationship"))
    for condition in mappings(resource.get("condition")):
        yield concept(condition.get("code"))


def _noted(resource: Resource) -> Iterator[str]:
    for note in mappings(resource.get("note")):
        yield _text(note.get("text"))


def concept(value: Any) -> str:
    """Return how a CodeableConcept is said: its text, else the first display."""
    if not isinstance(value, Mapping):
        return ""
    shown = [_text(one.get("display")) for one in mappings(value.get("coding"))]
    return _text(value.get("text")) or next((one for one in shown if one), "")


def mappings(value: Any) -> list[Mapping[str, Any]]:
    """Return the objects of a JSON array; anything else holds none."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _code(value: Any) -> str:
    codings = mappings(value.get("coding")) if isinstance(value, Mapping) else []
    return next((_text(one.get("code")) for one in codings), "")


def _coded(code: Any, words: Mapping[str, Callable[[], str]]) -> str:
    known = words.get(code) if isinstance(code, str) else None
    return known() if known else ""


_SEVERITIES: Final[Mapping[str, Callable[[], str]]] = {
    "mild": lambda: _("mild reaction"),
    "moderate": lambda: _("moderate reaction"),
    "severe": lambda: _("severe reaction"),
}
_RISKS: Final[Mapping[str, Callable[[], str]]] = {
    "low": lambda: _("low risk, as recorded"),
    "high": lambda: _("high risk, as recorded"),
}
_CERTAINTIES: Final[Mapping[str, Callable[[], str]]] = {
    "confirmed": lambda: _("confirmed"),
    "presumed": lambda: _("presumed"),
    "unconfirmed": lambda: _("not confirmed"),
    "refuted": lambda: _("refuted"),
}
_DETAILS: Final[Mapping[str, Details]] = {
    "allergy": _allergy,
    "medication": _medication,
    "immunization": _immunization,
    "family_history": _family,
}
