"""Addresses of extensions: ours, and those of the French measure profiles."""

from __future__ import annotations

from typing import Any, Final

from vault.record.codes import LOCAL

OURS: Final = f"{LOCAL}/fhir/StructureDefinition/"
CONTEXT: Final = f"{OURS}context"  # name and code of a circumstance that FHIR has no element for
METHOD: Final = f"{OURS}method"
TIME_QUALITY: Final = f"{OURS}time-quality"
ORIGINAL_TIME: Final = f"{OURS}original-time"
ORIGINAL_VALUE: Final = f"{OURS}original-value"
RAW_FRAME: Final = f"{OURS}raw-frame"
BY_DEVICE: Final = f"{OURS}computed-by-device"

MESURES: Final = "https://interop.esante.gouv.fr/ig/fhir/mesures/StructureDefinition/mesures-"
MOMENT: Final = f"{MESURES}moment-of-measurement"


def extension(url: str, kind: str, value: Any) -> dict[str, Any]:
    """Return an extension; `kind` is the FHIR type of its value: "String", "Code"."""
    return {"url": url, f"value{kind}": value}


def values(resource: Any, url: str) -> list[Any]:
    """Return the value of each extension with this address, in order."""
    return [
        value
        for one in resource.get("extension") or ()
        if isinstance(one, dict) and one.get("url") == url
        for name, value in one.items()
        if name.startswith("value")
    ]
