"""The sections of a medical profile and the categories of documents, as people know them."""

from __future__ import annotations

from vault.i18n import _


def section(kind: str) -> str:
    """Name a section of the profile."""
    return {
        "allergy": _("Allergies and intolerances"),
        "medication": _("Treatments"),
        "condition": _("Illnesses and health topics"),
        "family_history": _("Family history"),
        "immunization": _("Vaccinations"),
        "procedure": _("Operations"),
        "stay": _("Hospital stays"),
        "device": _("Implants and aids"),
        "disability": _("Disability"),
        "pregnancy": _("Pregnancy"),
        "cycle": _("Cycle"),
        "blood_group": _("Blood group"),
        "lifestyle": _("Habits"),
        "contact": _("People around me and wishes"),
        "directive": _("Advance directives"),
        "practitioner": _("Professionals who follow me"),
        "appointment": _("Appointments"),
        "diary": _("Diary"),
        "insurance": _("Insurance and rights"),
        "care_record": _("Reimbursed care"),
        "report": _("Test results"),
    }[kind]


def none_known(kind: str, day: str) -> str:
    """Say that a section was declared empty, and when."""
    words = {
        "allergy": _("No known allergy, stated on {date}"),
        "medication": _("No current treatment, stated on {date}"),
        "condition": _("No known health problem, stated on {date}"),
        "immunization": _("No known vaccination, stated on {date}"),
    }
    return words.get(kind, _("None known, stated on {date}")).format(date=day)


def unknown(state: str, day: str) -> str:
    """Say that a section was declared unknown, or never asked about."""
    words = {"unknown": _("Not known, stated on {date}")}
    return words.get(state, _("Not asked, stated on {date}")).format(date=day)
