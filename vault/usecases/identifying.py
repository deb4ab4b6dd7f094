"""Whose data a file holds: the person it names beside the person whose record is open."""

from __future__ import annotations

import unicodedata
from typing import Literal

from vault.record.batch import Subject
from vault.record.person import Person

Likeness = Literal["same", "different", "unknown"]


def likeness(subject: Subject, person: Person) -> Likeness:
    """Compare birth date, birth family name and first given name, as far as both sides say them.

    A contradiction in the date, or in the given name, is somebody else: twins share the rest. A
    family name alone may have changed, so it only tells people apart who share no date.
    """
    born = _born(subject.born, person.born)
    given = _given(subject.given, person.given)
    family = _family(subject, person)
    if born is False or given is False or (family is False and born is None):
        return "different"
    return "same" if born or (given and family) else "unknown"


def _born(said: str, known: str | None) -> bool | None:
    """Compare two dates down to the part that both have."""
    if not said or not known:
        return None
    length = min(len(said[:10]), len(known))
    return said[:length] == known[:length]


def _given(said: str, known: str | None) -> bool | None:
    first, other = _words(said)[:1], _words(known or "")[:1]
    return first == other if first and other else None


def _family(subject: Subject, person: Person) -> bool | None:
    said = " ".join(_words(subject.family))
    known = {" ".join(_words(name)) for name in (person.family_birth, person.family_used) if name}
    return said in known if said and known else None


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return kept.replace("-", " ").replace("’", " ").replace("'", " ").split()
