"""The kinds of data a record holds, in words."""

from __future__ import annotations

from vault.i18n import _
from vault.record.measures import MEASURES
from vault.wording.measures import measure_name
from vault.wording.people import relation


def kind_name(kind: str) -> str:
    """Name a type of fact, a measure by its key, or why one signs: "relation:…", "basis:…"."""
    subject, _colon, word = kind.partition(":")
    if subject == "relation":
        return relation(word)  # type: ignore[arg-type]
    if subject == "basis":
        return _("the law") if word == "legal" else _("their agreement")
    if kind in MEASURES:
        return measure_name(MEASURES[kind])
    if kind in ("measure", "other"):
        return _("Other measurements")
    return {
        "allergy": _("Allergies"),
        "appointment": _("Appointments"),
        "condition": _("Health problems"),
        "contact": _("Contacts"),
        "document": _("Documents"),
        "encounter": _("Hospital stays"),
        "family_history": _("Family history"),
        "immunization": _("Vaccinations"),
        "medication": _("Treatments"),
        "identity": _("Identity"),
        "practitioner": _("Professionals"),
        "procedure": _("Procedures"),
        "report": _("Results"),
        "stay": _("Hospital stays"),
        "disability": _("Disabilities"),
        "device": _("Implants and aids"),
        "pregnancy": _("Pregnancies"),
        "lifestyle": _("Way of life"),
        "blood_group": _("Blood group"),
        "directive": _("Directives and wishes"),
        "diary": _("Diary"),
        "workout": _("Activities"),
        "insurance": _("Insurance"),
    }.get(kind, _("Other items of the record"))
