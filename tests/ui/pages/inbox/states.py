"""Named states of the readings to attribute; everybody and everything in them is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from tests.ui.shots import NOE, Pictured, Whose, own
from vault.ui.pages.inbox.page import InboxPage
from vault.ui.pages.inbox.state import Candidate, InboxState, Row

_PEOPLE: Final = (Candidate(1, "p1", "Claire"), Candidate(2, "p2", "Noé"))
_FR: Final = (
    ("23 nov., 7 h 12", "Balance", "71,4\u00a0kg", "Claire",
     "proche de la dernière mesure de Claire", True),
    ("22 nov., 19 h 40", "Tensiomètre du salon", "128/81\u00a0mmHg et 66\u00a0/min", "",
     "aucune proposition", False),
    ("22 nov., 7 h 05", "Balance", "31,2\u00a0kg", "Noé", "emplacement 2 de la balance", True),
    ("heure inconnue", "Balance", "71,2\u00a0kg", "Claire", "Quand ?", False),
)  # fmt: skip
_EN: Final = (
    ("23 Nov, 07:12", "Scale", "71.4\u00a0kg", "Claire",
     "near the last measurement of Claire", True),
    ("22 Nov, 19:40", "Monitor in the living room", "128/81\u00a0mmHg and 66\u00a0/min", "",
     "no proposal", False),
    ("22 Nov, 07:05", "Scale", "31.2\u00a0kg", "Noé", "slot 2 of the scale", True),
    ("time unknown", "Scale", "71.2\u00a0kg", "Claire", "When was it?", False),
)  # fmt: skip


def rows(language: str) -> tuple[Row, ...]:
    told = _FR if language == "fr" else _EN
    return tuple(
        Row(f"r{n}", when, device, value, whose, why, 100.0 - n, ready)
        for n, (when, device, value, whose, why, ready) in enumerate(told)
    )


def _states(language: str) -> Mapping[str, InboxState]:
    found = rows(language)
    long = "Tensiomètre connecté de la chambre du fond, deuxième étage"
    failed = {"fr": "Le disque est plein. Rien n’est perdu.", "en": "The disk is full."}
    many = tuple(replace(found[n % 4], key=f"m{n}") for n in range(60))
    crowd = tuple(
        Candidate(n if n < 10 else 0, f"p{n}", f"Anne-Charlotte-Élisabeth {n}")
        for n in range(1, 12)
    )  # fmt: skip
    return {
        "empty": InboxState("empty", people=_PEOPLE),
        "loading": InboxState("loading"),
        "ready": InboxState("ready", found, _PEOPLE),
        "one": InboxState("ready", found[1:2], _PEOPLE[:1]),
        "long": InboxState("ready", (replace(found[0], device=long),), crowd),
        "many": InboxState("ready", many, _PEOPLE),
        "somebody_else": InboxState("ready", found, _PEOPLE),
        "failed": InboxState("failed", sentence=failed[language]),
    }


def _whose(name: str) -> Whose:
    return (NOE, 1) if name == "somebody_else" else own(name)


PICTURED: Final = Pictured("devices", _states, InboxPage, whose=_whose)
