"""The medical profile of a real record, without a window."""

from __future__ import annotations

import pytest

from tests.ui.lanes import Later, at_once
from vault.errors import DiskFull
from vault.record.person import Person
from vault.ui.pages.profile.presenter import ProfilePresenter
from vault.ui.pages.profile.state import ProfileState, Section
from vault.usecases import writing_facts
from vault.usecases.session import Session

ALLERGY = {"resourceType": "AllergyIntolerance", "code": {"text": "Penicillin"},
           "criticality": "high"}  # fmt: skip
GROUP = {
    "resourceType": "Observation", "status": "final", "code": {"text": "Blood group"},
    "valueCodeableConcept": {"text": "A positive"},
}  # fmt: skip


class Screen:
    """Keeps what was drawn."""

    def __init__(self, session: Session, person: Person) -> None:
        self.states: list[ProfileState] = []
        self.presenter = ProfilePresenter(session, person, at_once, self.states.append)

    @property
    def now(self) -> ProfileState:
        return self.states[-1]

    def section(self, key: str) -> Section:
        return next(one for one in self.now.sections if one.key == key)


@pytest.fixture
def screen(session: Session, camille: Person) -> Screen:
    return Screen(session, camille)


def said(session: Session, person: Person, section: str, state: str) -> None:
    with session.database.transaction():
        row = session.vault.people.row_id(person.uid)
        session.vault.nothing_known.say(row, section, state, session.ms(), "window", None)  # type: ignore[arg-type]


def test_nothing_said_is_not_none_known(screen: Screen, session: Session, camille: Person) -> None:
    said(session, camille, "allergy", "none")
    said(session, camille, "condition", "unknown")
    said(session, camille, "stay", "not_asked")
    screen.presenter.begin()
    assert screen.section("allergy").said == "No known allergy, stated on 23 Nov 2026"
    assert screen.section("condition").said == "Not known, stated on 23 Nov 2026"
    assert screen.section("stay").said == "Not asked, stated on 23 Nov 2026"
    assert (screen.section("medication").said, screen.section("medication").filled) == (
        "Not filled in", False,
    )  # fmt: skip


def test_a_section_holds_what_was_said_and_by_whom(
    screen: Screen, session: Session, camille: Person
) -> None:
    kept = writing_facts.write(session, camille, "allergy", ALLERGY)
    screen.presenter.begin()
    (line,) = screen.section("allergy").lines
    assert (line.uid, line.title, line.source) == (kept.uid, "Penicillin", "said by the person")
    assert "no date" in line.detail
    assert screen.section("allergy").said == ""


def test_a_blood_group_says_what_counts(screen: Screen, session: Session, camille: Person) -> None:
    writing_facts.write(session, camille, "blood_group", GROUP)
    screen.presenter.begin()
    assert screen.section("blood_group").note == "Only a signed blood group card is valid."


def test_sections_nobody_filled_are_folded_until_asked_for(screen: Screen) -> None:
    screen.presenter.begin()
    shown = len(screen.now.sections)
    assert (shown, screen.now.hidden) == (5, 16)
    screen.presenter.show_all()
    assert (len(screen.now.sections), screen.now.hidden) == (21, 0)


def test_a_section_that_went_leaves_the_summary(
    screen: Screen, session: Session, camille: Person
) -> None:
    screen.presenter.begin()
    screen.presenter.choose("allergy")
    assert screen.now.chosen == "allergy"
    screen.presenter.choose("cycle")
    screen.presenter.begin()
    assert screen.now.chosen == "summary"


def test_what_cannot_be_read_is_said(screen: Screen) -> None:
    screen.presenter._failed(DiskFull())
    assert (screen.now.step, screen.now.sentence) == (
        "failed", "The disk is full. Nothing was lost.",
    )  # fmt: skip


def test_a_late_answer_goes_nowhere(session: Session, camille: Person) -> None:
    ask, drawn = Later(), list[ProfileState]()
    presenter = ProfilePresenter(session, camille, ask, drawn.append)
    presenter.begin()
    presenter.leave()
    ask.answer()
    assert drawn == []
