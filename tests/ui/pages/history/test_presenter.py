"""What the history shows of a real carnet, without a window."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.conftest import CAMILLE
from tests.ui.lanes import Later, at_once
from vault.errors import DiskFull
from vault.record.person import Person
from vault.ui.pages.history.presenter import STEP, HistoryPresenter
from vault.ui.pages.history.state import HistoryState
from vault.usecases import people
from vault.usecases.session import Session

ODILE = Person("00010203-0405-4607-8809-0a0b0c0d0e10", "Odile", "parent", "agreement",
               "Europe/Paris")  # fmt: skip


class Screen:
    """Keeps what was drawn."""

    def __init__(self, session: Session) -> None:
        self.states: list[HistoryState] = []
        self.presenter = HistoryPresenter(session, at_once, self.states.append)

    @property
    def now(self) -> HistoryState:
        return self.states[-1]


@pytest.fixture
def screen(session: Session, camille: Person) -> Screen:
    session.tell("failed_attempts", {"count": 3})
    return Screen(session)


def lines(screen: Screen) -> list[str]:
    return [line.text for day in screen.now.days for line in day.lines]


def test_the_newest_line_stands_first_under_its_day(screen: Screen) -> None:
    screen.presenter.begin()
    assert lines(screen) == ["3 failed attempts since the last opening", "A person was added"]
    assert [day.title for day in screen.now.days] == ["Today"]
    assert screen.now.count == "2 lines"
    assert screen.now.people == ()


def test_the_chain_is_followed_and_the_answer_says_since_when(screen: Screen) -> None:
    screen.presenter.begin()
    assert screen.now.integrity is not None
    assert screen.now.integrity.kind == "good"
    assert screen.now.integrity.sentence == "History complete since 23 Nov 2026, verified just now."


def test_a_chain_that_was_never_read_is_said_without_a_date(screen: Screen) -> None:
    screen.presenter.verify()
    assert screen.now.integrity is not None
    assert screen.now.integrity.sentence == "Complete history, verified just now."


def test_a_line_changed_outside_is_said_with_its_day(screen: Screen, session: Session) -> None:
    session.database.run("UPDATE journal SET kind = 'exported' WHERE seq = 2")
    screen.presenter.begin()
    assert screen.now.integrity is not None
    assert screen.now.integrity.report
    assert "from 23 Nov 2026 on" in screen.now.integrity.sentence
    screen.presenter.choose("imports")
    screen.presenter.verify()
    assert screen.now.integrity.kind == "error"


def test_a_check_that_could_not_be_made_is_said_as_itself(screen: Screen) -> None:
    screen.presenter._broken(DiskFull())
    assert screen.now.integrity is not None
    assert not screen.now.integrity.report


def test_a_filter_leaves_one_group_and_says_when_none_is_left(screen: Screen) -> None:
    screen.presenter.begin()
    screen.presenter.choose("openings")
    assert lines(screen) == ["3 failed attempts since the last opening"]
    screen.presenter.choose("shares")
    assert (screen.now.step, screen.now.count) == ("empty", "0 lines")


def test_people_can_be_told_apart(screen: Screen, session: Session) -> None:
    people.add(session, ODILE)
    screen.presenter.begin()
    assert screen.now.people == ((CAMILLE.uid, "Camille"), (ODILE.uid, "Odile"))
    screen.presenter.choose_person(ODILE.uid)
    assert [line.whose for day in screen.now.days for line in day.lines] == ["Odile"]
    screen.presenter.choose_person("")
    screen.presenter.search("odil")
    assert [line.whose for day in screen.now.days for line in day.lines] == ["Odile"]


def test_who_is_no_longer_there_is_said_without_a_name(screen: Screen, session: Session) -> None:
    session.note("person_removed", ODILE.uid, {})
    screen.presenter.begin()
    assert screen.now.days[0].lines[0].whose == "A person no longer there"


def test_a_long_history_comes_in_steps(screen: Screen, session: Session) -> None:
    for _time in range(STEP):
        session.tell("opened", {"way": "passphrase"})
    screen.presenter.begin()
    assert (len(lines(screen)), screen.now.more) == (STEP, True)
    screen.presenter.more()
    assert (len(lines(screen)), screen.now.more) == (STEP + 2, False)


def test_older_days_have_their_date(screen: Screen, clock: Any, session: Session) -> None:
    clock.moment = clock.moment.replace(day=24)
    session.tell("opened", {})
    clock.moment = clock.moment.replace(day=26)
    screen.presenter.begin()
    titles = [day.title for day in screen.now.days]
    assert titles == ["Tuesday 24 November 2026", "Monday 23 November 2026"]
    clock.moment = clock.moment.replace(day=25)
    screen.presenter.begin()
    assert screen.now.days[0].title == "Yesterday"


def test_a_line_opens_whole(screen: Screen) -> None:
    screen.presenter.begin()
    screen.presenter.open("2")
    detail = screen.now.detail
    assert detail is not None
    assert ("Count", "3") in detail.facts
    assert ("Who", "This computer, in the window") in detail.facts
    assert ("Kind", "failed_attempts") in detail.technical
    screen.presenter.close()
    screen.presenter.open("1")
    assert screen.now.detail is not None
    assert ("Whose record", "Camille") in screen.now.detail.facts
    screen.presenter.close()
    screen.presenter.open("99")
    assert screen.states[-1].detail == screen.now.detail


def test_what_cannot_be_read_is_said(screen: Screen) -> None:
    screen.presenter._failed(DiskFull())
    assert screen.now.step == "failed"
    assert screen.now.sentence == "The disk is full. Nothing was lost."


def test_nothing_is_drawn_after_the_page_was_left(session: Session, camille: Person) -> None:
    ask = Later()
    drawn: list[HistoryState] = []
    presenter = HistoryPresenter(session, ask, drawn.append)
    presenter.begin()
    presenter.leave()
    before = len(drawn)
    ask.answer()
    assert len(drawn) == before
    assert replace(drawn[-1]).step == "loading"
