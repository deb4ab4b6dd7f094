"""Families of facts that never leave by default: proposed from labels, decided by the person.

Labels: HL7 v3 ActCode, value set InformationSensitivityPolicy; the families are our own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_FAMILY: Final = {
    "MH": "mental",
    "PSY": "mental",
    "BH": "mental",
    "SEX": "sexual",
    "STD": "sexual",
    "HIV": "sexual",
    "SUD": "addiction",
    "ETH": "addiction",
    "GDIS": "genetic",
    "SCA": "genetic",
    "SDV": "violence",
}


def proposed(resource: Mapping[str, Any]) -> frozenset[str]:
    """Return the families that the security labels of a resource stand for."""
    meta = resource.get("meta")
    labels = meta.get("security") if isinstance(meta, Mapping) else None
    codes = [
        label.get("code")
        for label in (labels if isinstance(labels, list) else ())
        if isinstance(label, Mapping)
    ]
    return frozenset(_FAMILY[code] for code in codes if isinstance(code, str) and code in _FAMILY)
