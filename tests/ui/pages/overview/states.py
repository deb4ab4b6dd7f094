"""Named states of the overview; everybody and everything in them is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.shots import ANNE, NOE, Pictured, Whose, own
from vault.ui.pages.overview.page import OverviewPage
from vault.ui.pages.overview.state import Card, OverviewState, Share, ToCheck

_WEIGHT: Final = (70.9, 70.7, 70.2, 70.1, 69.9, 69.8, 69.8, 69.85, 69.8, 70.2, 70.4, 70.35, 70.37)
_LIGHTER: Final = (70.4, 70.15, 70.2, 69.95, 69.8, 69.6, 69.4, 69.05, 69.05, 68.95, 68.85, 68.95)
_PRESSURE: Final = (130.0, 131, 130.5, 132, 131.5, 133, 132.5, 134, 134.3, 133.6, 135.5, 136.4)
_HEART: Final = (63.0, 64, 64.5, 65.5, 63.5, 66, 67.5, 65.5, 66.2, 66.6, 66.1, 66, 62, 62.6, 62)
_STEPS: Final = (7400.0, 3700, 7800, 5300, 7700, 5500, 7300, 8300, 6900, 7100, 7600, 6700, 6300)
_MORE_STEPS: Final = (7800.0, 7100, 5500, 8400, 4300, 6300, 5200, 5600)
_SLEEP: Final = (7.2, 7.1, 7.3, 6.4, 6.4, 7.5, 6.8, 6.8, 6.5, 7.8, 7.4, 7.7, 6.3, 6.9, 6.4, 7.0)
_MORE_SLEEP: Final = (7.3, 6.0, 7.2, 6.8, 6.3)
_SUGAR: Final = (0.84, 0.98, 0.95, 0.93, 0.97, 0.97, 1.0, 0.92, 0.98, 0.99, 0.98, 0.93, 0.9, 0.94)

_EN: Final = (
    Card(
        "body_weight", "Weight", "weight", "measure_body", "68.4", "kg", "today", "less", "0.8 kg",
        arrow="down", days=(*_WEIGHT, *_LIGHTER, 69.1, 69.1),
    ),
    Card(
        "blood_pressure", "Blood pressure", "blood pressure", "measure_pressure", "138/86", "mmHg",
        "yesterday", "above", "135/85", arrow="up", days=_PRESSURE, high=135.0,
    ),
    Card(
        "heart_rate", "Resting heart rate", "heart rate", "measure_heart", "62", "bpm", "today",
        "stable", arrow="stable", days=(*_HEART, 62.2),
    ),
    Card(
        "steps", "Steps", "steps", "measure_activity", "6,480", "steps", "today", "mean", "7,120",
        arrow="up", days=(*_STEPS, *_MORE_STEPS), bars=True,
    ),
    Card(
        "sleep", "Sleep", "sleep", "measure_sleep", "7 h 05", "", "last night", "more", "25 min",
        arrow="up", days=(*_SLEEP, *_MORE_SLEEP), bars=True,
    ),
    Card(
        "glucose", "Fasting glucose", "glucose", "measure_glucose", "0.94", "g/L", "18 Nov",
        "within", "0.70 to 1.10", arrow="stable", days=_SUGAR, low=0.7, high=1.1,
    ),
)  # fmt: skip
_FR_WORDS: Final = (
    ("Poids", "68,4", "kg", "aujourd’hui", "0,8 kg"),
    ("Tension artérielle", "138/86", "mmHg", "hier", "135/85"),
    ("Fréquence au repos", "62", "bpm", "aujourd’hui", ""),
    ("Pas", "6\u202f480", "pas", "aujourd’hui", "7\u202f120"),
    ("Sommeil", "7 h 05", "", "cette nuit", "25 min"),
    ("Glycémie à jeun", "0,94", "g/L", "18 nov.", "0,70 à 1,10"),
)


def _french(card: Card, words: tuple[str, str, str, str, str]) -> Card:
    name, figure, unit, when, amount = words
    return replace(card, name=name, figure=figure, unit=unit, when=when, amount=amount)


_READY: Final = {
    "en": OverviewState(
        step="ready",
        first="Claire",
        date="Monday 23 November",
        new=3,
        cards=_EN,
        to_check=(
            ToCheck(
                "pressure", "blood pressure", "Blood pressure above the reference",
                "3 measurements in 7 days. Talk to your doctor about it.",
                "trends/blood_pressure", "See", "warn",
            ),
            ToCheck(
                "inbox", "weight", "5 readings to attribute", "Bathroom scale: who was it?",
                "inbox", "Attribute",
            ),
            ToCheck(
                "document", "documents", "New document received",
                "Test results, Bioval laboratory", "documents/1", "Open",
            ),
        ),
        shares=(
            Share(
                "1", "service", "CHU de Nantes · pre-admission",
                "Profile and 6 measurements · until 12 Dec",
            ),
            Share(
                "2", "person", "Dr Sophie Leroy", "Blood pressure, weight · ends in 3 days",
                ending=True,
            ),
            Share("3", "people", "Paul Martin", "Emergency card · until 30 Jan"),
        ),
    ),
    "fr": OverviewState(
        step="ready",
        first="Claire",
        date="Lundi 23 novembre",
        new=3,
        cards=tuple(_french(*both) for both in zip(_EN, _FR_WORDS, strict=True)),
        to_check=(
            ToCheck(
                "pressure", "blood pressure", "Tension au-dessus du repère",
                "3 mesures sur 7 jours. Parlez-en à votre médecin.",
                "trends/blood_pressure", "Voir", "warn",
            ),
            ToCheck(
                "inbox", "weight", "5 mesures à attribuer",
                "Balance du salon\u00a0: qui s’est pesé\u202f?", "inbox", "Attribuer",
            ),
            ToCheck(
                "document", "documents", "Nouveau document reçu",
                "Résultats de biologie, Laboratoire Bioval", "documents/1", "Ouvrir",
            ),
        ),
        shares=(
            Share(
                "1", "service", "CHU de Nantes · préadmission",
                "Profil et 6 mesures · jusqu’au 12 déc.",
            ),
            Share(
                "2", "person", "Dr Sophie Leroy", "Tension, poids · expire dans 3 jours",
                ending=True,
            ),
            Share("3", "people", "Paul Martin", "Carte d’urgence · jusqu’au 30 janv."),
        ),
    ),
}  # fmt: skip
_FAILURES: Final = {
    "en": "Part of this carnet cannot be read. Nothing was changed.",
    "fr": "Une partie de ce carnet est illisible. Rien n’a été modifié.",
}


def _sparse(ready: OverviewState) -> OverviewState:
    weight, pressure, heart, steps, *_ = ready.cards
    gaps = (70.1, None, 69.9, None, None, 69.8, *[None] * 24)
    cards = (
        replace(weight, said="silent", weeks=3, arrow=None, days=gaps),
        replace(pressure, said="single", arrow=None, days=(138.0,), high=None),
        replace(heart, said="few", arrow=None, days=()),
        replace(steps, readable=False),
    )
    return replace(ready, new=0, cards=cards, to_check=(), shares=())


def _long(ready: OverviewState) -> OverviewState:
    """Names as long as they come: nothing may be cut, everything may wrap."""
    weight, pressure, *others = ready.cards
    first, *_ = ready.to_check
    name = "Hémoglobine glyquée fractionnée par chromatographie"
    return replace(
        ready,
        first="Anne-Charlotte-Élisabeth",
        new=12_345,
        cards=(
            replace(weight, name=name, figure="12\u202f345,67", unit="mL/min/1,73 m²"),
            replace(pressure, figure="< 0,5", when="18 nov. 2025"),
            *others,
        ),
        to_check=(replace(first, title=f"{name} · {name}", detail=f"{first.detail} " * 4),),
        shares=tuple(replace(share, title=f"{share.title} · {name}") for share in ready.shares),
    )


def states(language: str) -> dict[str, OverviewState]:
    """Return every state that the page must be able to draw, by name."""
    ready = _READY[language]
    bare = replace(ready, new=0, cards=(), to_check=(), shares=())
    return {
        "ready": ready,
        "imported": replace(ready, imported=1190),
        "sparse": _sparse(ready),
        "long": _long(ready),
        "somebody_else": replace(ready, first="Noé", own=False),
        "empty": replace(bare, step="empty"),
        "loading": replace(bare, step="loading"),
        "failed": replace(bare, step="failed", sentence=_FAILURES[language]),
    }


def _whose(name: str) -> Whose:
    if name == "somebody_else":
        return NOE, 1
    return (ANNE, 0) if name == "long" else own(name)


PICTURED: Final = Pictured("overview", states, OverviewPage, whose=_whose)
