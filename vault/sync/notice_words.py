"""The words of the notice in French and in English, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """Every word of the notice in one language; what stands in braces is filled in."""

    language: str
    title: str
    for_whom: str
    heads: tuple[str, str, str, str, str, str, str, str, str]
    reference: str
    verified: str
    kind: str
    one_item: str
    many_items: str
    one_is_from: int  # the least count that takes the plural
    period: str
    sensitive: str
    families: Mapping[str, str]
    include: str
    fields: Mapping[str, str]
    exact: str
    rest: str
    until: str
    kept_not: str
    kept_a_day: str
    kept_days: str
    once: str
    standing: str
    hosting: str
    outside: str
    not_stated: str
    stopping: str
    after_stopping: str
    no_effect: str
    refusal: str
    refusal_unsaid: str
    agreement_head: str
    agreement: str
    first: str
    months: tuple[str, ...]

    def items(self, count: int) -> str:
        """Say how many items."""
        many = count >= self.one_is_from or (count == 0 and self.language == "en")
        return (self.many_items if many else self.one_item).format(count=count)

    def kept(self, days: int) -> str:
        """Say how long the service keeps what it got."""
        if days == 0:
            return self.kept_not
        return self.kept_a_day if days == 1 else self.kept_days.format(days=days)


_FRENCH: Final = Words(
    language="fr",
    title="Vérifier et signer le partage",
    for_whom="Vous signez pour {person}. Lien\u00a0: {tie}. Fondement\u00a0: {ground}.",
    heads=(
        "À qui",
        "Ce que vous allez transmettre",
        "Ne sera pas transmis",
        "Pourquoi",
        "Jusqu’au",
        "Envoi",
        "Conservé par le service",
        "Comment arrêter",
        "Ce que change un refus",
    ),
    reference="Référence\u00a0: {service}, catalogue {catalogue}, version {version}",
    verified="Identité vérifiée\u00a0: signature du catalogue et clé du service contrôlées.",
    kind="- {kind}\u00a0: {count}",
    one_item="{count}\u00a0élément",
    many_items="{count}\u00a0éléments",
    one_is_from=2,
    period="Du {start} au {end} inclus, heure de {zone}",
    sensitive="Y compris, coché par vous\u00a0: {family}",
    families={
        "mental": "santé mentale",
        "sexual": "santé sexuelle",
        "addiction": "addictions",
        "genetic": "génétique",
        "violence": "violences",
    },
    include="Avec, coché par vous\u00a0: {field}",
    fields={
        "notes": "le texte des notes",
        "professionals": "les noms des professionnels",
        "birth-date": "la date de naissance exacte",
        "device-identity": "le numéro de série des appareils",
        "identity-number": "l’identité nationale de santé",
    },
    exact="En tout\u00a0: {count}, empreinte du contenu exact {sha256}",
    rest="Tout ce que le point 2 ne liste pas.",
    until="Jusqu’au {date}.",
    kept_not="Le service efface ce qu’il a reçu après usage.",
    kept_a_day="Le service garde ce qu’il a reçu 1\u00a0jour.",
    kept_days="Le service garde ce qu’il a reçu {days}\u00a0jours.",
    once="Une seule fois.",
    standing="À chaque nouvel élément.",
    hosting="Hébergement\u00a0: {operator}, {country}.",
    outside=" Hors de l’Espace économique européen.",
    not_stated="Le catalogue ne le précise pas.",
    stopping="Vous pouvez arrêter ce partage à tout moment, dans Partages.",
    after_stopping=(
        "Après l’arrêt, le service garde ce qu’il a déjà reçu. "
        "Vous pouvez demander son effacement."
    ),
    no_effect="Refuser n’a aucune conséquence sur vos soins.",
    refusal="Voici ce que ce service indique\u00a0: {told}",
    refusal_unsaid="Le service n’indique pas ce que change un refus.",
    agreement_head="Votre accord",
    agreement=(
        "En signant, vous autorisez {service} à recevoir les données listées ici jusqu’au {date}. "
        "Motif\u00a0: {purpose}."
    ),
    first="1ᵉʳ",
    months=(
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
    ),
)  # fmt: skip

_ENGLISH: Final = Words(
    language="en",
    title="Check and sign the share",
    for_whom="You sign for {person}. Tie: {tie}. Ground: {ground}.",
    heads=(
        "To whom",
        "What you will send",
        "Will not be sent",
        "Why",
        "Until",
        "Sending",
        "Kept by the service",
        "How to stop",
        "What refusing changes",
    ),
    reference="Reference: {service}, catalogue {catalogue}, version {version}",
    verified="Identity verified: signature of the catalogue and key of the service checked.",
    kind="- {kind}: {count}",
    one_item="{count} item",
    many_items="{count} items",
    one_is_from=2,
    period="From {start} to {end}, both included, time of {zone}",
    sensitive="Ticked by you, also: {family}",
    families={
        "mental": "mental health",
        "sexual": "sexual health",
        "addiction": "addictions",
        "genetic": "genetics",
        "violence": "violence",
    },
    include="Ticked by you, with: {field}",
    fields={
        "notes": "the text of notes",
        "professionals": "names of professionals",
        "birth-date": "the exact date of birth",
        "device-identity": "serial numbers of devices",
        "identity-number": "the national health identity",
    },
    exact="In all: {count}, fingerprint of the exact content {sha256}",
    rest="Everything that point 2 does not list.",
    until="Until {date}.",
    kept_not="The service erases what it received after use.",
    kept_a_day="The service keeps what it received for 1 day.",
    kept_days="The service keeps what it received for {days} days.",
    once="Once only.",
    standing="At each new item.",
    hosting="Hosting: {operator}, {country}.",
    outside=" Outside the European Economic Area.",
    not_stated="The catalogue does not say.",
    stopping="You can stop this share at any time, in Shares.",
    after_stopping=(
        "After that, the service keeps what it already received. You can ask for its erasure."
    ),
    no_effect="Refusing has no effect on your care.",
    refusal="This is what the service says: {told}",
    refusal_unsaid="The service does not say what refusing changes.",
    agreement_head="Your agreement",
    agreement=(
        "By signing, you allow {service} to receive the data listed here until {date}. "
        "Purpose: {purpose}."
    ),
    first="1",
    months=(
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
)  # fmt: skip

WORDS: Final[Mapping[str, Words]] = {"fr": _FRENCH, "en": _ENGLISH}
