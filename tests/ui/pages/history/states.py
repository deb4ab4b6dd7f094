"""Named states of the history; everybody and everything in them is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.shots import Pictured
from vault.ui.pages.history.page import HistoryPage
from vault.ui.pages.history.state import Day, HistoryState, Integrity, Line

_FR: Final = (
    Day("Aujourd’hui", (
        Line(412, "10 h 04", "Sending to CHU de Nantes", "Claire Martin", "shares"),
        Line(411, "9 h 58", "Import de export.zip : 12 éléments ajoutés", "Noé Martin", "import"),
        Line(410, "9 h 57", "Le carnet a été ouvert", "", "lock"),
    )),
    Day("Samedi 14 novembre 2026", (
        Line(409, "19 h 40", "3 essais manqués depuis la dernière ouverture", "", "lock"),
        Line(408, "18 h 02", "Balance : 1 mesure ajoutée", "Claire Martin", "import"),
    )),
)  # fmt: skip
_EN: Final = (
    Day("Today", (
        Line(412, "10:04", "Sending to CHU de Nantes", "Claire Martin", "shares"),
        Line(411, "09:58", "Import of export.zip: 1,190 items added", "Noé Martin", "import"),
        Line(410, "09:57", "The carnet was opened", "", "lock"),
    )),
    Day("Saturday 14 November 2026", (
        Line(409, "19:40", "3 failed attempts since the last opening", "", "lock"),
        Line(408, "18:02", "Scale: 1 measurement added", "Claire Martin", "import"),
    )),
)  # fmt: skip
_WORDS: Final = {
    "fr": ("Historique complet depuis le 2 mars 2026, vérifié à l’instant.", "5 lignes",
           "Vérification…",
           "L’historique a été modifié en dehors de Carnet, à partir du 14 nov. 2026.",
           "Une partie de ce carnet est illisible. Rien n’a été modifié."),
    "en": ("History complete since 2 Mar 2026, verified just now.", "5 lines", "Checking…",
           "The history was changed outside Carnet, from 14 Nov 2026 on.",
           "Part of this carnet cannot be read. Nothing was changed."),
}  # fmt: skip


def states(language: str) -> dict[str, HistoryState]:
    """Return every state that the page must be able to draw, by name."""
    whole, count, checking, changed, failure = _WORDS[language]
    days = _FR if language == "fr" else _EN
    one = days[0].lines[0]
    ready = HistoryState(
        "ready", Integrity("good", whole), people=(("p1", "Claire Martin"), ("p2", "Noé Martin")),
        count=count, days=days, more=True,
    )  # fmt: skip
    long = replace(one, text=f"{one.text} " * 9, whose="Anne-Charlotte-Élisabeth " * 4)
    return {
        "ready": ready,
        "alone": replace(ready, people=(), more=False),
        "changed": replace(ready, integrity=Integrity("error", changed, report=True)),
        "long": replace(ready, days=(replace(days[0], lines=(long,)),)),
        "empty": replace(ready, step="empty", days=(), more=False),
        "loading": HistoryState("loading", Integrity("note", checking)),
        "failed": HistoryState("failed", Integrity("error", changed), sentence=failure),
    }


PICTURED: Final = Pictured("history", states, HistoryPage)
