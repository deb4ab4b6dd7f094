"""Whose file it is: the same person, another one, or nobody can tell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.record.batch import Subject
from vault.record.person import Person
from vault.record.traits import Match, compare

CLAIRE = Person(
    "p1", "Claire", "self", "self", "Europe/Paris", "1979-03-28", "female", "Claire", "Décourcy",
    "Martin",
)  # fmt: skip
FILE = Subject("DECOURCY", "Claire Marie", "1979-03-28")
INS = "279035121518989"


@pytest.mark.parametrize(
    ("subject", "match"),
    [
        (FILE, Match("same")),
        (replace(FILE, family="MARTIN"), Match("same")),
        (replace(FILE, family="Martin-Décourcy"), Match("same")),
        (replace(FILE, family="Autre"), Match("unknown", ("family",))),
        (replace(FILE, given="Ruth"), Match("different", ("given",))),
        (replace(FILE, given="Ruth", born=""), Match("unknown", ("given",))),
        (Subject("Autre", "Ruth"), Match("different", ("family", "given"))),
        (replace(FILE, born="2022-12-25"), Match("different", ("born",))),
        (replace(FILE, born="1979"), Match("unknown")),
        (replace(FILE, born="1980"), Match("different", ("born",))),
        (replace(FILE, born=""), Match("unknown")),
        (Subject(), Match("unknown")),
    ],
)  # fmt: skip
def test_traits_decide(subject: Subject, match: Match) -> None:
    assert compare(subject, CLAIRE) == match


def test_a_number_goes_before_names_but_never_over_a_birth_date() -> None:
    numbered = replace(FILE, ins="2 79 03 51 215 189 89")

    assert compare(replace(numbered, family="Autre"), CLAIRE, [INS]) == Match("same", ("family",))
    assert compare(replace(numbered, born="1979-03-29"), CLAIRE, [INS]).verdict == "different"
    assert compare(replace(numbered, ins="255081416802538"), CLAIRE, [INS]).verdict == "different"
    assert compare(numbered, CLAIRE).verdict == "same"


def test_the_name_shown_in_the_vault_stands_in_for_missing_ones() -> None:
    shown = replace(CLAIRE, called="Claire Décourcy", given=None, family_birth=None,
                    family_used=None)  # fmt: skip

    assert compare(FILE, shown).verdict == "same"
    assert compare(FILE, replace(shown, called="Maman")) == Match("unknown")
    assert compare(FILE, replace(shown, born=None)) == Match("unknown")


@given(
    st.builds(
        Subject,
        family=st.sampled_from(["", "Décourcy", "MARTIN", "Autre"]),
        given=st.sampled_from(["", "claire", "Ruth"]),
        born=st.sampled_from(["", "1979", "1979-03-28", "2022-12-25"]),
        ins=st.sampled_from(["", INS, "255081416802538"]),
    )
)
def test_another_birth_date_or_number_is_never_the_same_person(subject: Subject) -> None:
    match = compare(subject, CLAIRE, [INS])
    if subject.born == "2022-12-25" or subject.ins == "255081416802538":
        assert match.verdict == "different"
