"""What is typed about a reference becomes one, or is told to be wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.ui.lanes import Later, at_once, damaged
from vault.record.changes import Changes
from vault.record.measures import BLOOD_PRESSURE, BODY_WEIGHT, Measure
from vault.record.person import Person
from vault.record.references import Reference
from vault.ui.pages.reference.presenter import ReferencePresenter, Subject
from vault.ui.pages.reference.state import Ends, ReferenceState
from vault.usecases import references
from vault.usecases.session import Session


class Said:
    """What the presenter showed and told."""

    def __init__(self) -> None:
        self.states: list[ReferenceState] = []
        self.told: list[str] = []
        self.undo: Callable[[], Changes] | None = None

    def done(self, words: str, undo: Callable[[], Changes]) -> None:
        self.told.append(words)
        self.undo = undo

    @property
    def last(self) -> ReferenceState:
        return self.states[-1]


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def asked(session: Session, camille: Person, said: Said) -> Callable[..., ReferencePresenter]:
    def make(measure: Measure = BODY_WEIGHT) -> ReferencePresenter:
        made = ReferencePresenter(
            Subject(session, camille, measure), at_once, said.states.append, said.done
        )
        made.begin()
        return made

    return make


Asked = Callable[..., ReferencePresenter]


def test_a_first_reference_is_chosen_and_taken_back(
    session: Session, camille: Person, asked: Asked, said: Said
) -> None:
    presenter = asked()
    assert said.last == ReferenceState("Reference for Weight", ends=(Ends("Weight (kg)"),))
    presenter.save(replace(said.last, ends=(Ends("", "62,5", " 70 "),)))
    held = Reference("body_weight", Decimal("62.5"), Decimal(70), "kg", "me")
    assert references.of(session, camille, BODY_WEIGHT) == (held,)
    assert said.told == ["Reference chosen"]
    assert said.undo is not None
    said.undo()
    assert references.of(session, camille, BODY_WEIGHT) == ()


def test_that_of_a_professional_keeps_name_and_date(
    session: Session, camille: Person, asked: Asked, said: Said
) -> None:
    presenter = asked()
    typed = replace(said.last, who="professional", name=" Dr Leroy ", dated="3/9/2026")
    presenter.save(replace(typed, ends=(Ends("", "", "70"),)))
    (held,) = references.of(session, camille, BODY_WEIGHT)
    assert (held.name, held.dated, held.low) == ("Dr Leroy", "2026-09-03", None)
    asked()
    assert (said.last.who, said.last.name, said.last.dated) == (
        "professional", "Dr Leroy", "03/09/2026",
    )  # fmt: skip
    assert (said.last.ends[0].high, said.last.stands) == ("70.0", True)


def test_a_partial_date_that_stands_is_shown_as_it_is(
    session: Session, camille: Person, asked: Asked, said: Said
) -> None:
    held = Reference("body_weight", None, Decimal(70), "kg", "professional", "Dr Leroy", "2026-09")
    references.choose(session, camille, BODY_WEIGHT, [held])
    asked()
    assert said.last.dated == "2026-09"


def test_a_reference_is_taken_away(
    session: Session, camille: Person, asked: Asked, said: Said
) -> None:
    held = Reference("body_weight", None, Decimal(70), "kg", "me")
    references.choose(session, camille, BODY_WEIGHT, [held])
    asked().remove()
    assert references.of(session, camille, BODY_WEIGHT) == ()
    assert said.told == ["Reference taken away"]


def test_each_part_of_a_panel_has_its_ends(
    session: Session, camille: Person, asked: Asked, said: Said
) -> None:
    presenter = asked(BLOOD_PRESSURE)
    assert [one.label for one in said.last.ends] == ["Systolic (mmHg)", "Diastolic (mmHg)"]
    presenter.save(replace(said.last, ends=(Ends("", "", "135"), Ends("", "", "85"))))
    held = references.of(session, camille, BLOOD_PRESSURE)
    assert [(one.part, one.high) for one in held] == [
        ("systolic", Decimal(135)), ("diastolic", Decimal(85)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, {"0.high": "Type at least one value."}),
        ({"ends": (Ends("", "a", "70"),)}, {"0.low": "Type a number such as 70.5."}),
        (
            {"ends": (Ends("", "71", "70"),)},
            {"0.high": "The highest value is not below the lowest one."},
        ),
        (
            {"who": "professional", "dated": "soon", "ends": (Ends("", "", "70"),)},
            {
                "name": "Type the name of the professional.",
                "dated": "Type a date such as 21/03/2026.",
            },
        ),
    ],
)
def test_what_is_wrong_is_said_under_its_field_and_nothing_is_kept(
    session: Session, camille: Person, asked: Asked, said: Said,
    typed: dict[str, object], wrong: dict[str, str],
) -> None:  # fmt: skip
    presenter = asked()
    presenter.save(replace(said.last, **typed))  # type: ignore[arg-type]
    assert said.last.wrong == wrong
    assert references.of(session, camille, BODY_WEIGHT) == ()
    assert said.told == []


def test_an_error_becomes_a_sentence(session: Session, camille: Person, said: Said) -> None:
    subject = Subject(session, camille, BODY_WEIGHT)
    ReferencePresenter(subject, damaged, said.states.append, said.done).begin()
    assert said.last.sentence == "Part of this carnet cannot be read. Nothing was changed."


def test_nothing_is_shown_once_the_dialog_is_gone(
    session: Session, camille: Person, said: Said
) -> None:
    later = Later()
    subject = Subject(session, camille, BODY_WEIGHT)
    presenter = ReferencePresenter(subject, later, said.states.append, said.done)
    presenter.begin()
    presenter.leave()
    later.answer()
    assert said.states == []
