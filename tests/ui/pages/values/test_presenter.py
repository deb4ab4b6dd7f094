"""The values of a measure on a real record, without a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tests.ui.lanes import Later, at_once, damaged
from tests.usecases.test_glance import walk
from vault.record.changes import Changes
from vault.record.measures import known
from vault.record.person import Person
from vault.ui.pages.values.presenter import ValuesPresenter, row
from vault.ui.pages.values.state import ValuesState
from vault.usecases import recording
from vault.usecases.measurements import Measurement, measurements
from vault.usecases.session import Session


@dataclass
class Table:
    """A presenter at work, and all that it said."""

    session: Session
    person: Person
    measure: str = "body_weight"
    states: list[ValuesState] = field(default_factory=list)
    told: list[tuple[str, Callable[[], Changes] | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.presenter = ValuesPresenter(
            self.session, self.person, at_once, self.states.append,
            lambda words, undo: self.told.append((words, undo)), self.measure,
        )  # fmt: skip
        self.presenter.begin()

    @property
    def state(self) -> ValuesState:
        return self.states[-1]

    def said(self) -> list[str]:
        return [one.value for one in self.state.values]


def put(session: Session, person: Person, text: str, days_ago: int = 0) -> str:
    at = session.at() - timedelta(days=days_ago)
    typed = recording.Typed(known("body_weight"), text, at, note="after a walk")
    return recording.add(session, person, typed).uid


def test_values_come_the_newest_first_with_every_digit(session: Session, camille: Person) -> None:
    put(session, camille, "70,0", 1)
    put(session, camille, "70")
    table = Table(session, camille)
    assert [state.step for state in table.states] == ["loading", "ready"]
    assert table.said() == ["70\u00a0kg", "70.0\u00a0kg"]
    first = table.state.values[0]
    assert (first.when, first.source, first.remark) == (
        "23 Nov, 12:00", "Typed by hand", "after a walk",
    )  # fmt: skip
    assert (table.state.title, table.state.total, table.state.older) == ("Weight", 2, False)


def test_without_values_it_says_so(session: Session, camille: Person) -> None:
    table = Table(session, camille)
    table.presenter.sift("before anything came")
    assert table.state.step == "empty"


def test_the_filter_looks_at_every_cell(session: Session, camille: Person) -> None:
    put(session, camille, "70", 1)
    put(session, camille, "71")
    table = Table(session, camille)
    table.presenter.sift("22 nov walk")
    assert table.said() == ["70\u00a0kg"]
    assert table.state.loaded == 2


def test_a_deleted_value_goes_and_comes_back(session: Session, camille: Person) -> None:
    uid = put(session, camille, "70")
    table = Table(session, camille)
    table.presenter.delete((uid, "not there"))
    ((words, undo),) = table.told
    assert words == "1 measurement deleted"
    assert measurements(session, camille) == []
    assert undo is not None
    assert undo().touched == {(camille.uid, "body_weight")}
    assert len(measurements(session, camille)) == 1
    table.presenter.delete(("not there",))
    assert len(table.told) == 1


def test_what_cannot_be_deleted_says_why(session: Session, camille: Person) -> None:
    uid = put(session, camille, "70")
    table = Table(session, camille)
    table.presenter.delete((uid,))
    table.presenter.delete((uid,))  # the table was not read again yet
    assert table.told[-1] == ("Nothing has this number or name.", None)


def test_a_sample_of_a_recording_is_left_out_and_shown_again(
    session: Session, camille: Person
) -> None:
    walk(session, camille, (1, 6000.0), (0, 100.0))
    table = Table(session, camille, "steps")
    assert table.said() == ["100\u00a0steps", "6,000\u00a0steps"]
    key = table.state.values[1].key
    assert not table.presenter.may_edit(key)
    assert "part of a recording" in table.told[0][0]
    table.presenter.delete((key,))
    table.presenter.changed(Changes(frozenset({(camille.uid, "steps")})))
    assert table.said() == ["100\u00a0steps"]
    assert session.vault.samples.totals(1, "steps", 0, 1 << 20)[-1].total == 100
    undo = table.told[-1][1]
    assert undo is not None
    undo()
    table.presenter.read()
    assert len(table.said()) == 2


def test_what_is_set_aside_is_shown_on_request_with_its_reason(
    session: Session, camille: Person
) -> None:
    uid = put(session, camille, "70")
    session.database.run("UPDATE fact SET status = 'implausible'")
    table = Table(session, camille)
    assert table.state.step == "empty"
    table.presenter.everything(True)
    (one,) = table.state.values
    assert (one.aside, one.remark) == (True, "Set aside: this value cannot be · after a walk")
    assert not table.presenter.may_edit(uid)
    table.presenter.delete((uid,))
    assert table.told == []


def test_older_values_come_when_asked_and_no_day_is_cut(session: Session, camille: Person) -> None:
    walk(session, camille, (9, 5.0), *((n / 400, 1.0) for n in range(250)))
    table = Table(session, camille, "steps")
    assert (table.state.loaded, table.state.total, table.state.older) == (250, 251, True)
    table.presenter.older()
    assert (table.state.loaded, table.state.older) == (251, False)


def test_a_value_that_stands_may_be_edited(session: Session, camille: Person) -> None:
    uid = put(session, camille, "70")
    assert Table(session, camille).presenter.may_edit(uid)


def test_another_record_or_measure_changes_nothing(session: Session, camille: Person) -> None:
    table = Table(session, camille)
    table.presenter.changed(Changes(frozenset({("other", "body_weight"), (camille.uid, "bmi")})))
    assert len(table.states) == 2


def test_a_failure_is_said_and_a_late_answer_dropped(session: Session, camille: Person) -> None:
    states: list[ValuesState] = []
    ValuesPresenter(
        session, camille, damaged, states.append, lambda _words, _undo: None, "other"
    ).begin()
    assert (states[-1].step, states[-1].title) == ("failed", "Other measurements")
    later = Later()
    late = ValuesPresenter(
        session, camille, later, states.append, lambda _words, _undo: None, "other"
    )
    late.begin()
    late.leave()
    later.answer()
    assert states[-1].step == "loading"


def test_times_and_values_are_said_as_they_are_known() -> None:
    one = Measurement(
        "1", "body_weight", "2026-11-23", 70.0, "kg", "scale", "b", "active", "date_only"
    )
    today = date(2026, 11, 23)
    assert (row(one, today).when, row(one, today).source) == ("23 Nov", "Scale")
    assert row(replace(one, time="2026"), today).when == "2026"
    cuff = replace(one, measure="blood_pressure", value=None, components={"systolic": None})
    assert (row(cuff, today).value, row(cuff, today).size) == ("–\u00a0kg", 0.0)
    night = replace(one, measure="sleep", value=425.0, unit="min", stage="deep")
    assert row(night, today).value == "7\u00a0h\u00a005 · deep sleep"
    high = replace(one, measure="crp", comparator="<", original=(0.5, "mg/L"))
    assert row(high, today).value == "<\u00a00.50\u00a0mg/L"


def test_a_filter_typed_before_the_values_came_waits_for_them(
    session: Session, camille: Person
) -> None:
    put(session, camille, "70")
    later, states = Later(), list[ValuesState]()
    presenter = ValuesPresenter(
        session, camille, later, states.append, lambda _words, _undo: None, "body_weight"
    )
    presenter.begin()
    presenter.sift("walk")
    assert [state.step for state in states] == ["loading"]
    later.answer()
    assert [one.value for one in states[-1].values] == ["70\u00a0kg"]
