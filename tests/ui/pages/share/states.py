"""Named states of the first two steps of a new share; everything in them is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.shots import Pictured
from vault.ui.pages.services.state import Problem
from vault.ui.pages.share.page import SharePage
from vault.ui.pages.share.state import Family, Kind, Option, Purpose, ShareState

_LONG: Final = "Association départementale d’accompagnement des personnes insuffisantes rénales"


def _first(*, french: bool) -> ShareState:
    if french:
        return ShareState(
            "ready", 1, "Pré-admission", "Prépare une venue à l’hôpital.", practice=True,
            purposes=(
                Purpose("a", "Préparer votre admission",
                        "Le service d’admission lit ces informations avant votre venue."),
                Purpose("b", "Préparer votre sortie", "Le service organise votre retour."),
            ),
        )  # fmt: skip
    return ShareState(
        "ready", 1, "Pre-admission", "Prepares a stay in hospital.", practice=True,
        purposes=(
            Purpose("a", "Prepare your admission", "The admission desk reads it before you come."),
            Purpose("b", "Prepare your way home", "The service organises your return."),
        ),
    )  # fmt: skip


def _second(*, french: bool) -> ShareState:
    names = (
        ("Identité", "Allergies", "Problèmes de santé", "Poids", "64 éléments", "1 élément")
        if french else
        ("Identity", "Allergies", "Health problems", "Weight", "64 items", "1 item")
    )  # fmt: skip
    identity, allergies, problems, weight, many, single = names
    family = Family("mental", "Santé mentale" if french else "Mental health", single)
    kept = (
        "2 éléments exclus des partages, selon votre choix" if french
        else "2 items kept out of shares, as you chose"
    )  # fmt: skip
    periods = (
        ("Les 30 derniers jours", "Les 90 derniers jours", "La dernière année") if french
        else ("The last 30 days", "The last 90 days", "The last year")
    )  # fmt: skip
    ends = (
        ("Jusqu’au 1ᵉʳ déc. 2026", "Jusqu’au 24 déc. 2026", "Jusqu’au 22 févr. 2027") if french
        else ("Until 1 Dec 2026", "Until 24 Dec 2026", "Until 22 Feb 2027")
    )  # fmt: skip
    fields = (
        ("Le texte des notes", "Les noms des professionnels", "La date de naissance exacte")
        if french else
        ("The text of notes", "Names of professionals", "Exact date of birth")
    )  # fmt: skip
    return replace(
        _first(french=french), stage=2, purpose="a",
        kinds=(
            Kind("identity", identity, single, "person", required=True),
            Kind("allergies", allergies, single, "allergy", kept=kept),
            Kind("problems", problems, single, "medical profile", families=(family,)),
            Kind("body_weight", weight, many, "weight"),
        ),
        periods=tuple(Option(str(n), one, n == 2) for n, one in enumerate(periods)),
        ends=tuple(Option(str(n), one, n == 1) for n, one in enumerate(ends)),
        fields=tuple(Option(str(n), one) for n, one in enumerate(fields)),
        modes=(
            Option("once", "Une seule fois" if french else "Once only", chosen=True),
            Option("standing", "À chaque nouvel élément" if french else "At each new item"),
        ),
        total="0 élément" if french else "0 items",
        left_out=f"{identity}, {allergies}, {problems}, {weight}",
    )  # fmt: skip


def states(language: str) -> dict[str, ShareState]:
    """Give every state, in this language."""
    french = language == "fr"
    first, second = _first(french=french), _second(french=french)
    identity, allergies, problems, weight = second.kinds
    chosen = replace(
        second,
        kinds=(
            replace(identity, ticked=True), allergies, problems, replace(weight, ticked=True),
        ),
        total="65 éléments" if french else "65 items", left_out=allergies.name,
    )  # fmt: skip
    problem = Problem(
        "Ce service ne prend aucun nouveau partage." if french
        else "This service takes no new share now."
    )  # fmt: skip
    return {
        "loading": ShareState(),
        "failed": ShareState("failed", problem=problem),
        "ready": second,
        "purpose": first,
        "purpose-missing": replace(
            first, missing="Choisissez pour quoi faire." if french else "Choose what for."
        ),
        "chosen": chosen,
        "without": replace(
            chosen, kinds=(identity, *chosen.kinds[1:]), without=True,
        ),
        "missing": replace(
            second,
            missing="Cochez au moins un type de données." if french
            else "Tick at least one kind of data.",
        ),
        "for-somebody": replace(first, for_whom="Anne-Charlotte-Élisabeth de La Rochefoucauld",
                                service=_LONG),
        "many": replace(second, kinds=second.kinds * 6),
    }  # fmt: skip


PICTURED: Final = Pictured("sharing", states, SharePage)
