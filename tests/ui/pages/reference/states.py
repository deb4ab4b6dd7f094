"""Named states of the dialog of a reference; everybody in them is made up."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from tests.ui.shots import Pictured
from vault.i18n import _, speak, spoken
from vault.paths import assets
from vault.ui.pages.reference.dialog import ReferenceDialog
from vault.ui.pages.reference.state import Ends, ReferenceState


def states(language: str) -> dict[str, ReferenceState]:
    """Return every state that the dialog must be able to draw, by name."""
    if spoken() != language:
        speak(language, assets() / "locale")
    weight = _("Weight")
    mine = ReferenceState(
        _("Reference for {measure}").format(measure=weight), ends=(Ends(f"{weight} (kg)"),)
    )
    doctors = replace(
        mine, who="professional", name="Dr Sophie Leroy", dated="03/09/2026",
        ends=(Ends(f"{weight} (kg)", "62", "70"),), stands=True,
    )  # fmt: skip
    both = tuple(Ends(f"{_(one)} (mmHg)") for one in ("Systolic", "Diastolic"))
    wrong = {"0.high": _("Type at least one value.")}
    return {
        "empty": mine,
        "stands": doctors,
        "pressure": replace(
            mine, ends=both, title=_("Reference for {measure}").format(measure=_("Blood pressure"))
        ),
        "wrong": replace(mine, wrong=wrong),
        "failed": replace(
            mine, sentence=_("Part of this carnet cannot be read. Nothing was changed.")
        ),
    }


def opened(window: QWidget, state: ReferenceState) -> ReferenceDialog:
    """Make the dialog of a state."""
    return ReferenceDialog(window, state)


PICTURED = Pictured("measures", states, dialog=opened)
