"""The medical profile of a person, section by section: what is there, what was declared absent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vault.exports.details import details
from vault.exports.format import Forms
from vault.exports.said import said_by, since, status_word
from vault.record.facts import Kept
from vault.record.nothing_known import SECTIONS, State
from vault.record.person import Person
from vault.usecases import browsing
from vault.usecases.session import Session

__all__ = ("ORDER", "Forms", "Line", "Part", "parts")

ORDER: Final = (
    "allergy", "medication", "condition", "family_history", "immunization", "procedure", "stay",
    "device", "disability", "pregnancy", "cycle", "blood_group", "lifestyle", "contact",
    "directive", "practitioner", "appointment", "diary", "insurance", "care_record", "report",
)  # fmt: skip
_HIDDEN: Final = ("implausible", "to_check", "entered_in_error", "superseded")
_PAST: Final = ("inactive", "completed")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of the profile, in the words of who said it; `beside` are details and a status."""

    uid: str
    title: str
    beside: tuple[str, ...]
    when: str
    by: str
    withheld: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One section; `declared` says that nothing is known, or was asked, since `at` (ms UTC).

    Without lines and without a declaration nobody has said anything: that is not « none ».
    `declarable` tells whether « none » can be said of it at all.
    """

    kind: str
    lines: tuple[Line, ...]
    declared: State | None = None
    at: int | None = None
    declarable: bool = False


def parts(session: Session, person: Person, forms: Forms) -> tuple[Part, ...]:
    """Return every section of the profile in its order, empty ones too."""
    said = {one.section: one for one in browsing.nothing_known(session, person)}
    facts = [one for one in browsing.items(session, person) if one.fact.status not in _HIDDEN]
    found = []
    for kind in ORDER:
        some = [one for one in facts if one.fact.type == kind and one.duplicate_of is None]
        some.sort(key=lambda one: one.fact.status in _PAST)  # stable: the newest first in each
        told = said.get(kind)
        lines = tuple(_line(one, person, forms) for one in some)
        found.append(
            Part(kind, lines, told.state if told else None, told.at if told else None,
                 kind in SECTIONS)
        )  # fmt: skip
    return tuple(found)


def _line(kept: Kept, person: Person, forms: Forms) -> Line:
    fact = kept.fact
    beside = tuple(one for one in (status_word(fact), *details(kept)) if one)
    by = said_by(fact.said_by, fact.source)
    return Line(kept.uid, fact.title, beside, since(fact, person.zone, forms), by, kept.withheld)
