"""What is typed about a person becomes a person, or a sentence beside the field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from vault.ui.pages.create.answers import birth, described
from vault.ui.pages.create.state import Answers

DAY = date(2026, 11, 23)
CLAIRE = Answers(first="  Claire ", last="Martin", born="14/05/1979", sex="female", height="166")


def test_a_holder_needs_a_first_name_only() -> None:
    told = described(Answers(first="Zoé"), "Europe/Paris", DAY)
    assert told.wrong == {}
    assert (told.person.called, told.person.relation, told.person.basis) == ("Zoé", "self", "self")
    assert (told.person.born, told.person.sex, told.height) == (None, "unknown", None)


def test_everything_that_was_told_is_kept() -> None:
    told = described(CLAIRE, "Europe/Paris", DAY)
    person = told.person
    assert (person.called, person.given, person.family_birth) == (
        "Claire Martin",
        "Claire",
        "Martin",
    )
    assert (person.born, person.sex, told.height) == ("1979-05-14", "female", Decimal(166))


def test_somebody_else_needs_a_ground() -> None:
    other = replace(CLAIRE, whose="other", tie="parent")
    assert set(described(other, "Europe/Paris", DAY).wrong) == {"ground"}
    told = described(replace(other, ground="legal"), "Europe/Paris", DAY)
    assert (told.person.relation, told.person.basis) == ("parent", "legal")


@pytest.mark.parametrize(
    ("field", "typed", "wrong"),
    [
        ("first", " ", "Type the first name."),
        ("first", "x" * 101, "This name is too long."),
        ("last", "a\x1b[2J", "This name is too long."),
        ("born", "31/02/1979", "Type a date as 14/05/1979, or a year only."),
        ("born", "2027", "Type a date as 14/05/1979, or a year only."),
        ("born", "yesterday", "Type a date as 14/05/1979, or a year only."),
        ("height", "tall", "Height: a value between 20 and 272 cm is expected."),
        ("height", "1,66", "Height: a value between 20 and 272 cm is expected."),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(field: str, typed: str, wrong: str) -> None:
    spoilt = replace(CLAIRE, **{field: typed})  # type: ignore[arg-type]
    told = described(spoilt, "Europe/Paris", DAY)
    assert {name: " ".join(said.split()) for name, said in told.wrong.items()} == {field: wrong}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ""), ("1979", "1979"), ("05/1979", "1979-05"), ("14.5.1979", "1979-05-14"),
        ("14 05 1979", "1979-05-14"), ("1979-05-14", "1979-05-14"), ("1979-05", "1979-05"),
        ("14/05", None), ("99/99/1979", None),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(typed: str, read: str | None) -> None:
    assert birth(typed) == read
