"""The circumstances of a measurement by name, and the FHIR elements that hold them.

`moment` (of a glucose value) has the extension of the French measure profiles, `site`, `arm` and
`method` have elements of their own; every other name goes into an extension of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from vault.fhir import extensions as ext
from vault.record.codes import TRE_LOINC

MOMENT: Final = "moment"
BEYOND: Final = "beyond"  # a value too high or too low for its device: ">" or "<"
CISP2: Final = "https://mos.esante.gouv.fr/NOS/TRE_R313-CISP2/FHIR/TRE-R313-CISP2"
_FAINT: Final = "A05"  # the one moment that LOINC does not have
_PLACES: Final = {"site": "bodySite", "arm": "bodySite", "method": "method"}


def elements(context: Mapping[str, str]) -> dict[str, Any]:
    """Return the elements that have a place of their own: bodySite, method."""
    return {_PLACES[name]: _concept(code) for name, code in context.items() if name in _PLACES}


def extensions(context: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the extensions for all other circumstances."""
    for name, code in context.items():
        if name == MOMENT:
            system = CISP2 if code == _FAINT else TRE_LOINC
            moment = {"coding": [{"system": system, "code": code}]}
            yield ext.extension(ext.MOMENT, "CodeableConcept", moment)
        elif name not in _PLACES:
            pair = [ext.extension("name", "String", name), ext.extension("code", "String", code)]
            yield {"url": ext.CONTEXT, "extension": pair}


def context(resource: Mapping[str, Any]) -> dict[str, str]:
    """Read the circumstances of an Observation, ours or of others; codes, else words."""
    found = {
        name: text
        for name, place in (("site", "bodySite"), ("method", "method"))
        if (text := _text(resource.get(place)))
    }
    for moment in ext.values(resource, ext.MOMENT):
        found[MOMENT] = _text(moment, bare=True)
    for one in resource.get("extension") or ():
        if isinstance(one, dict) and one.get("url") == ext.CONTEXT:
            name, code = (ext.values(one, part) for part in ("name", "code"))
            if name and code:
                found[str(name[0])] = str(code[0])
    return {name: text for name, text in found.items() if text}


def _concept(code: str) -> dict[str, Any]:
    """Return a concept of `system|code`, or of a plain word."""
    system, _bar, inner = code.partition("|")
    return {"coding": [{"system": system, "code": inner}]} if inner else {"text": code}


def _text(concept: Any, *, bare: bool = False) -> str:
    if not isinstance(concept, dict):
        return ""
    for coding in concept.get("coding") or ():
        if isinstance(coding, dict) and coding.get("code"):
            system, code = coding.get("system"), str(coding["code"])
            return code if bare or not system else f"{system}|{code}"
    return str(concept.get("text") or "")
