"""Named states of the pages about services; every service is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.shots import Pictured
from vault.ui.pages.services.page import ServicesPage
from vault.ui.pages.services.state import (
    Asked,
    CatalogueSeen,
    Criterion,
    Problem,
    Purpose,
    ServiceRow,
    ServicesState,
    ServiceState,
)

State = ServicesState | ServiceState
_LONG: Final = "Association départementale d’accompagnement des personnes insuffisantes rénales"


def _rows(*, french: bool) -> tuple[ServiceRow, ...]:
    words = (
        ("Pré-admission", "Hôpital d’entraînement · Prépare une venue à l’hôpital.", "En ligne"),
        ("Suivi du diabète", "Réseau diabète · Une infirmière lit vos glycémies.", "En ligne"),
        (_LONG, "Club d’entraînement · Compte vos pas et affiche des publicités.", "Suspendu"),
    ) if french else (
        ("Pre-admission", "Practice hospital · Prepares a stay in hospital.", "Online"),
        ("Diabetes follow-up", "Diabetes network · A nurse reads your glucose.", "Online"),
        (_LONG, "Practice club · Counts your steps and shows advertisements.", "Suspended"),
    )  # fmt: skip
    return tuple(
        ServiceRow(str(n), *each, "good" if n < 2 else "look", practice=True, used=n == 0)
        for n, each in enumerate(words)
    )


def _list(*, french: bool) -> ServicesState:
    words = (
        "Services du catalogue http://127.0.0.1:8765, version 1 du 24 nov. 2026, "
        "signature vérifiée."
        if french
        else "Services of the catalogue http://127.0.0.1:8765, version 1 of 24 Nov 2026, "
        "signature verified."
    )
    rows = _rows(french=french)
    return ServicesState(
        "ready", (CatalogueSeen(words, rows, practice=True),), count=f"{len(rows)} services"
    )


def _service(*, french: bool) -> ServiceState:
    if french:
        return ServiceState(
            "ready", "0", "Pré-admission (entraînement)",
            "Prépare une venue à l’hôpital. Service d’entraînement, sur cet ordinateur.",
            "En ligne", "good", practice=True,
            listed="Référencé depuis le 15 janv. 2026, jusqu’au 15 janv. 2028",
            facts=(
                ("Éditeur", "Hôpital d’entraînement"), ("Qui le paie", "Financé par l’hôpital."),
                ("Publicité", "Non"), ("Hébergement", "Le catalogue ne le précise pas."),
                ("Numéro dans le catalogue", "http://127.0.0.1:8765/pre-admission"),
            ),
            criteria=(
                Criterion("Sécurité", "Conforme, vérifié le 10 janv. 2026, référence A1", "good"),
                Criterion("Interopérabilité", "Non conforme", "look"),
                Criterion("Éthique", "Pas d’information", "plain"),
            ),
            purposes=(
                Purpose(
                    "Préparer votre admission",
                    "Le service d’admission lit ces informations avant votre venue.",
                    "Demande 3 types de données, 1 indispensable",
                    (Asked("Identité", "Vous avez\u00a0: 1 élément", "person"),),
                    (
                        Asked("Allergies", "Vous avez\u00a0: 2 éléments", "allergy"),
                        Asked("Poids", "Vous avez\u00a0: 64 éléments", "weight"),
                    ),
                    (("Durée la plus longue", "90 jours"), ("Conservé par le service", "30 jours")),
                ),
            ),
            shareable=True, report="Service: x",
        )  # fmt: skip
    return ServiceState(
        "ready", "0", "Pre-admission (practice)",
        "Prepares a stay in hospital. A practice service, on this computer.", "Online", "good",
        practice=True, listed="Listed since 15 Jan 2026, until 15 Jan 2028",
        facts=(
            ("Publisher", "Practice hospital"), ("Who pays for it", "Paid for by the hospital."),
            ("Advertising", "No"), ("Hosting", "The catalogue does not say."),
            ("Number in the catalogue", "http://127.0.0.1:8765/pre-admission"),
        ),
        criteria=(
            Criterion("Security", "Met, checked on 10 Jan 2026, reference A1", "good"),
            Criterion("Interoperability", "Not met", "look"),
            Criterion("Ethics", "No information", "plain"),
        ),
        purposes=(
            Purpose(
                "Prepare your admission", "The admission desk reads this before you come.",
                "Asks for 3 kinds of data, needs 1",
                (Asked("Identity", "You have: 1 item", "person"),),
                (
                    Asked("Allergies", "You have: 2 items", "allergy"),
                    Asked("Weight", "You have: 64 items", "weight"),
                ),
                (("Longest duration", "90 days"), ("Kept by the service", "30 days")),
            ),
        ),
        shareable=True, report="Service: x",
    )  # fmt: skip


_SUSPENDED: Final = {
    True: Problem(
        "Suspendu depuis le 12 novembre 2026",
        "Aucun nouveau partage. Les partages existants peuvent être arrêtés.",
    ),
    False: Problem(
        "Suspended since 12 November 2026", "No new share. Existing shares can be stopped."
    ),
}
_STALE: Final = {
    True: Problem(
        "Le catalogue date du 1ᵉʳ octobre 2026. Aucun nouveau partage avant sa mise à jour.",
        action="Mettre à jour", key="update",
    ),
    False: Problem(
        "The catalogue dates from 1 October 2026. No new share until it is updated.",
        action="Update", key="update",
    ),
}  # fmt: skip
_SILENT: Final = {
    True: Problem("Le service ne répond pas.", action="Réessayer", key="again", tone="error"),
    False: Problem("The service does not answer.", action="Try again", key="again", tone="error"),
}


def states(language: str) -> dict[str, State]:
    """Give every state, in this language."""
    french = language == "fr"
    listed, service = _list(french=french), _service(french=french)
    (one,) = listed.catalogues
    busy = "Démarrage des services d’entraînement…" if french else "Starting the practice services…"
    return {
        "empty": ServicesState("empty"),
        "loading": ServicesState("loading"),
        "ready": listed,
        "failed": ServicesState("failed", problem=_SILENT[french]),
        "starting": ServicesState("empty", busy=busy),
        "stale": replace(
            listed,
            catalogues=(replace(one, problem=_STALE[french], offline=_offline(french=french)),),
        ),
        "many": replace(listed, catalogues=(replace(one, rows=one.rows * 12),)),
        "sifted": replace(
            listed,
            count="0 sur 4 services" if french else "0 of 4 services",
            none=True,
            catalogues=(),
        ),
        "service": service,
        "suspended": replace(service, shareable=False, problem=_SUSPENDED[french], tone="look"),
        "service-failed": ServiceState("failed", problem=_SILENT[french]),
        "service-loading": ServiceState(),
    }


def _offline(*, french: bool) -> str:
    return "Liste du 12 novembre (hors ligne)" if french else "List of 12 November (offline)"


PICTURED: Final = Pictured("sharing", states, ServicesPage)
