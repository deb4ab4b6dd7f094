"""Turns what was typed about a person into a person, or into sentences about what to type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, cast
from uuid import uuid4

from vault.errors import ImplausibleValue
from vault.i18n import _
from vault.record.measures import BODY_HEIGHT
from vault.record.numbers import number
from vault.record.person import Basis, Person, Relation, Sex, is_birth
from vault.ui.pages.create.state import Answers
from vault.wording.errors import sentence

_PARTS: Final = re.compile(r"(?:(\d{1,2})[/. -])?(?:(\d{1,2})[/. -])?(\d{4})", re.ASCII)
_LONGEST: Final = 100  # letters of a name


@dataclass(frozen=True, slots=True)
class Described:
    """The person, their height in cm if it was given, and what is wrong by the field."""

    person: Person
    height: Decimal | None
    wrong: dict[str, str]


def described(answers: Answers, zone: str, today: date) -> Described:
    """Read the answers; with something `wrong` nothing else counts."""
    wrong: dict[str, str] = {}
    first, last = " ".join(answers.first.split()), " ".join(answers.last.split())
    if not first:
        wrong["first"] = _("Type the first name.")
    for name, text in (("first", first), ("last", last)):
        if len(text) > _LONGEST or not all(map(str.isprintable, text)):
            wrong[name] = _("This name is too long.")
    own = answers.whose == "self"
    if not own and not answers.ground:
        wrong["ground"] = _("Say on which ground you keep this record.")
    born = birth(answers.born)
    if born is None or born[:10] > today.isoformat():
        wrong["born"] = _("Type a date as 14/05/1979, or a year only.")
    height, said = _height(answers.height)
    if said:
        wrong["height"] = said
    person = Person(
        str(uuid4()), f"{first} {last}".strip(), "self" if own else cast("Relation", answers.tie),
        "self" if own else cast("Basis", answers.ground or "agreement"), zone,
        born=born or None, sex=cast("Sex", answers.sex), given=first or None,
        family_birth=last or None,
    )  # fmt: skip
    return Described(person, height, wrong)


def birth(typed: str) -> str | None:
    """Read a date of birth: day, month and year, or less; "" where nothing was typed, None = no."""
    text = typed.strip()
    if not text or is_birth(text):
        return text
    found = _PARTS.fullmatch(text)
    if found is None:
        return None
    first, second, year = found.groups()
    day, month = (first, second) if second else (None, first)
    told = "-".join(part.zfill(2) for part in (year, month, day) if part)
    return told if is_birth(told) else None


def _height(typed: str) -> tuple[Decimal | None, str]:
    text = typed.strip().casefold().removesuffix("cm").strip()
    if not text:
        return None, ""
    low, high = BODY_HEIGHT.low, BODY_HEIGHT.high
    try:
        value = number(text)
    except ValueError:
        value = None
    if value is None or not low <= value <= high:
        error = ImplausibleValue(measure=BODY_HEIGHT.key, low=str(low), high=str(high))
        return None, sentence(error)
    return value, ""
