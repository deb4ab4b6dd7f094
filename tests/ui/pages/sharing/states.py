"""Named states of the pages about shares; every service and every share is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.shots import NOE, Pictured, Whose, own
from vault.sync.notice_words import WORDS
from vault.ui.pages.services.state import Problem
from vault.ui.pages.sharing.page import SharingPage
from vault.ui.pages.sharing.state import (
    Said,
    SendingRow,
    ShareRow,
    ShareState,
    SharingState,
    Undecided,
)

State = SharingState | ShareState
_LONG: Final = "Association départementale d’accompagnement des personnes insuffisantes rénales"


def _rows(*, french: bool) -> tuple[ShareRow, ...]:
    if french:
        return (
            ShareRow(
                "1", "Pré-admission",
                "Préparer votre admission · jusqu’au 24 déc. · dernier envoi 24 nov.",
                "Actif", "good", practice=True,
            ),
            ShareRow("2", _LONG, "Suivre votre glycémie · jusqu’au 27 nov.", "Expire bientôt",
                     "look"),
            ShareRow("3", "Marche et sport", "Compter vos pas · jusqu’au 24 déc.",
                     "Arrêt à transmettre", "look"),
        )  # fmt: skip
    return (
        ShareRow(
            "1", "Pre-admission", "Prepare your admission · until 24 Dec · last sending 24 Nov",
            "Active", "good", practice=True,
        ),
        ShareRow("2", _LONG, "Follow your glucose · until 27 Nov", "Ends soon", "look"),
        ShareRow("3", "Walking and sport", "Count your steps · until 24 Dec", "Stop to be told",
                 "look"),
    )  # fmt: skip


def _share(*, french: bool) -> ShareState:
    words = WORDS["fr" if french else "en"]
    lines = (
        (("Hôpital d’entraînement — Pré-admission",) if french else
         ("Practice hospital — Pre-admission",)),
        (("- Poids\u00a0: 64\u00a0éléments",) if french else ("- Weight: 64 items",)),
        (words.rest,),
        (("Préparer votre admission",) if french else ("Prepare your admission",)),
        (words.until.format(date="24 décembre 2026" if french else "24 December 2026"),
         words.kept(30)),
        (words.once,), (words.not_stated,), (words.stopping, words.after_stopping),
        (words.no_effect,),
    )  # fmt: skip
    facts = tuple(Said(head, said) for head, said in zip(words.heads, lines, strict=True))
    sent = (
        SendingRow("s1", "Reçu par Pré-admission le 24 nov.", "64 éléments, 128 Ko", "Reçu", "good",
                   receipt=True, exact=True)
        if french else
        SendingRow("s1", "Received by Pre-admission on 24 Nov.", "64 items, 128 kB", "Received",
                   "good", receipt=True, exact=True)
    )  # fmt: skip
    return ShareState(
        "ready", "1", "Pré-admission" if french else "Pre-admission",
        "Actif" if french else "Active", "good", practice=True,
        story=(sent.title,), signed="24 nov." if french else "24 Nov", facts=facts,
        sendings=(sent,), acts=frozenset({"stop"}),
    )  # fmt: skip


def states(language: str) -> dict[str, State]:
    """Give every state, in this language."""
    french = language == "fr"
    share, rows = _share(french=french), _rows(french=french)
    silent = Problem(
        "Pas de connexion Internet." if french else "No Internet connection.",
        action="Réessayer" if french else "Try again", key="send",
    )  # fmt: skip
    waits = (
        ("Demandé le mardi 24 novembre 2026.",
         "Arrêté ici. Pré-admission sera prévenu dès la connexion.")
        if french else
        ("Asked on Tuesday 24 November 2026.",
         "Stopped here. Pre-admission will be told as soon as there is a connection.")
    )  # fmt: skip
    return {
        "empty": SharingState("empty"),
        "undecided": SharingState(
            "ready", "current", rows,
            (Undecided("{}", "Pré-admission" if french else "Pre-admission",
                       "24 nov." if french else "24 Nov"),),
        ),
        "empty-past": SharingState("empty", "past"),
        "loading": SharingState(),
        "ready": SharingState("ready", "current", rows),
        "failed": SharingState("failed", problem=silent),
        "many": SharingState("ready", "past", rows * 10),
        "share": share,
        "stop-waits": replace(
            share, chip="Arrêt à transmettre" if french else "Stop to be told", tone="look",
            story=waits, acts=frozenset({"tell"}), problem=silent,
        ),
        "standing": replace(share, acts=frozenset({"stop", "pause", "renew"})),
        "paused": replace(
            share, chip="En pause" if french else "Paused", tone="plain",
            acts=frozenset({"stop", "resume", "renew"}),
        ),
        "unconfirmed": replace(
            share, chip="Envoyé, non confirmé" if french else "Sent, not confirmed", tone="look",
            acts=frozenset({"stop", "send"}),
            busy="Envoi…" if french else "Sending…",
        ),
        "changed": replace(
            share,
            changed=("Hébergement", "Motif") if french else ("Hosting", "Purpose"),
        ),
        "for-noe": replace(
            share,
            for_whom=WORDS[language].for_whom.format(
                person="Noé Martin", tie="mon enfant" if french else "my child",
                ground="la loi" if french else "the law",
            ),
        ),
        "share-loading": ShareState(),
        "share-failed": ShareState("failed", problem=silent),
    }  # fmt: skip


def _whose(name: str) -> Whose:
    return (NOE, 1) if name == "for-noe" else own(name)


PICTURED: Final = Pictured("sharing", states, SharingPage, whose=_whose)
