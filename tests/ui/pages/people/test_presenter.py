"""The people of a carnet, without a window."""

from __future__ import annotations

from tests.ui.lanes import Later, at_once, damaged
from vault.record.person import Person
from vault.ui.pages.people.presenter import PeoplePresenter
from vault.ui.pages.people.state import PeopleState
from vault.usecases import people
from vault.usecases.session import Session

NOE = Person(
    "11111111-0405-4607-8809-0a0b0c0d0e0f", "Noé", "child", "legal", "Europe/Paris", "2019-03-14",
    sex="male",
)  # fmt: skip


def test_everybody_is_told_in_one_line_each(session: Session, camille: Person) -> None:
    people.add(session, NOE)
    states: list[PeopleState] = []
    presenter = PeoplePresenter(session, at_once, states.append)
    presenter.begin()
    assert [state.step for state in states] == ["loading", "ready"]
    assert [one.name for one in states[-1].lines] == ["Camille", "Noé"]
    told = states[-1].lines[1].detail
    assert told == "Your child · born: 14 Mar 2019 · male · legal representation"
    assert presenter.find(NOE.uid) == NOE
    assert presenter.find("nobody") is None
    assert presenter.find(camille.uid) == camille
    presenter.begin()
    assert [state.step for state in states] == ["loading", "ready", "ready"]


def test_what_cannot_be_read_is_said_and_late_answers_go_nowhere(session: Session) -> None:
    states: list[PeopleState] = []
    PeoplePresenter(session, damaged, states.append).begin()
    assert states[-1].sentence
    later = Later()
    presenter = PeoplePresenter(session, later, states.append)
    presenter.begin()
    presenter.leave()
    later.answer()
    assert [state.step for state in states] == ["loading", "failed", "loading"]
