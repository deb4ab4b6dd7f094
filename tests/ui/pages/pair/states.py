"""Named states of adding a device; everybody and everything in them is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QWidget

from tests.ui.shots import Pictured
from vault.ui.pages.pair.dialog import PairDialog
from vault.ui.pages.pair.state import Kind, Near, PairState
from vault.ui.widgets.dialog import Dialog

_WORDS: Final = {
    "fr": {
        "cuff": ("Tensiomètre", "Tension, Fréquence cardiaque"), "scale": ("Balance", "Poids"),
        "belt": ("Ceinture ou montre cardiaque", "Fréquence cardiaque"),
        "example": ("Appareil d’exemple", "Joue une mesure, sans Bluetooth"),
        "gesture": "Montez sur la balance", "strong": "fort", "weak": "faible",
        "off": "Le Bluetooth est éteint sur cet ordinateur.",
        "on": "Allumez le Bluetooth dans les réglages de cet ordinateur.",
        "absent": "Cet ordinateur n’a pas de Bluetooth.",
        "instead": "Branchez un adaptateur Bluetooth, ou importez plutôt un fichier.",
        "missing": "Choisissez au moins une personne.", "value": "71,270\u00a0kg",
        "trying": "Nouvel essai 2 sur 3", "silent": "Balance du couloir n’a rien envoyé.",
        "measure": "Faites une mesure sur l’appareil, puis réessayez.",
        "more": "13 autres mesures attendent d’être attribuées.", "name": "Balance du couloir",
        "failed": "L’appareil signale une mesure ratée. Rien n’a été enregistré.",
    },
    "en": {
        "cuff": ("Blood pressure cuff", "Blood pressure, Heart rate"), "scale": ("Scale", "Weight"),
        "belt": ("Heart rate belt or watch", "Heart rate"),
        "example": ("Example device", "Plays a reading, without Bluetooth"),
        "gesture": "Step on the scale", "strong": "strong", "weak": "weak",
        "off": "Bluetooth is off on this computer.",
        "on": "Turn Bluetooth on in the settings of this computer.",
        "absent": "This computer has no Bluetooth.",
        "instead": "Plug a Bluetooth adapter in, or import a file instead.",
        "missing": "Choose at least one person.", "value": "71.270\u00a0kg",
        "trying": "Attempt 2 of 3", "silent": "Scale in the hall sent nothing.",
        "measure": "Take a measurement on the device, then try again.",
        "more": "13 more readings wait to be attributed.", "name": "Scale in the hall",
        "failed": "The device reports a failed measurement. Nothing was recorded.",
    },
}  # fmt: skip
_PEOPLE: Final = (("p1", "Claire"), ("p2", "Noé"))


def _states(language: str) -> Mapping[str, PairState]:
    told: Mapping[str, str] = _WORDS[language]  # type: ignore[assignment]
    kinds = tuple(
        Kind(key, told[key][0], told[key][1], icon)
        for key, icon in (
            ("cuff", "blood pressure"), ("belt", "heart rate"), ("scale", "weight"),
            ("example", "example"),
        )
    )  # fmt: skip
    one = Near("C0", told["name"], told["scale"][0], told["strong"], "weight")
    other = Near("C1", "TV-4711", "", told["weak"])
    begun = PairState(kinds=kinds, people=_PEOPLE, gesture=told["gesture"])
    near = replace(begun, step="near", near=(one,), others=(other, replace(other, address="C2")))
    connecting = replace(near, busy="connecting", device=told["name"])
    whose = replace(begun, step="whose", device=told["name"])
    reading = replace(whose, step="reading", whose=("p1",))
    asked = replace(reading, value=told["value"], first="Claire", proposed="p1")
    long = replace(one, name=f"{told['name']} " * 6)
    crowd = tuple((f"p{n}", f"Anne-Charlotte-Élisabeth {n}") for n in range(12))
    return {
        "kind": begun,
        "searching": replace(near, near=(), others=(), busy="searching"),
        "heard": replace(near, busy="searching"),
        "nothing": replace(near, near=(), others=()),
        "off": replace(near, near=(), others=(), error=told["off"], way_on=told["on"]),
        "absent": replace(
            near, near=(), others=(), error=told["absent"], way_on=told["instead"], file=True
        ),
        "long": replace(near, near=(long,) * 8),
        "connecting": replace(connecting, trying=told["trying"]),
        "code": replace(connecting, asks="code"),
        "same": replace(connecting, asks="same", digits="046213"),
        "key": replace(connecting, asks="key"),
        "whose": whose,
        "whose_missing": replace(whose, missing=told["missing"]),
        "crowd": replace(whose, people=crowd),
        "listening": replace(reading, busy="reading"),
        "heard_value": replace(reading, busy="reading", value=told["value"]),
        "asked": asked,
        "asked_more": replace(asked, said=(told["more"],)),
        "nobody": replace(asked, first="", proposed=""),
        "silent": replace(reading, error=told["silent"], way_on=told["measure"]),
        "missed": replace(reading, said=(told["failed"],)),
    }


def _open(window: QWidget, state: PairState) -> Dialog:
    return PairDialog(window, state)


PICTURED: Final = Pictured("devices", _states, dialog=_open)
