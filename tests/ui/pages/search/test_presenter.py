"""The search in a real record, without a window."""

from __future__ import annotations

import pytest

from tests.ui.lanes import Later, at_once
from vault.errors import DiskFull
from vault.record.person import Person
from vault.ui.pages.search.presenter import SearchPresenter
from vault.ui.pages.search.state import SearchState
from vault.usecases import people, writing_facts
from vault.usecases.session import Session

ODILE = Person("00010203-0405-4607-8809-0a0b0c0d0e10", "Odile", "parent", "agreement",
               "Europe/Paris")  # fmt: skip


class Screen:
    """Keeps what was drawn."""

    def __init__(self, session: Session, person: Person) -> None:
        self.states: list[SearchState] = []
        self.presenter = SearchPresenter(session, person, at_once, self.states.append)

    @property
    def now(self) -> SearchState:
        return self.states[-1]


@pytest.fixture
def screen(session: Session, camille: Person) -> Screen:
    people.add(session, ODILE)
    for person, text in ((camille, "Pénicilline"), (ODILE, "Pénicilline orale")):
        allergy = {"resourceType": "AllergyIntolerance", "code": {"text": text}}
        writing_facts.write(session, person, "allergy", allergy)
    return Screen(session, camille)


def titles(state: SearchState) -> list[str]:
    return [hit.title for group in state.groups for hit in group.hits]


def test_words_are_found_without_their_accents_in_this_record_only(screen: Screen) -> None:
    screen.presenter.begin()
    assert screen.now.several
    screen.presenter.search("penicilline")
    assert titles(screen.now) == ["Pénicilline"]
    assert (screen.now.count, screen.now.groups[0].title) == ("1 result", "Allergies")
    assert "no date" in screen.now.groups[0].hits[0].detail


def test_another_record_is_looked_into_only_when_asked_and_is_named(screen: Screen) -> None:
    screen.presenter.search("penicilline")
    screen.presenter.widen(everybody=True)
    assert sorted(titles(screen.now)) == ["Pénicilline", "Pénicilline orale"]
    assert any("Odile" in hit.detail for group in screen.now.groups for hit in group.hits)


def test_nothing_found_is_said_and_no_words_look_for_nothing(screen: Screen) -> None:
    screen.presenter.search("zzz")
    assert (screen.now.step, screen.now.count) == ("nothing", "0 results")
    screen.presenter.search("")
    assert (screen.now.step, screen.now.count) == ("empty", "")


def test_what_has_a_date_says_it(screen: Screen, session: Session, camille: Person) -> None:
    vaccine = {
        "resourceType": "Immunization", "status": "completed", "occurrenceDateTime": "2025-03-12",
        "vaccineCode": {"text": "Grippe"},
    }  # fmt: skip
    writing_facts.write(session, camille, "immunization", vaccine)
    screen.presenter.search("grippe")
    assert screen.now.groups[0].hits[0].detail.startswith("12 Mar 2025")


def test_what_cannot_be_read_is_said_and_a_late_answer_goes_nowhere(
    session: Session, camille: Person
) -> None:
    ask, drawn = Later(), list[SearchState]()
    presenter = SearchPresenter(session, camille, ask, drawn.append)
    presenter._failed(DiskFull())
    assert drawn[-1].step == "failed"
    presenter.begin()
    presenter.search("x")
    before = len(drawn)
    presenter.leave()
    ask.answer()
    assert len(drawn) == before
