"""Named states of the unlock page."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.shots import Pictured
from vault.ui.pages.unlock.page import UnlockPage
from vault.ui.pages.unlock.state import Notice, UnlockState

_HONEST: Final = (
    "Elle n’arrête pas quelqu’un qui a copié le fichier : seule une phrase secrète longue le fait."
)
_WORDS: Final = {
    "fr": (
        "Dernière ouverture : hier, 19 h 40",
        "Se verrouille seul après 5 minutes sans activité",
        "La phrase secrète n’est pas correcte.",
        "Verrouillé après 5 minutes sans activité",
        "Cette attente ralentit une personne devant l’écran.",
        _HONEST,
        "Ce carnet va être mis à jour.",
        "Une copie de sauvegarde est faite avant (2,4 Mo).",
        "Continuer",
        "Pas maintenant",
        "Une partie de ce carnet est illisible. Rien n’a été modifié.",
        "Choisir un dossier",
        "Réessayer",
        "Mise à jour du carnet…",
        "Ce carnet est déjà ouvert sur cet ordinateur.",
    ),
    "en": (
        "Last opened: yesterday, 19:40",
        "Locks by itself after 5 minutes without activity",
        "The passphrase is not correct.",
        "Locked after 5 minutes without activity",
        "This wait slows down a person in front of the screen.",
        "It does not stop somebody who copied the file: only a long passphrase does.",
        "This carnet will be updated.",
        "A backup is made first (2.4 MB).",
        "Continue",
        "Not now",
        "Part of this carnet cannot be read. Nothing was changed.",
        "Choose a folder",
        "Try again",
        "Updating the carnet…",
        "This carnet is already open on this computer.",
    ),
}


def states(language: str) -> dict[str, UnlockState]:
    """Return every state in a language."""
    (last, foot, wrong, idle, wait, honest, update, copy, on, later, broken, folder, again,
     working, in_use) = _WORDS[language]  # fmt: skip
    ready = UnlockState("ready", "dossier", "~/.local/share/\u200bCarnet", last, foot)
    asks = Notice("note", update, copy, (("agree", on), ("again", later)))
    shut = Notice("error", broken, "", (("again", again), ("folder", folder)))
    long = "/media/\u200bcamille/\u200bUn disque avec un nom très long/\u200bDossiers de la famille"
    return {
        "ready": ready,
        "plain": replace(ready, last="", foot=""),
        "long": replace(ready, place=long, name="Carnet de toute la famille", key_file=True),
        "wrong": replace(ready, wrong=wrong, tries=1),
        "locked": replace(ready, notice=Notice("note", idle)),
        "opening": replace(ready, step="opening", working="…"),
        "waiting": replace(ready, step="waiting", wait=60, wrong=wrong, tries=6,
                           notice=Notice("note", wait, honest)),
        "asks": replace(ready, step="asks", notice=asks),
        "working": replace(ready, step="working", working=working),
        "shut": replace(ready, step="shut", notice=shut),
        "in_use": replace(ready, notice=Notice("error", in_use)),
    }  # fmt: skip


PICTURED: Final = Pictured(None, states, UnlockPage)
