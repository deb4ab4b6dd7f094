"""The overview reads a real record, without a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.conftest import CAMILLE, FakeClock
from tests.ui.lanes import Later, at_once, damaged
from tests.usecases.test_visits import bring, opening
from vault.record.changes import Changes
from vault.record.consent_states import GrantState
from vault.record.measures import known
from vault.record.person import Person
from vault.store.consents import Consent
from vault.ui.pages.overview.presenter import Found, OverviewPresenter, card
from vault.ui.pages.overview.state import OverviewState
from vault.usecases import arranging, glance, people, recording
from vault.usecases.glance import Glance
from vault.usecases.recording import Typed
from vault.usecases.session import Session
from vault.usecases.sharing import Share
from vault.usecases.waiting import Waits

MINE = Changes(frozenset({(CAMILLE.uid, "body_weight")}))


def weigh(session: Session, person: Person, *kilos: str) -> None:
    for ago, one in enumerate(kilos):
        at = session.clock.now() - timedelta(days=ago)
        recording.add(session, person, Typed(known("body_weight"), one, at))


def shown(session: Session, person: Person) -> list[OverviewState]:
    states: list[OverviewState] = []
    OverviewPresenter(session, person, at_once, states.append).begin()
    return states


def test_an_empty_record_asks_where_to_start(session: Session, camille: Person) -> None:
    before, after = shown(session, camille)
    assert (before.step, before.date) == ("loading", "Monday 23 November")
    assert (after.step, after.first, after.own) == ("empty", "Camille", True)


def test_a_value_has_a_card_in_words(session: Session, camille: Person) -> None:
    weigh(session, camille, "68,4")
    state = shown(session, camille)[-1]
    (one,) = state.cards
    assert (one.name, one.figure, one.unit, one.when) == ("Weight", "68.4", "kg", "today")
    assert (one.said, one.icon, one.hue) == ("single", "weight", "measure_body")
    assert one.days == (68.4,)
    assert (state.to_check, state.shares, state.imported) == ((), (), 0)


def test_a_change_of_this_record_is_read_again(session: Session, camille: Person) -> None:
    states: list[OverviewState] = []
    presenter = OverviewPresenter(session, camille, at_once, states.append)
    presenter.begin()
    weigh(session, camille, "70", "71")
    presenter.changed(Changes(frozenset({("somebody else", "body_weight")})))
    assert len(states) == 2
    presenter.changed(MINE)
    assert (states[-1].step, states[-1].cards[0].when) == ("ready", "today")


def test_a_failure_is_said(session: Session, camille: Person) -> None:
    states: list[OverviewState] = []
    OverviewPresenter(session, camille, damaged, states.append).begin()
    assert states[-1].step == "failed"
    assert states[-1].sentence


def test_an_answer_that_comes_after_leaving_is_dropped(session: Session, camille: Person) -> None:
    later = Later()
    states: list[OverviewState] = []
    presenter = OverviewPresenter(session, camille, later, states.append)
    presenter.begin()
    presenter.leave()
    later.answer()
    assert [state.step for state in states] == ["loading"]


def test_an_import_is_told_and_stays_told_while_the_page_stands(
    session: Session, camille: Person, clock: FakeClock
) -> None:
    weigh(session, camille, "70")
    opening(session, clock)
    uid = bring(session, camille, 1190)
    states: list[OverviewState] = []
    presenter = OverviewPresenter(session, camille, at_once, states.append)
    assert presenter.batch == ""
    presenter.begin()
    presenter.changed(MINE)
    assert [state.imported for state in states] == [0, 1190, 1190]
    assert presenter.batch == uid
    assert shown(session, camille)[-1].imported == 0


def test_what_waits_is_said_with_its_act(session: Session, camille: Person) -> None:
    at = session.at()
    waits = Waits("readings", "readings", at, count=5)
    state = drawn(session, camille, Found((), (waits,), (), 0, None))
    (row,) = state.to_check
    assert (row.key, row.opens) == ("readings", "inbox")
    assert row.title
    assert row.act
    assert state.step == "ready"


def test_a_record_whose_cards_are_all_hidden_is_not_empty(
    session: Session, camille: Person
) -> None:
    weigh(session, camille, "70")
    arranging.choose(session, camille, ())
    state = shown(session, camille)[-1]
    assert (state.step, state.cards, state.held) == ("ready", (), True)


def test_what_waits_but_readings_leaves_an_empty_record_empty(
    session: Session, camille: Person
) -> None:
    waits = Waits("sheet", "sheet_unchecked")
    assert drawn(session, camille, Found((), (waits,), (), 0, None)).step == "empty"


def drawn(session: Session, person: Person, found: Found) -> OverviewState:
    """Show what was read, whatever the vault says."""
    states: list[OverviewState] = []

    def given(_work: object, then: Callable[[Found], None], _sorry: object) -> None:
        then(found)

    OverviewPresenter(session, person, given, states.append).begin()  # type: ignore[arg-type]
    return states[-1]


@pytest.mark.parametrize(
    ("days", "detail"), [(90, "until 21 Feb 2027"), (3, "ends in 3 days"), (0, "ends today")]
)
def test_a_share_says_when_it_ends(
    session: Session, camille: Person, days: int, detail: str
) -> None:
    until = session.ms() + days * 86_400_000
    consent = Consent(
        "g", camille.uid, None, "s", "CHU", "service", "care", "once", "active", 0, until, None,
        b"", "",
    )  # fmt: skip
    moved = Share(consent, camille.zone, GrantState.ACTIVE, (), ())
    found = Found((), (), (moved,), 0, None)
    (one,) = drawn(session, camille, found).shares
    assert (one.detail, one.ending) == (detail, days < 7)
    assert (one.title, one.icon) == ("CHU", "service")


def test_what_cannot_be_read_has_a_card_that_says_so() -> None:
    broken = card(Glance("steps", known("steps"), None), date(2026, 11, 23))
    assert (broken.name, broken.readable) == ("Steps", False)


def test_the_words_of_a_child_s_record_are_not_those_of_the_own(
    session: Session, camille: Person
) -> None:
    noe = Person("n", "Noé Martin", "child", "legal", "Europe/Paris", given="Noé")
    people.add(session, noe)
    state = shown(session, noe)[-1]
    assert (state.first, state.own) == ("Noé", False)


def test_a_glucose_card_names_its_moment(session: Session, camille: Person) -> None:
    around = {"moment": "53049-3"}
    typed = Typed(known("glucose"), "94", session.at(), around=around)
    recording.add(session, camille, typed)
    (one,) = shown(session, camille)[-1].cards
    assert one.name == "Blood glucose · Fasting"


def test_a_night_is_said_in_hours(session: Session, camille: Person) -> None:
    at = datetime.fromisoformat("2026-11-23T07:00:00+01:00")
    recording.add(session, camille, Typed(known("body_weight"), "70", at))
    found = glance.glances(session, camille)[0]
    assert found.last is not None
    night = replace(found.last, measure="sleep", unit="min", figures=(found.last.figures[0],))
    one = card(Glance("sleep", known("sleep"), night, "more", 25.0), date(2026, 11, 23))
    assert (one.figure, one.unit) == ("1\u00a0h\u00a010", "")
    assert (one.when, one.amount) == ("last night", "25\u00a0min")
