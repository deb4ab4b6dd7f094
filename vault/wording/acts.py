"""What happened to a fact, in words: the lines of its history."""

from __future__ import annotations

from vault.i18n import _


def act_name(act: str) -> str:
    """Name what made a version of a fact."""
    return {
        "created": _("Added"),
        "edited": _("Changed"),
        "merged": _("Merged"),
        "corrected": _("Corrected by a newer file"),
        "masked": _("Left out"),
        "deleted": _("Deleted"),
        "restored": _("Restored"),
        "undone": _("Taken back with its import"),
    }[act]
