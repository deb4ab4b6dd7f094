"""The exact bytes field by field, as the service will read them; plain Python.

Nothing is left out and nothing is turned into other words: the names are those of FHIR R4.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from vault.i18n import _


def readable(body: bytes) -> str:
    """Write a bundle as text: an item after the other, a field a line."""
    try:
        bundle = json.loads(body, parse_float=str, parse_int=str)
    except ValueError:
        return ""
    whole = bundle if isinstance(bundle, dict) else {}
    entries = [one for one in whole.get("entry", []) if isinstance(one, dict)]
    items = [one["resource"] for one in entries if isinstance(one.get("resource"), dict)]
    blocks = [_item(number, item) for number, item in enumerate(items, 1)]
    rest = {name: value for name, value in whole.items() if name != "entry"}
    outer = "\n".join(_fields(rest, ""))
    return "\n\n".join([*blocks, _("The whole") + "\n" + outer])


def _item(number: int, item: Mapping[str, Any]) -> str:
    head = f"{number}. {kind(str(item.get('resourceType', '')))}"
    about = title(item)
    lines = [f"{head}: {about}" if about else head]
    return "\n".join([*lines, *_fields(item, "")])


def title(item: Mapping[str, Any]) -> str:
    """Return what an item is about, in the words it carries itself."""
    code = item.get("code") or item.get("medicationCodeableConcept") or {}
    if not isinstance(code, dict):
        return ""
    coded = [one for one in code.get("coding", []) if isinstance(one, dict)]
    shown = code.get("text") or next((one["display"] for one in coded if "display" in one), "")
    return str(shown)


def kind(resource: str) -> str:
    """Name a kind of resource; one that has no name here keeps its own."""
    return {
        "Patient": _("Identity"),
        "Observation": _("Measurement"),
        "AllergyIntolerance": _("Allergy"),
        "Condition": _("Health problem"),
        "MedicationStatement": _("Treatment"),
        "Immunization": _("Vaccination"),
        "DocumentReference": _("Document"),
        "Device": _("Device"),
    }.get(resource, resource)


def _fields(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _fields(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _fields(inner, f"{path} {number}" if len(value) > 1 else path)
    else:
        yield f"   {path} = {value}"
