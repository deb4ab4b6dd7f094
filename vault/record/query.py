"""What a person types into the search field, taken apart: words, phrases, exclusions, filters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from vault.record.identity import folded

_PIECE: Final = re.compile(r'(-?)"([^"]*)"?|(\S+)')
_WORD: Final = re.compile(r"[^\W_]+")
_FILTERS: Final = {
    "type": "type", "source": "source", "avant": "before", "before": "before", "apres": "after",
    "after": "after", "personne": "person", "person": "person",
}  # fmt: skip
_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
# words of people for the types of facts, folded
_TYPES: Final = {
    "vaccin": "immunization", "vaccination": "immunization", "allergie": "allergy",
    "maladie": "condition", "probleme": "condition", "traitement": "medication",
    "medicament": "medication", "mesure": "measure", "intervention": "procedure",
    "operation": "procedure", "rendez-vous": "appointment", "rdv": "appointment",
    "professionnel": "practitioner", "hospitalisation": "stay", "resultat": "report",
    "antecedent": "family_history", "proche": "contact",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """Words to be found (folded), phrases as lists of words, what must not stand there, filters.

    `before` and `after` are first days of partial dates; `type` is a type of fact.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()
    type: str | None = None
    source: str | None = None
    person: str | None = None
    before: date | None = None
    after: date | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is looked for."""
        return not (self.words or self.phrases or self.type or self.source)


def asked(text: str) -> Query:
    """Take a typed text apart; any text is a query, none is an error."""
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    without: list[tuple[str, ...]] = []
    filters: dict[str, str] = {}
    for minus, phrase, plain in _PIECE.findall(text):
        name, colon, value = plain.partition(":")
        kind = _FILTERS.get(folded(name))
        if colon and kind and value:
            filters[kind] = value
        elif plain.startswith("-") and (cut := tokens(plain)):
            without.append(cut)
        elif plain:
            words += tokens(plain)
        elif cut := tokens(phrase):
            (without if minus else phrases).append(cut)
    return Query(
        tuple(words), tuple(phrases), tuple(without), _type(filters.get("type")),
        folded(filters["source"]) if "source" in filters else None, filters.get("person"),
        _day(filters.get("before")), _day(filters.get("after")),
    )  # fmt: skip


def tokens(text: str) -> tuple[str, ...]:
    """Cut text into folded words, as the index does."""
    return tuple(_WORD.findall(folded(text)))


def _type(text: str | None) -> str | None:
    if text is None:
        return None
    plain = folded(text)
    return _TYPES.get(plain) or _TYPES.get(plain.rstrip("s")) or plain


def _day(text: str | None) -> date | None:
    if text is None or not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return None
