"""Named states of the list of carnets."""

from __future__ import annotations

from typing import Final

from tests.ui.shots import Pictured
from vault.ui.pages.carnets.page import CarnetsPage
from vault.ui.pages.carnets.state import CarnetsState, KnownCarnet

_SAID: Final = {
    "fr": (
        "Dernière ouverture : hier, 19 h 40",
        "Absent pour l’instant : le disque n’est peut-être pas branché.",
        "Retiré de la liste. Le carnet lui-même reste à sa place.",
    ),
    "en": (
        "Last opened: yesterday, 19:40",
        "Not there now: the disk may not be plugged in.",
        "Taken off the list. The carnet itself stays where it is.",
    ),
}


def states(language: str) -> dict[str, CarnetsState]:
    """Return every state in a language."""
    last, gone, removed = _SAID[language]
    mine = KnownCarnet("/a", "dossier", "~/.local/share/\u200bCarnet", last)
    long = "/media/\u200bcamille/\u200bUn disque avec un nom…long/\u200bDossiers de la famille"
    other = KnownCarnet("/b", "Carnet de toute la famille", long, gone)
    many = tuple(KnownCarnet(f"/{n}", f"carnet-{n}", "~/Documents", last) for n in range(12))
    return {
        "ready": CarnetsState((mine, other)),
        "empty": CarnetsState(),
        "removed": CarnetsState((mine,), removed),
        "many": CarnetsState(many),
    }


PICTURED: Final = Pictured(None, states, CarnetsPage)
