"""Readings that wait, over a real carnet and without a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import CAMILLE, FakeClock
from tests.ui.lanes import Later, at_once, damaged
from tests.usecases.devices_at_hand import add, read, scale, weight
from vault.devices.clock import wall
from vault.record.changes import Changes
from vault.record.person import Person
from vault.ui.asking import Ask
from vault.ui.pages.inbox.presenter import InboxPresenter, Screen
from vault.ui.pages.inbox.state import InboxState
from vault.ui.pages.inbox.typed import typed
from vault.usecases import inbox, people
from vault.usecases.measurements import measurements
from vault.usecases.session import Session

PARIS = ZoneInfo("Europe/Paris")
NOE = Person("11111111-0405-4607-8809-0a0b0c0d0e0f", "Noé", "child", "legal", "Europe/Paris")


class Shown:
    """Keeps what was drawn, told and asked."""

    def __init__(self, session: Session, ask: Ask = at_once) -> None:
        self.states: list[InboxState] = []
        self.told: list[tuple[str, Callable[[], Changes | None] | None]] = []
        self.when: list[tuple[tuple[str, ...], str]] = []
        screen = Screen(
            self.states.append, lambda *said: self.told.append(said),
            lambda *asked: self.when.append(asked),
        )  # fmt: skip
        self.presenter = InboxPresenter(session, PARIS, ask, screen)

    @property
    def now(self) -> InboxState:
        return self.states[-1]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(row.key for row in self.now.rows)


@pytest.fixture
def two(session: Session) -> tuple[Person, Person]:
    people.add(session, CAMILLE)
    people.add(session, NOE)
    return CAMILLE, NOE


def arrive(session: Session, *frames: str, slots: dict[int, str] | None = None) -> None:
    one = scale(*frames)
    add(session, one, CAMILLE.uid, NOE.uid, slots=slots)
    read(session, one, inbox=True)


def ago(session: Session, hours: float) -> datetime:
    at = wall(session.clock.now(), session.clock.zone).replace(microsecond=0)
    return at - timedelta(hours=hours)


def kept(session: Session, person: Person) -> list[str]:
    return sorted(str(one.value) for one in measurements(session, person))


@pytest.fixture
def screen(session: Session, two: tuple[Person, Person]) -> Shown:
    arrive(
        session,
        weight("72", ago(session, 3), 1), weight("31", ago(session, 2), 2),
        weight("55", ago(session, 1)),
        slots={1: CAMILLE.uid, 2: NOE.uid},
    )  # fmt: skip
    shown = Shown(session)
    shown.presenter.begin()
    return shown


def test_what_waits_stands_with_its_proposal_and_why(screen: Shown) -> None:
    assert [state.step for state in screen.states] == ["loading", "ready"]
    first, second, third = screen.now.rows
    assert (first.when, first.device, first.value) == ("23 Nov, 09:00", "Balance", "72\u00a0kg")
    assert (first.proposed, first.why) == ("Camille", "slot 1 of the scale")
    assert (second.proposed, second.acceptable) == ("Noé", True)
    assert (third.proposed, third.why, third.acceptable) == ("", "no proposal", False)
    assert [(one.number, one.first) for one in screen.now.people] == [(1, "Camille"), (2, "Noé")]
    assert screen.now.acceptable == 2


def test_giving_is_told_and_undone_and_the_readings_wait_again(
    screen: Shown, session: Session
) -> None:
    keys = screen.keys[:2]
    screen.presenter.give(keys, NOE.uid)
    screen.presenter.changed(Changes(frozenset()))
    assert kept(session, NOE) == ["31.000", "72.000"] or len(kept(session, NOE)) == 2
    assert len(screen.now.rows) == 1
    ((words, undo),) = screen.told
    assert words == "2 readings attributed"
    assert undo is not None
    undo()
    screen.presenter.read()
    assert kept(session, NOE) == []
    assert set(screen.keys) >= set(keys)
    screen.presenter.give(keys[:1], CAMILLE.uid)
    assert len(kept(session, CAMILLE)) == 1


def test_what_is_gone_or_nobody_is_given_nothing(screen: Shown, session: Session) -> None:
    screen.presenter.give(("gone",), NOE.uid)
    screen.presenter.give(screen.keys, "nobody")
    screen.presenter.ignore(())
    assert screen.told == []
    assert kept(session, NOE) == []


def test_a_proposal_is_accepted_alone_and_all_at_once(screen: Shown, session: Session) -> None:
    assert screen.presenter.proposals() == (
        "Camille: 1 reading", "Noé: 1 reading", "1 reading goes on waiting.",
    )  # fmt: skip
    screen.presenter.accept(screen.keys[2:])
    assert screen.told == [("Nobody is proposed for this reading.", None)]
    screen.presenter.accept_all()
    assert (len(kept(session, CAMILLE)), len(kept(session, NOE))) == (1, 1)
    words, undo = screen.told[-1]
    assert words == "2 readings attributed"
    assert undo is not None
    undo()
    assert len(inbox.waiting(session)) == 3
    assert (kept(session, CAMILLE), kept(session, NOE)) == ([], [])


def test_nothing_goes_on_waiting_where_all_have_a_proposal(
    session: Session, two: tuple[Person, Person]
) -> None:
    arrive(session, weight("72", ago(session, 3), 1), slots={1: CAMILLE.uid})
    screen = Shown(session)
    screen.presenter.begin()
    assert screen.presenter.proposals() == ("Camille: 1 reading",)


def test_what_is_ignored_waits_again_with_undo(screen: Shown, session: Session) -> None:
    screen.presenter.ignore(screen.keys[:1])
    assert len(inbox.waiting(session)) == 2
    ((words, undo),) = screen.told
    assert words == "1 reading ignored"
    assert undo is not None
    undo()
    assert len(inbox.waiting(session)) == 3
    assert {state for (state,) in session.database.run("SELECT state FROM reading_key")} == {
        "waiting"
    }


def timeless(session: Session) -> None:
    """Put a reading in whose time nobody knows, proposed to Camille."""
    (one, *_others) = inbox.waiting(session)
    session.vault.inbox.remove(one.uid)
    body = dict(one.body) | {"instant": None, "device_time": None}
    session.vault.inbox.add(replace(one, body=body, reason="no_time", proposed=CAMILLE.uid))


def test_a_reading_without_time_asks_when_it_was(
    session: Session, two: tuple[Person, Person]
) -> None:
    arrive(session, weight("72", ago(session, 3)))
    timeless(session)
    screen = Shown(session)
    screen.presenter.begin()
    (row,) = screen.now.rows
    assert (row.when, row.why, row.acceptable) == ("time unknown", "When was it?", False)
    screen.presenter.give(screen.keys, NOE.uid)
    screen.presenter.accept(screen.keys)
    assert screen.when == [(screen.keys, NOE.uid), (screen.keys, CAMILLE.uid)]
    assert screen.presenter.first(NOE.uid) == "Noé"
    screen.presenter.give_at(screen.keys, NOE.uid, datetime(2026, 11, 23, 8, tzinfo=UTC))
    assert len(kept(session, NOE)) == 1


def test_what_the_record_holds_already_is_told(
    screen: Shown, session: Session, two: tuple[Person, Person]
) -> None:
    """D09: the same reading, once more in the list, adds nothing."""
    (one, *_others) = inbox.waiting(session)
    screen.presenter.give((one.uid,), CAMILLE.uid)
    session.vault.inbox.add(one)
    screen.presenter.read()
    screen.presenter.give((one.uid,), CAMILLE.uid)
    assert screen.told[-1][0] == (
        "1 reading attributed. 1 value was in the record already."
    )  # fmt: skip
    assert len(kept(session, CAMILLE)) == 1


def test_somebody_else_who_gave_it_first_is_no_crash(screen: Shown, session: Session) -> None:
    inbox.discard(session, screen.keys[:1])
    screen.presenter.give(screen.keys[:1], CAMILLE.uid)
    assert screen.told[-1][1] is None
    assert len(screen.now.rows) == 2


def test_nothing_waits(session: Session, two: tuple[Person, Person]) -> None:
    screen = Shown(session)
    screen.presenter.begin()
    assert screen.now.step == "empty"


def test_a_carnet_that_cannot_be_read_says_why(session: Session) -> None:
    screen = Shown(session, damaged)
    screen.presenter.begin()
    assert screen.now.step == "failed"
    assert screen.now.sentence


def test_a_late_answer_is_dropped(session: Session) -> None:
    late = Later()
    screen = Shown(session, late)
    screen.presenter.begin()
    screen.presenter.leave()
    late.answer()
    assert [state.step for state in screen.states] == ["loading"]


@pytest.mark.parametrize(
    ("day", "time", "wrong"),
    [
        ("", "7:12", (1, 0)), ("23/11", "", (0, 1)), ("", "", (1, 1)), ("24/11/2026", "7", (1, 0)),
        ("23/11/2026", "7:12", (0, 0)),
    ],
)  # fmt: skip
def test_what_is_typed_is_a_moment_or_says_what_is_wrong(
    day: str, time: str, wrong: tuple[int, int], clock: FakeClock
) -> None:
    found: Any = typed(day, time, clock.now(), PARIS)
    assert (bool(found[1]), bool(found[2])) == tuple(map(bool, wrong))
    assert (found[0] is None) == any(wrong)
