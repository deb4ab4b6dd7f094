"""References are kept with their end, and each choice is a line of the journal."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from vault.errors import WrongUse
from vault.record.changes import Changes
from vault.record.measures import BLOOD_PRESSURE, BODY_WEIGHT
from vault.record.person import Person
from vault.record.references import Reference
from vault.usecases import history, people, references
from vault.usecases.session import Session

MINE = Reference("body_weight", Decimal("60.5"), Decimal(70), "kg", "me")
DOCTORS = replace(MINE, origin="professional", name="Dr Leroy", dated="2026-09", low=None)


def test_a_reference_is_given_back_as_it_was_typed(session: Session, camille: Person) -> None:
    assert references.of(session, camille, BODY_WEIGHT) == ()
    changes = references.choose(session, camille, BODY_WEIGHT, [MINE])
    assert changes == Changes(frozenset({(camille.uid, "body_weight")}))
    assert references.of(session, camille, BODY_WEIGHT) == (MINE,)
    assert references.of(session, camille, BLOOD_PRESSURE) == ()


def test_another_one_takes_its_place_and_the_first_keeps_its_end(
    session: Session, camille: Person
) -> None:
    references.choose(session, camille, BODY_WEIGHT, [MINE])
    references.choose(session, camille, BODY_WEIGHT, [DOCTORS])
    assert references.of(session, camille, BODY_WEIGHT) == (DOCTORS,)
    ends = session.database.run("SELECT until IS NULL FROM reference ORDER BY id")
    assert [bool(open_end) for (open_end,) in ends] == [False, True]


def test_none_takes_it_away_and_both_are_told(session: Session, camille: Person) -> None:
    references.choose(session, camille, BODY_WEIGHT, [MINE])
    references.choose(session, camille, BODY_WEIGHT, [])
    assert references.of(session, camille, BODY_WEIGHT) == ()
    told = [(one.kind, one.body) for one in history.listing(session)][-2:]
    assert told == [
        ("reference_chosen", {"measure": "body_weight", "origins": ["me"]}),
        ("reference_ended", {"measure": "body_weight", "origins": []}),
    ]


def test_the_reference_of_one_person_is_not_that_of_another(
    session: Session, camille: Person
) -> None:
    other = replace(camille, uid="10010203-0405-4607-8809-0a0b0c0d0e0f", called="Zoé")
    people.add(session, other)
    references.choose(session, camille, BODY_WEIGHT, [MINE])
    assert references.of(session, other, BODY_WEIGHT) == ()


def test_the_parts_of_a_panel_keep_their_names(session: Session, camille: Person) -> None:
    both = [
        Reference("blood_pressure", None, Decimal(high), "mm[Hg]", "me", part=part)
        for part, high in (("systolic", 135), ("diastolic", 85))
    ]
    references.choose(session, camille, BLOOD_PRESSURE, both)
    assert references.of(session, camille, BLOOD_PRESSURE) == tuple(both)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(MINE, measure="steps"),
        replace(MINE, unit="[lb_av]"),
        replace(MINE, low=None, high=None),
        replace(MINE, low=Decimal(71)),
        replace(MINE, part="systolic"),
    ],
)
def test_what_cannot_be_a_reference_is_refused(
    session: Session, camille: Person, wrong: Reference
) -> None:
    with pytest.raises(WrongUse):
        references.choose(session, camille, BODY_WEIGHT, [wrong])
    assert references.of(session, camille, BODY_WEIGHT) == ()
