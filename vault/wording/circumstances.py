"""The circumstances of a measurement in words: moments of a day, arms, positions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vault.i18n import _
from vault.record.codes import SNOMED

# codes of the moments of a glucose value, of the French measure profiles
MOMENTS: Final[dict[str, Callable[[], str]]] = {
    "53049-3": lambda: _("Fasting"),
    "88365-2": lambda: _("Before a meal"),
    "16915-1": lambda: _("After a meal"),
    "LA11865-5": lambda: _("After exercise"),
    "A05": lambda: _("During a faint"),
    "LA46-8": lambda: _("Other"),
}
ARMS: Final[dict[str, Callable[[], str]]] = {
    f"{SNOMED}|368208006": lambda: _("Left arm"),
    f"{SNOMED}|368209003": lambda: _("Right arm"),
}
POSITIONS: Final[dict[str, Callable[[], str]]] = {
    "sitting": lambda: _("Sitting"),
    "lying": lambda: _("Lying"),
    "standing": lambda: _("Standing"),
}
_TABLES: Final = {"moment": MOMENTS, "site": ARMS, "arm": ARMS, "position": POSITIONS}


def circumstance(name: str, code: str) -> str:
    """Say a circumstance of a measurement; a word that came from elsewhere stays as it is."""
    words = _TABLES.get(name, {}).get(code)
    return words() if words else code.rpartition("|")[2]
