"""Named states of the making of a carnet; the words open nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.shots import Pictured
from vault.ui.pages.create.page import CreatePage
from vault.ui.pages.create.state import CreateState, Demand
from vault.ui.typed_word import Word

WORDS: Final = (
    "abeille", "académie", "boussole", "clavier", "décorer", "écharpe", "flamme", "grenier",
    "horizon", "ivoire", "jardin", "kiosque", "luciole",
)  # fmt: skip
_FR: Final = {
    "first": "Saisissez le prénom.",
    "born": "Saisissez une date comme 14/05/1979, ou une année seule.",
    "taken": "Il y a déjà quelque chose à cet endroit. Choisissez un autre nom.",
    "doubt": "Un autre programme copie ce dossier pendant qu’il est ouvert.",
    "demands": (
        "Au moins 12 caractères ou 4 mots",
        "Pas trop facile à deviner",
        "Les deux saisies sont identiques",
    ),
    "strength": "trop facile à deviner",
    "different": "Les deux phrases secrètes ne sont pas les mêmes.",
    "saved": "La fiche est enregistrée : carnet-fiche.pdf",
    "full": "Le disque est plein. Rien n’est perdu.",
    "check": "mot 3 : à vérifier",
    "order": "Un mot ne correspond pas. Vérifiez l’ordre.",
    "verified": "Fiche de secours vérifiée",
}
_EN: Final = {
    "first": "Type the first name.",
    "born": "Type a date as 14/05/1979, or a year only.",
    "taken": "Something is already there. Choose another name.",
    "doubt": "Another program copies this folder while it is open.",
    "demands": (
        "At least 12 characters or 4 words",
        "Not too easy to guess",
        "Both are the same",
    ),
    "strength": "too easy to guess",
    "different": "The two passphrases are not the same.",
    "saved": "The sheet was saved: carnet-fiche.pdf",
    "full": "The disk is full. Nothing was lost.",
    "check": "word 3: to check",
    "order": "One word does not match. Check the order.",
    "verified": "Recovery sheet verified",
}


def states(language: str) -> dict[str, CreateState]:
    """Return every state in a language."""
    say = {"fr": _FR, "en": _EN}[language]
    demands = tuple(
        Demand(words, met) for words, met in zip(say["demands"], (True, False, False), strict=True)
    )
    folder = "~/.local/share/\u200bCarnet"
    secret = CreateState("secret", demands=demands)
    typed = (Word(whole="abeille"), Word(("académie",)), Word(problem=str(say["check"])))
    typing = CreateState("typing", typed=(*typed, *(Word() for _more in range(10))))
    return {
        "whom": CreateState(),
        "whom_wrong": CreateState(wrong={"first": str(say["first"]), "born": str(say["born"])}),
        "place": CreateState("place", folder=folder),
        "place_wrong": CreateState(
            "place", {"name": str(say["taken"])}, folder=folder, doubts=(str(say["doubt"]),)
        ),
        "secret": secret,
        "secret_easy": replace(secret, strength=str(say["strength"])),
        "secret_wrong": replace(secret, wrong={"again": str(say["different"])}),
        "proposal": replace(secret, proposal=" ".join(WORDS[:6])),
        "making": replace(secret, step="making"),
        "sheet": CreateState("sheet", words=WORDS),
        "sheet_saved": CreateState("sheet", words=WORDS, said=str(say["saved"])),
        "sheet_failed": CreateState("sheet", words=WORDS, failed=str(say["full"])),
        "typing": typing,
        "typing_wrong": replace(typing, wrong={"words": str(say["order"])}),
        "start": CreateState("start"),
        "start_verified": CreateState("start", said=str(say["verified"])),
    }


PICTURED: Final = Pictured(None, states, lambda: CreatePage("dossier"))
