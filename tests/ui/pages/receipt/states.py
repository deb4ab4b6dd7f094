"""Named states of the dialog of a receipt; every service is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.shots import Pictured
from vault.ui.pages.receipt.dialog import ReceiptDialog
from vault.ui.pages.receipt.state import ReceiptState

_STATES: Final = {
    "fr": ReceiptState(
        "Reçu par Pré-admission le 24 nov.",
        (("Contenu", "64 éléments, 128\u00a0Ko"), ("Le service l’efface au plus tard le",
         "24 déc."), ("Empreinte du reçu", "XyZ" * 14)),
    ),
    "en": ReceiptState(
        "Received by Pre-admission on 24 Nov.",
        (("Content", "64 items, 128\u00a0kB"), ("The service erases it at the latest on",
         "24 Dec"), ("Fingerprint of the receipt", "XyZ" * 14)),
    ),
}  # fmt: skip
_REFUSED: Final = {
    "fr": "Le service n’a pas pris 2 éléments.", "en": "The service did not take 2 items.",
}  # fmt: skip


def states(language: str) -> dict[str, ReceiptState]:
    """Return every state that the dialog must be able to draw, by name."""
    ready = _STATES[language]
    return {"ready": ready, "refused": replace(ready, rejected=_REFUSED[language])}


PICTURED: Final = Pictured("sharing", states, dialog=ReceiptDialog)
