"""Names of people as FHIR writes them.

https://hl7.org/fhir/R4/datatypes.html#HumanName
"""

from __future__ import annotations

from typing import Any, Final

from vault.fhir.datatypes import Resource, mappings, text

_BIRTH: Final = ("official", "maiden", "usual", "")  # French identity traits are `official`


def best(names: Any) -> Resource:
    """Return the name that identity traits are taken from; an old one only when alone."""
    found = mappings(names)
    order = [one for use in _BIRTH for one in found if text(one.get("use")) == use]
    return next(iter([*order, *found]), {})


def given(name: Resource) -> str:
    """Return all given names, the first one first."""
    stated = name.get("given")
    parts = stated if isinstance(stated, list) else [stated]
    return " ".join(part for part in map(text, parts) if part)


def shown(name: Resource) -> str:
    """Return a name as its sender shows it, else given names and family name."""
    return text(name.get("text")) or " ".join(
        part for part in (given(name), text(name.get("family"))) if part
    )
