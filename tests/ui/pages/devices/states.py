"""Named states of the devices page; everything in them is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.shots import Pictured
from vault.ui.pages.devices.page import DevicesPage
from vault.ui.pages.devices.state import Device, DevicesState, Family, Listening

_FR: Final = (
    Device("a", "Balance de la salle de bains", "weight",
           ("Pèse-personne", "Dernière mesure\u00a0: hier, 7 h 12", "Pour\u00a0: Claire, Noé",
            "Batterie\u00a0: 87\u00a0%")),
    Device("b", "Balance d’exemple", "weight", ("Pèse-personne", "Pour personne encore"), True),
)  # fmt: skip
_EN: Final = (
    Device("a", "Bathroom scale", "weight",
           ("Weight scale", "Last reading: yesterday, 07:12", "For: Claire, Noé",
            "Battery: 87\u00a0%")),
    Device("b", "Example scale", "weight", ("Weight scale", "For nobody yet"), True),
)  # fmt: skip
_WORDS: Final = {
    "fr": ("Pèse-personne", "Poids, masse grasse", "Montez sur la balance", "71,4\u00a0kg",
           "1 mesure ajoutée", "Aucun bruit de la balance.", "Nouvel essai 2 sur 3",
           "Une partie de ce carnet est illisible. Rien n’a été modifié."),
    "en": ("Weight scale", "Weight, fat mass", "Step on the scale", "71.4\u00a0kg",
           "1 measurement added", "The scale sent nothing.", "Attempt 2 of 3",
           "Part of this carnet cannot be read. Nothing was changed."),
}  # fmt: skip


def states(language: str) -> dict[str, DevicesState]:
    """Return every state that the page must be able to draw, by name."""
    devices = _FR if language == "fr" else _EN
    family, gives, gesture, value, kept, silent, trying, broken = _WORDS[language]
    late = (
        "L’horloge de la balance retarde de 12 min. Les heures ont été corrigées."
        if language == "fr"
        else "The clock of the scale is 12 min slow. Times were corrected."
    )
    ready = DevicesState("ready", devices, (Family(family, gives),))
    listening = Listening("a", devices[0].name, gesture)
    done = replace(listening, values=(value,), done=True, kind="good", said=(kept,))
    long = replace(devices[0], name=f"{devices[0].name} " * 4)
    return {
        "ready": ready,
        "waiting": replace(ready, waiting=5),
        "listening": replace(ready, listening=listening),
        "trying": replace(ready, listening=replace(listening, trying=trying)),
        "read": replace(ready, listening=done),
        "clock": replace(ready, listening=replace(done, kind="note", said=(late,), clock=True)),
        "silent": replace(
            ready, listening=replace(done, values=(), kind="error", said=(silent,), waiting=2)
        ),
        "long": replace(ready, devices=(long,) * 5),
        "empty": replace(ready, step="empty", devices=()),
        "loading": DevicesState(),
        "failed": DevicesState("failed", sentence=broken),
    }


PICTURED: Final = Pictured("devices", states, DevicesPage)
