"""Named states of « To check »; everybody and everything in them is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from tests.ui.shots import NOE, Pictured, Whose, own
from vault.i18n import speak
from vault.paths import assets
from vault.ui.pages.todo.page import TodoPage
from vault.ui.pages.todo.presenter import item
from vault.ui.pages.todo.state import Group, TodoState
from vault.usecases.waiting import Waits

_TODAY: Final = date(2026, 11, 23)


def _at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, 30, tzinfo=UTC)


_MEASURES: Final = (
    Waits("r", "readings", _at(11, 22), count=3),
    Waits("i", "import_items", _at(11, 3), "export.zip", "b1", count=12),
)
_SHARES: Final = (
    Waits("e", "share_ends", _at(11, 27), "Préadmission", "g1", days=4),
    Waits("u", "unconfirmed", _at(11, 21), "Suivi du sommeil", "g2"),
    Waits("s", "stop_untold", _at(11, 19), "Coach santé", "g3", days=4),
    Waits("c", "catalogue_old", _at(8, 1)),
)
_CARNET: Final = (Waits("sheet", "sheet_unchecked"),)
_DEVICES: Final = (
    Waits("dc", "device_clock", _at(11, 20), "Tensiomètre du salon", "d1"),
    Waits("db", "device_battery", None, "Balance", "d2"),
)
_NAMES: Final = {
    "fr": ("Mesures", "Partages", "Carnet", "Appareils"),
    "en": ("Measurements", "Shares", "Carnet", "Devices"),
}


def _states(language: str) -> Mapping[str, TodoState]:
    speak(language, assets() / "locale")
    groups = tuple(
        Group(name, tuple(item(one, _TODAY) for one in found))
        for name, found in zip(
            _NAMES[language], (_MEASURES, _SHARES, _CARNET, _DEVICES), strict=True
        )
    )
    long = "Réseau de télésurveillance des insuffisances cardiaques d’Île-de-France"
    named = replace(_SHARES[0], name=long)
    failed = {"fr": "Le disque est plein. Rien n’est perdu.", "en": "The disk is full."}
    return {
        "empty": TodoState("empty"),
        "loading": TodoState("loading"),
        "ready": TodoState("ready", groups),
        "one": TodoState("ready", groups[:1]),
        "long": TodoState("ready", (Group(groups[1].name, (item(named, _TODAY),) * 20),)),
        "somebody_else": TodoState("ready", groups),
        "failed": TodoState("failed", sentence=failed[language]),
    }


def _whose(name: str) -> Whose:
    return (NOE, 1) if name == "somebody_else" else own(name)


PICTURED: Final = Pictured("overview", _states, TodoPage, whose=_whose)
