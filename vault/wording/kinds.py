"""The kinds of data a record holds, in words."""

from __future__ import annotations

from vault.i18n import _
from vault.record.measures import MEASURES


def kind_name(kind: str) -> str:
    """Name a type of fact, or a measure by its key."""
    if kind in MEASURES or kind == "measure":
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
        "patient": _("Identity"),
        "practitioner": _("Professionals"),
        "procedure": _("Procedures"),
        "report": _("Results"),
    }.get(kind, _("Other items of the record"))
