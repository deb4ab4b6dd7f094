"""The list of measures reads a real record, without a screen."""

from __future__ import annotations

from datetime import date, timedelta

from tests.ui.lanes import Later, at_once, damaged
from vault.record.changes import Changes
from vault.record.measures import known
from vault.record.person import Person
from vault.ui.pages.measures.presenter import MeasuresPresenter, line
from vault.ui.pages.measures.state import MeasuresState
from vault.usecases import recording
from vault.usecases.glance import Glance
from vault.usecases.recording import Typed
from vault.usecases.session import Session


def put(session: Session, person: Person, key: str, text: str, days_ago: int = 0) -> None:
    at = session.at() - timedelta(days=days_ago)
    recording.add(session, person, Typed(known(key), text, at))


def begun(session: Session, person: Person) -> tuple[MeasuresPresenter, list[MeasuresState]]:
    states: list[MeasuresState] = []
    presenter = MeasuresPresenter(session, person, at_once, states.append)
    presenter.begin()
    return presenter, states


def test_an_empty_record_says_so(session: Session, camille: Person) -> None:
    _presenter, states = begun(session, camille)
    assert [state.step for state in states] == ["loading", "empty"]


def test_measures_stand_in_their_groups(session: Session, camille: Person) -> None:
    put(session, camille, "glucose", "90")
    put(session, camille, "body_weight", "68,40")
    put(session, camille, "blood_pressure", "138/-", 1)
    _presenter, states = begun(session, camille)
    told = [(group.name, [one.name for one in group.lines]) for group in states[-1].groups]
    assert told == [
        ("Body", ["Weight"]),
        ("Pressure and heart", ["Blood pressure"]),
        ("Glucose", ["Blood glucose"]),
    ]
    pressure = states[-1].groups[1].lines[0]
    assert (pressure.value, pressure.when) == ("138/–\u00a0mmHg", "yesterday, 12:00")
    assert (pressure.source, pressure.opens) == ("said by the person", "trends/blood_pressure")


def test_the_filter_looks_at_names_and_groups_without_accents(
    session: Session, camille: Person
) -> None:
    put(session, camille, "body_weight", "68")
    put(session, camille, "glucose", "90")
    presenter, states = begun(session, camille)
    presenter.sift("GLUC")
    assert [group.name for group in states[-1].groups] == ["Glucose"]
    assert states[-1].count == 2
    presenter.sift("body weight")
    assert [group.name for group in states[-1].groups] == ["Body"]
    presenter.sift("nothing like it")
    assert (states[-1].groups, states[-1].filter) == ((), "nothing like it")


def test_a_change_of_this_record_is_read_again(session: Session, camille: Person) -> None:
    presenter, states = begun(session, camille)
    put(session, camille, "body_weight", "68")
    presenter.changed(Changes(frozenset({("somebody else", "body_weight")})))
    assert len(states) == 2
    presenter.changed(Changes(frozenset({(camille.uid, "body_weight")})))
    assert states[-1].step == "ready"


def test_a_failure_is_said(session: Session, camille: Person) -> None:
    states: list[MeasuresState] = []
    MeasuresPresenter(session, camille, damaged, states.append).begin()
    assert (states[-1].step, bool(states[-1].sentence)) == ("failed", True)


def test_an_answer_that_comes_after_leaving_is_dropped(session: Session, camille: Person) -> None:
    later, states = Later(), list[MeasuresState]()
    presenter = MeasuresPresenter(session, camille, later, states.append)
    presenter.begin()
    presenter.leave()
    later.answer()
    assert [state.step for state in states] == ["loading"]


def test_what_cannot_be_read_is_named_all_the_same() -> None:
    day = date(2026, 11, 23)
    assert line(Glance("steps", known("steps"), None), day).name == "Steps"
    assert not line(Glance("other", None, None), day).readable
