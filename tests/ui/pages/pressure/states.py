"""Named states of the several-day record; every reading is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.shots import Pictured
from vault.ui.pages.pressure.page import PressurePage
from vault.ui.pages.pressure.state import PressureState, Row

_DAYS: Final = {"fr": ("20 nov.", "21 nov.", "22 nov."), "en": ("20 Nov", "21 Nov", "22 Nov")}
_TIMES: Final = {"fr": ("7 h 10", "7 h 15", "20 h 30"), "en": ("07:10", "07:15", "20:30")}
_MEANS: Final = {
    "fr": ("Moyenne des matins", "Moyenne des soirs", "Moyenne de l’ensemble"),
    "en": ("Mean of the mornings", "Mean of the evenings", "Mean of all"),
}
_NOTES: Final = {
    "fr": ("Matin\u00a0: de 4 h à midi. Soir\u00a0: de 17 h à minuit.",
           "1 mesure de ces jours n’est pas comptée\u00a0: autre heure, ou heure inconnue."),
    "en": ("Morning: from 4:00 to noon. Evening: from 17:00 to midnight.",
           "1 reading of these days is not counted: another hour, or no hour."),
}  # fmt: skip
_DAMAGED: Final = {
    "fr": "Une partie de ce carnet est illisible. Rien n’a été modifié.",
    "en": "Part of this carnet cannot be read. Nothing was changed.",
}


def states(language: str) -> dict[str, PressureState]:
    """Return every state that the page must be able to draw, by name."""
    first, second, evening = _TIMES[language]
    rows = tuple(
        Row(day, f"138/86 ({first}), 134/84 ({second})", "136/85", f"131/80 ({evening})", "131/80")
        for day in _DAYS[language]
    )
    means = tuple((words, "136/85\u00a0mmHg") for words in _MEANS[language])
    ready = PressureState("ready", "3", rows, means, _NOTES[language])
    return {
        "ready": ready,
        "gaps": replace(ready, rows=(rows[0], Row(rows[1].day, *["–"] * 4), rows[2])),
        "week": replace(ready, days="7", rows=(rows * 3)[:7]),
        "empty": PressureState("empty"),
        "loading": PressureState(),
        "failed": PressureState("failed", sentence=_DAMAGED[language]),
    }


PICTURED: Final = Pictured("measures", states, PressurePage)
