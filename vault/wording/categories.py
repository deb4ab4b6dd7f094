"""The categories of documents, by their public codes (the classification of French documents)."""

from __future__ import annotations

from vault.i18n import _


def category(code: str) -> str:
    """Name a category; one that is not known is an other document."""
    return {
        "BIOLOGIE": _("Test results"),
        "ORD_SOIN": _("Prescriptions and care"),
        "RADIO_SC": _("X-ray, scan, ultrasound"),
        "CPT_REND": _("Reports"),
        "SYNTHESE": _("My health in short"),
        "CAR_VAC": _("Vaccination record"),
        "REMB": _("Reimbursements"),
    }.get(code, _("Other documents"))
