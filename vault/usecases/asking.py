"""What files leave open: the answers that were given, remembered, or stand by default."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from vault.errors import WrongUse
from vault.importers.format import Question
from vault.record.batch import Subject
from vault.record.person import Person
from vault.usecases.session import Session

_PREFIX = "answers."
_NEVER_BY_DEFAULT = ("date_order", "person_in_file")


def zone(asked: str | None, answers: Mapping[str, str], person: Person) -> ZoneInfo:
    """Return the zone of clocks that say none.

    Raises:
        WrongUse: there is no such zone.
    """
    try:
        return ZoneInfo(asked or answers.get("zone") or person.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WrongUse("timezone") from None


def answered(
    known: Mapping[str, str], questions: Sequence[Question], given: Mapping[str, str]
) -> tuple[dict[str, str], list[Question]]:
    """Return the answers to the questions of one file, and what is still open.

    `known` are the answers to an earlier file of the same format.

    Raises:
        WrongUse: an answer is none of the choices.
    """
    answers: dict[str, str] = {}
    still: list[Question] = []
    for question in questions:
        default = None if question.name in _NEVER_BY_DEFAULT else question.default
        choice = _choice(question, given) or _again(question, known) or default
        if choice is None:
            still.append(replace(question, default=default))
        else:
            answers[question.name] = choice
    return answers, still


def _choice(question: Question, given: Mapping[str, str]) -> str | None:
    said = given.get(question.name)
    if said is None:
        return None
    if question.name == "person_in_file" and said.isascii() and said.isdigit():
        number = int(said)
        said = question.choices[number - 1] if 0 < number <= len(question.choices) else said
    found = [one for one in question.choices if one.casefold() == said.casefold()]
    if not found:
        raise WrongUse(f"answer {question.name}")
    return found[0]


def _again(question: Question, known: Mapping[str, str]) -> str | None:
    said = known.get(question.name)
    return said if said in question.choices else None


def remembered(session: Session, person: Person) -> dict[str, dict[str, str]]:
    """Return the answers that were given for a person before, by format."""
    row = session.vault.people.row_id(person.uid)
    kept = session.vault.settings.under(row, _PREFIX)
    return {key.removeprefix(_PREFIX): json.loads(told) for key, told in kept.items()}


def means(answers: Mapping[str, str], subject: Subject) -> bool:
    """Tell whether the answer says that the file is about this person, all the same."""
    said = answers.get("person_in_file")
    shown = subject.shown or subject.born
    return said is not None and said.casefold() in ("1", shown.casefold())


def remember(session: Session, person: Person, answers: Mapping[str, Mapping[str, str]]) -> None:
    """Keep answers for the next file of the same format; call it inside the transaction."""
    row = session.vault.people.row_id(person.uid)
    for form, given in answers.items():
        if given:
            known = _remembered(session, person, form) | dict(given)
            session.vault.settings.put(row, _key(form), json.dumps(known, sort_keys=True))


def _remembered(session: Session, person: Person, form: str) -> dict[str, str]:
    row = session.vault.people.row_id(person.uid)
    kept: dict[str, str] = json.loads(session.vault.settings.get(row, _key(form)) or "{}")
    return kept


def _key(form: str) -> str:
    return f"{_PREFIX}{form}"
