"""What « To check » shows of a real record, without a window."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import CAMILLE, FakeClock
from tests.ui.lanes import Later, at_once, damaged
from vault.record.changes import Changes
from vault.record.person import Person
from vault.ui.asking import Ask
from vault.ui.pages.todo.presenter import TodoPresenter
from vault.ui.pages.todo.state import TodoState
from vault.usecases import people
from vault.usecases.session import Session

NOE = Person("00010203-0405-4607-8809-0a0b0c0d0e10", "Noé", "child", "legal", "Europe/Paris",
             "2007-05-02")  # fmt: skip


class Screen:
    """Keeps what was drawn and told."""

    def __init__(self, session: Session, ask: Ask = at_once) -> None:
        self.states: list[TodoState] = []
        self.told: list[tuple[str, Callable[[], Changes]]] = []
        self.presenter = TodoPresenter(
            session, NOE, ask, self.states.append, lambda *said: self.told.append(said)
        )

    @property
    def now(self) -> TodoState:
        return self.states[-1]


@pytest.fixture
def screen(session: Session) -> Screen:
    people.add(session, CAMILLE)
    people.add(session, NOE)
    return Screen(session)


def test_what_waits_stands_in_groups_with_its_date_and_its_act(screen: Screen) -> None:
    screen.presenter.begin()
    assert [state.step for state in screen.states] == ["loading", "ready"]
    (group,) = screen.now.groups
    (item,) = group.items
    assert group.name == "People"
    assert item.detail == "An adult decides alone about their record. · 2 May 2025"
    assert (item.opens, item.act, item.silent) == ("people", "See", True)
    assert screen.now.count == 1


@pytest.mark.parametrize("way", ["tomorrow", "next_week", "never"])
def test_what_is_put_off_goes_and_comes_back_with_undo(way: str, screen: Screen) -> None:
    screen.presenter.begin()
    (item,) = screen.now.groups[0].items
    getattr(screen.presenter, way)(item.key)
    ((words, undo),) = screen.told
    screen.presenter.changed(Changes(frozenset()))
    assert words
    assert screen.now.step == "empty"
    screen.presenter.changed(undo())
    assert screen.now.count == 1


def test_tomorrow_is_a_day_later(screen: Screen, clock: FakeClock, session: Session) -> None:
    screen.presenter.begin()
    screen.presenter.tomorrow(screen.now.groups[0].items[0].key)
    clock.moment = clock.moment.replace(day=24)
    screen.presenter.read()
    assert screen.now.count == 1


def test_a_record_that_cannot_be_read_says_why(session: Session) -> None:
    screen = Screen(session, damaged)
    screen.presenter.begin()
    assert screen.now.step == "failed"
    assert screen.now.sentence


def test_a_late_answer_is_dropped(session: Session) -> None:
    late = Later()
    screen = Screen(session, late)
    screen.presenter.begin()
    screen.presenter.leave()
    people.add(session, NOE)
    late.answer()
    assert [state.step for state in screen.states] == ["loading"]
