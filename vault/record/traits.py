"""Whether a file is about a person of the vault: the traits of both, compared."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

from vault.record.batch import Subject
from vault.record.identity import folded
from vault.record.ins import tidy
from vault.record.person import Person

Verdict = Literal["same", "different", "unknown"]
Trait = Literal["ins", "born", "family", "given"]
_WHOLE_DATE: Final = 10
_WORDS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Match:
    """The verdict, and the traits that say otherwise; `different` stops an import."""

    verdict: Verdict
    differs: tuple[Trait, ...] = ()


def compare(subject: Subject, person: Person, numbers: Collection[str] = ()) -> Match:
    """Compare the traits a file states with those of a person.

    `numbers` are the identity numbers known of the person. A number or a whole birth date that
    differs is `different`, and so is another first name under the same birth date (twins). `same`
    needs the number, or the birth date with both names. The name shown in the vault stands in
    where no other is known; alone it never makes anybody different.
    """
    said: dict[Trait, bool | None] = {
        "ins": _number(subject.ins, numbers),
        "born": _born(subject.born, person.born or ""),
        "family": _family(subject, person),
        "given": _given(subject, person),
    }
    differs = tuple(trait for trait, same in said.items() if same is False)
    if said["ins"] is False or said["born"] is False:
        return Match("different", differs)
    if said["ins"]:
        return Match("same", differs)
    if said["given"] is False and (said["family"] is False or said["born"]):
        return Match("different", differs)
    sure = said["born"] and said["family"] and said["given"]
    return Match("same" if sure else "unknown", differs)


def _number(theirs: str, ours: Collection[str]) -> bool | None:
    known = {tidy(number) for number in ours if number}
    return tidy(theirs) in known if theirs and known else None


def _born(theirs: str, ours: str) -> bool | None:
    if not theirs or not ours:
        return None
    short = min(len(theirs), len(ours))
    if theirs[:short] != ours[:short]:
        return False
    return True if short >= _WHOLE_DATE else None


def _family(subject: Subject, person: Person) -> bool | None:
    ours = [name for name in (person.family_birth, person.family_used) if name]
    if ours and subject.family:
        return any(
            folded(name) == folded(subject.family) or _meet(name, subject.family) for name in ours
        )
    return _shown(subject.family, person)


def _given(subject: Subject, person: Person) -> bool | None:
    if person.given and subject.given:
        return _meet(person.given, subject.given)
    return _shown(subject.given, person)


def _meet(one: str, other: str) -> bool:
    """Whether two names share a word: « Marie-Claire » and « Claire »."""
    return bool(_words(one) & _words(other))


def _shown(theirs: str, person: Person) -> bool | None:
    return True if theirs and _meet(theirs, person.called) else None


def _words(name: str) -> set[str]:
    return {word for word in _WORDS.split(folded(name)) if word}
