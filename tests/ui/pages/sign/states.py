"""Named states of the page of the signature; everybody and every service is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.pages.sign.notices import KINDS, noticed, service
from tests.ui.shots import NOE, Pictured, Whose, own
from vault.ui.pages.services.state import Problem
from vault.ui.pages.sign import telling
from vault.ui.pages.sign.page import SignPage
from vault.ui.pages.sign.state import Result, SignState
from vault.usecases.exact import Exact

_BODY: Final = b'{"resourceType":"Bundle"}' + b" " * 128_000
_LONG: Final = (
    "Association départementale d’accompagnement et de suivi à domicile des personnes "
    "insuffisantes rénales chroniques"
)


def exactly() -> Exact:
    """Return a content of 128 kB."""
    return Exact(_BODY, "AbCd" * 10 + "xyz", 106, "https://chu.example/preadmission", "KeyKey")


def ready(language: str, notice: str = "", *, practice: bool = False) -> SignState:
    """Return the page as it is shown first."""
    name = {"fr": "Pré-admission", "en": "Pre-admission"}[language]
    return telling.shown(
        notice or noticed(language), name, "look" if practice else "", exactly(), KINDS
    )


def states(language: str) -> dict[str, SignState]:
    """Give every state, in this language."""
    french = language == "fr"
    plain = ready(language)
    long = noticed(
        language, service(publisher={"name": _LONG}, hosting=None),
        sensitive=("mental", "sexual"), include=("notes", "birth-date"),
    )  # fmt: skip
    unverified = Problem(
        "Identité non vérifiée" if french else "Identity not verified",
        "La signature du catalogue n’est pas valable." if french
        else "The signature of the catalogue is not valid.",
        tone="error",
    )  # fmt: skip
    stale = Problem(
        "Le catalogue date du 1ᵉʳ octobre 2026. Aucun nouveau partage avant sa mise à jour."
        if french
        else "The catalogue dates from 1 October 2026. No new share until it is updated.",
        action="Réessayer" if french else "Try again", key="again", tone="error",
    )  # fmt: skip
    return {
        "loading": SignState(),
        "ready": plain,
        "practice": ready(language, practice=True),
        "long": ready(language, long),
        "for-noe": ready(language, noticed(language, child=True)),
        "again": replace(
            plain,
            again="Quelque chose a changé depuis l’affichage. Relisez." if french
            else "Something changed since it was shown. Read it again.",
        ),
        "signing": replace(plain, step="signing"),
        "sending": replace(plain, step="sending"),
        "unverified": SignState("unverified", problem=unverified),
        "failed": SignState("failed", problem=stale),
        "sent": replace(plain, step="sent", result=_sent(french=french)),
        "not-sent": replace(plain, step="sent", result=_not_sent(french=french)),
        "unconfirmed": replace(plain, step="sent", result=_unconfirmed(french=french)),
    }  # fmt: skip


def _sent(*, french: bool) -> Result:
    if french:
        return Result(
            "good", "Partage signé et envoyé le 24 nov. 2026 à 12 h 30.",
            facts=(("Contenu", "106 éléments, 128 Ko"), ("Empreinte du reçu", "XyZ" * 14)),
            acts=("receipt", "see"),
        )  # fmt: skip
    return Result(
        "good", "Share signed and sent on 24 Nov 2026 at 12:30.",
        facts=(("Content", "106 items, 128 kB"), ("Fingerprint of the receipt", "XyZ" * 14)),
        acts=("receipt", "see"),
    )  # fmt: skip


def _not_sent(*, french: bool) -> Result:
    words = (
        ("Signé, mais pas encore envoyé.", "Pas de connexion Internet.") if french
        else ("Signed, but not sent yet.", "No Internet connection.")
    )  # fmt: skip
    return Result("look", *words, acts=("send", "stop", "see"), when_online=False)


def _unconfirmed(*, french: bool) -> Result:
    words = (
        "Envoyé, mais Pré-admission n’a pas confirmé." if french
        else "Sent, but Pre-admission has not confirmed."
    )  # fmt: skip
    return Result("look", words, acts=("send", "see"))


def _whose(name: str) -> Whose:
    return (NOE, 1) if name == "for-noe" else own(name)


PICTURED: Final = Pictured("sharing", states, SignPage, whose=_whose)
