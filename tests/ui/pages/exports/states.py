"""Named states of the export page; everything in them is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.shots import Pictured
from vault.ui.pages.exports.page import ExportsPage
from vault.ui.pages.exports.state import ExportsState, Picture

_WORDS: Final = {
    "fr": (
        "38 éléments, 2 pages, 128\u00a0Ko", "Page 1 sur 2", "Page 2 sur 2",
        ("Non renseigné\u00a0: vaccinations", "Aucune mesure de poids du 3 au 24 octobre"),
        "Le disque est plein. Rien n’est perdu.",
    ),
    "en": (
        "38 items, 2 pages, 128\u00a0kB", "Page 1 of 2", "Page 2 of 2",
        ("Not filled in: vaccinations", "No weight from 3 to 24 October"),
        "The disk is full. Nothing was lost.",
    ),
}  # fmt: skip


def _sheet(name: str) -> Picture:
    width, height = 794, 1123
    return Picture(name, width, height, width * 3, bytes([245]) * width * 3 * height)


def states(language: str) -> dict[str, ExportsState]:
    """Return every state that the page must be able to draw, by name."""
    inside, one, two, missing, full = _WORDS[language]
    ready = ExportsState(
        "ready", "Claire", inside=inside, missing=missing, pages=(_sheet(one), _sheet(two))
    )
    return {
        "ready": ready,
        "saved": replace(ready, saved="somewhere"),
        "printed": replace(ready, printed=True),
        "full": replace(ready, sentence=full),
        "long": replace(ready, missing=(f"{missing[1]} " * 8,) * 5),
        "loading": ExportsState(first="Claire"),
        "failed": ExportsState("failed", sentence=full),
    }


PICTURED: Final = Pictured("profile", states, ExportsPage)
