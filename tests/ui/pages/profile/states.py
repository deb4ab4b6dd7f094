"""Named states of the medical profile; everybody and everything in them is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.shots import Pictured
from vault.ui.pages.profile.page import ProfilePage
from vault.ui.pages.profile.state import Line, ProfileState, Section

_FR: Final = (
    Section("allergy", "Allergies et intolérances", "allergy", (
        Line("a", "Pénicilline", "gravité élevée · mars 2019", "Compte rendu"),
    )),
    Section("medication", "Traitements", "treatment", (
        Line("b", "Ramipril 5 mg", "un comprimé le matin · 2 janv. 2024", "Cabinet du Port"),
        Line("c", "Paracétamol", "si besoin · terminé", "dit par la personne", withheld=True),
    )),
    Section("condition", "Maladies et sujets de santé", "medical profile", (), "Non renseigné",
            filled=False),
    Section("immunization", "Vaccinations", "vaccine", (),
            "Aucune vaccination connue, déclaré le 3 mars 2026"),
    Section("blood_group", "Groupe sanguin", "medical profile", (
        Line("d", "A positif", "2012", "Laboratoire"),
    ), note="Seule une carte de groupe signée fait foi."),
)  # fmt: skip
_EN: Final = (
    Section("allergy", "Allergies and intolerances", "allergy", (
        Line("a", "Penicillin", "high criticality · March 2019", "Report"),
    )),
    Section("medication", "Treatments", "treatment", (
        Line("b", "Ramipril 5 mg", "one tablet in the morning · 2 Jan 2024", "Harbour practice"),
        Line("c", "Paracetamol", "if needed · ended", "said by the person", withheld=True),
    )),
    Section("condition", "Illnesses and health topics", "medical profile", (), "Not filled in",
            filled=False),
    Section("immunization", "Vaccinations", "vaccine", (),
            "No known vaccination, stated on 3 Mar 2026"),
    Section("blood_group", "Blood group", "medical profile", (
        Line("d", "A positive", "2012", "Laboratory"),
    ), note="Only a signed blood group card is valid."),
)  # fmt: skip
_FAILED: Final = {
    "fr": "Une partie de ce carnet est illisible. Rien n’a été modifié.",
    "en": "Part of this carnet cannot be read. Nothing was changed.",
}


def states(language: str) -> dict[str, ProfileState]:
    """Return every state that the page must be able to draw, by name."""
    sections = _FR if language == "fr" else _EN
    ready = ProfileState("ready", "Claire", sections, hidden=14)
    allergy = sections[0]
    long = replace(allergy.lines[0], title=f"{allergy.lines[0].title} " * 9)
    bare = tuple(replace(one, lines=(), said=sections[2].said, filled=False) for one in sections)
    return {
        "ready": ready,
        "one": replace(ready, chosen="medication", whole=True, hidden=0),
        "empty": replace(ready, sections=bare),
        "long": replace(ready, sections=(replace(allergy, lines=(long,) * 12), *sections[1:])),
        "loading": ProfileState(first="Claire"),
        "failed": ProfileState("failed", sentence=_FAILED[language]),
    }


PICTURED: Final = Pictured("profile", states, ProfilePage)
