"""Named states of the dialog about an origin; everything in them is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.shots import Pictured
from vault.ui.pages.provenance.dialog import ProvenanceDialog
from vault.ui.pages.provenance.state import ProvenanceState, Version

_TECHNICAL: Final = (
    ("Number", "5a1d1a0e-7f0b-4d6e-9c55-0d6a3f0b1c01"), ("Code", "http://loinc.org|29463-7"),
    ("Unit", "kg"), ("Read by", "withings-export 1"),
)  # fmt: skip
_FILE: Final = {
    "fr": ProvenanceState(
        "Poids · 68,40\u00a0kg",
        (
            ("Source", "Withings Body+"), ("Date", "21 nov., 7 h 10 · heure supposée"),
            ("Reçu le", "23 nov., 12 h 00"), ("Fichier", "data_ANO_1700000000.zip"),
            ("Tel que reçu", "68,40\u00a0kg"),
        ),
        _TECHNICAL, batch="b",
    ),
    "en": ProvenanceState(
        "Weight · 68.40\u00a0kg",
        (
            ("Source", "Withings Body+"), ("Date", "21 Nov, 07:10 · supposed time"),
            ("Received on", "23 Nov, 12:00"), ("File", "data_ANO_1700000000.zip"),
            ("As received", "68.40\u00a0kg"),
        ),
        _TECHNICAL, batch="b",
    ),
}  # fmt: skip
_VERSIONS: Final = {
    "fr": (Version("23 nov., 12 h 05 · Modifié"), Version("23 nov., 12 h 00 · Ajouté", "1")),
    "en": (Version("23 Nov, 12:05 · Changed"), Version("23 Nov, 12:00 · Added", "1")),
}


def states(language: str) -> dict[str, ProvenanceState]:
    """Return every state that the dialog must be able to draw, by name."""
    ready = _FILE[language]
    name, said = ready.facts[3]
    long = (*ready.facts[:3], (name, f"{said[:-4]} – copie de sauvegarde du téléphone.zip"))
    return {
        "ready": ready,
        "versions": replace(ready, versions=_VERSIONS[language], batch=""),
        "long": replace(ready, title=f"{ready.title} " * 4, facts=long),
    }


PICTURED: Final = Pictured("measures", states, dialog=ProvenanceDialog)
