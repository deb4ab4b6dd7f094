"""The form of a measurement on a real record, without a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

import pytest

from tests.ui.lanes import Later, at_once, damaged
from vault.errors import UnknownUnit, VaultDamaged, VaultError, WrongUse
from vault.record.measures import known
from vault.record.person import Person
from vault.ui.pages.add import checking, forms
from vault.ui.pages.add.presenter import AddPresenter, Told, Ways
from vault.ui.pages.add.state import AddState, Typed
from vault.usecases import browsing, entering, recording
from vault.usecases.measurements import measurements
from vault.usecases.session import Session
from vault.wording import circumstances

T = TypeVar("T")


class Form:
    """A presenter at work, and all that it said."""

    def __init__(self, session: Session, person: Person, kind: str = "", uid: str = "") -> None:
        self.states: list[AddState] = []
        self.told: list[Told] = []
        self.errors: list[VaultError] = []
        ways = Ways(self.states.append, self.told.append, self.errors.append)
        self.presenter = AddPresenter(session, person, at_once, ways, kind, uid)
        self.presenter.begin()

    @property
    def state(self) -> AddState:
        return self.states[-1]

    def fill(self, **values: str) -> Typed:
        return replace(self.state.begin, values=values)


def put(session: Session, person: Person, key: str, text: str, days_ago: int = 0) -> str:
    at = session.at() - timedelta(days=days_ago)
    return recording.add(session, person, recording.Typed(known(key), text, at)).uid


@pytest.fixture
def form(session: Session, camille: Person) -> Form:
    return Form(session, camille)


def test_the_form_begins_with_the_weight_now_and_whose_record_it_is(form: Form) -> None:
    assert form.state.title == "Add a measurement for Camille"
    assert form.state.form.kind == "body_weight"
    assert (form.state.begin.day, form.state.begin.at) == ("23/11/2026", "12:00")
    assert (form.state.begin.unit, form.state.given) == ("kg", False)
    assert form.state.last == ""


def test_the_kind_typed_last_comes_first(session: Session, camille: Person) -> None:
    put(session, camille, "glucose", "90")
    form = Form(session, camille)
    keys = [key for key, _name in form.state.kinds]
    assert keys[:2] == ["glucose", "body_weight"]
    assert len(keys) == len(set(keys)) == len(entering.typable())
    assert form.state.form.kind == "glucose"
    assert form.state.last == "Last: 90\u00a0mg/dL, today, 12:00"


def test_a_kind_that_was_asked_for_comes_before_it(session: Session, camille: Person) -> None:
    put(session, camille, "glucose", "90")
    form = Form(session, camille, "pain")
    assert (form.state.form.kind, form.state.given) == ("pain", True)
    assert Form(session, camille, "ecg").state.form.kind == "glucose"


def test_another_kind_asks_what_it_asks_and_keeps_the_time(form: Form) -> None:
    before = form.state.begin
    form.presenter.choose("blood_pressure")
    assert [part.key for part in form.state.form.parts] == ["systolic", "diastolic", "pulse"]
    assert [part.optional for part in form.state.form.parts] == [False, True, True]
    assert (form.state.begin.day, form.state.begin.at) == (before.day, before.at)
    assert form.state.round == 1


def test_a_value_is_kept_told_and_taken_back(form: Form, session: Session, camille: Person) -> None:
    form.presenter.save(form.fill(value="68,40"))
    (one,) = measurements(session, camille)
    assert one.value == Decimal("68.40")
    (told,) = form.told
    assert (told.words, told.closes) == ("Measurement added", True)
    assert told.undo().touched == {(camille.uid, "body_weight")}
    assert measurements(session, camille) == []


def test_a_pressure_with_its_pulse_is_one_act(
    form: Form, session: Session, camille: Person
) -> None:
    form.presenter.choose("blood_pressure")
    arm = next(iter(circumstances.ARMS))
    typed = form.fill(systolic="138", diastolic="–", pulse="62")
    form.presenter.save(replace(typed, around={"arm": arm, "position": ""}, note=" at rest "))
    pressure, pulse = measurements(session, camille)
    assert pressure.components == {"systolic": 138, "diastolic": None, "mean": None}
    assert (pulse.measure, pulse.value) == ("heart_rate", 62)
    kept = browsing.item(session, pressure.id)
    assert entering.context_of(kept) == {"site": arm}
    assert entering.note_of(kept) == "at rest"
    assert len(session.vault.batches.all()) == 1
    form.told[0].undo()
    assert measurements(session, camille) == []


def test_each_wrong_field_says_what_to_type(form: Form, session: Session) -> None:
    wrong = Typed("body_weight", {"value": "many"}, "kg", "31/02/2026", "25:00")
    form.presenter.save(wrong)
    assert set(form.state.errors) == {"value", "day", "time"}
    form.presenter.save(replace(wrong, values={"value": "1"}, day="24/12/2026", at="10"))
    assert form.state.errors == {"day": "This time lies in the future."}
    assert session.vault.batches.all() == ()


def test_a_value_that_cannot_be_is_refused_under_its_field(form: Form) -> None:
    form.presenter.save(form.fill(value="900"))
    assert list(form.state.errors) == ["value"]
    assert "650" in form.state.errors["value"]
    assert not form.state.busy
    form.presenter.choose("blood_pressure")
    form.presenter.save(form.fill(systolic="138", diastolic="250"))
    assert list(form.state.errors) == ["diastolic"]
    form.presenter.save(form.fill(systolic="138", diastolic="86", pulse="900"))
    assert list(form.state.errors) == ["pulse"]


def test_what_is_unusual_asks_once_and_is_kept_then(session: Session, camille: Person) -> None:
    put(session, camille, "body_weight", "68,4", 1)
    form = Form(session, camille)
    typed = form.fill(value="73.4")
    form.presenter.save(typed)
    assert form.state.warning == "This is 5.0\u00a0kg more than on 22 Nov. Check the value."
    assert form.told == []
    form.presenter.save(typed)
    assert len(form.told) == 1
    form.presenter.save(form.fill(value="60"))
    assert "less than" in form.state.warning


def test_what_is_unusual_by_itself_says_so(form: Form) -> None:
    form.presenter.choose("body_temperature")
    form.presenter.save(form.fill(value="41.5"))
    assert form.state.warning == "This value is unusual. Check the value."


def test_what_stands_already_is_said(session: Session, camille: Person) -> None:
    put(session, camille, "body_weight", "68.4")
    form = Form(session, camille)
    form.presenter.save(form.fill(value="68.4"))
    assert form.state.errors == {"form": "This measurement already exists."}


def test_one_after_the_other(form: Form, session: Session, camille: Person) -> None:
    form.presenter.save(form.fill(value="68.4"), again=True)
    assert (form.told[0].closes, form.state.said) == (False, "Measurement added")
    assert form.state.last == "Last: 68.4\u00a0kg, today, 12:00"
    assert form.state.round == 1
    assert form.state.begin.values == {}
    assert len(measurements(session, camille)) == 1


def test_a_value_is_edited_and_the_edit_taken_back(session: Session, camille: Person) -> None:
    uid = put(session, camille, "glucose", "90")
    form = Form(session, camille, "glucose", uid)
    assert (form.state.title, form.state.kinds) == ("Edit a measurement of Camille", ())
    assert form.state.begin.values == {"value": "90"}
    moment = next(iter(circumstances.MOMENTS))
    typed = replace(form.fill(value="0,95"), unit="g/L", around={"moment": moment}, note="late")
    form.presenter.save(typed)
    (one,) = measurements(session, camille)
    assert (one.value, one.context) == (Decimal(95), {"moment": moment})
    assert form.told[0].words == "Measurement edited"
    again = Form(session, camille, "glucose", uid).state.begin
    assert (again.values, again.unit, again.note) == ({"value": "0.95"}, "g/L", "late")
    assert again.around == {"moment": moment}
    form.told[0].undo()
    (one,) = measurements(session, camille)
    assert (one.value, one.context) == (Decimal(90), {})


def test_a_pressure_is_edited_without_its_pulse(session: Session, camille: Person) -> None:
    uid = put(session, camille, "blood_pressure", "138/-")
    form = Form(session, camille, "blood_pressure", uid)
    assert form.state.begin.values == {"systolic": "138", "diastolic": ""}
    form.presenter.save(form.fill(systolic="128", diastolic="80"))
    (one,) = measurements(session, camille)
    assert one.components == {"systolic": 128, "diastolic": 80, "mean": None}


def test_a_unit_as_received_can_be_kept(session: Session, camille: Person) -> None:
    at = session.at()
    typed = recording.Typed(known("body_weight"), "2500", at, "g")
    uid = recording.add(session, camille, typed).uid
    state = Form(session, camille, "body_weight", uid).state
    assert state.begin.unit == "g"
    assert ("g", "g") in state.form.units


def test_what_is_not_there_cannot_be_edited(session: Session, camille: Person) -> None:
    uid = put(session, camille, "body_weight", "70")
    entering.take_back(session, (uid,))
    form = Form(session, camille, "body_weight", uid)
    assert (form.states, len(form.errors)) == ([], 1)
    entering.put_back(session, (uid,))
    assert Form(session, camille, "body_weight", uid).errors == []


def test_a_draft_is_gone_on_with(form: Form) -> None:
    typed = Typed("blood_pressure", {"systolic": "138"}, "mm[Hg]", "22/11/2026", "08:00", "x")
    form.presenter.resume(Typed.of(typed.plain()))
    assert form.state.begin == typed
    assert form.state.form.kind == "blood_pressure"
    form.presenter.resume(replace(typed, kind="gone"))
    assert form.state.begin == typed
    assert Typed("body_weight").plain() == {}


def test_a_draft_of_an_edit_keeps_its_form(session: Session, camille: Person) -> None:
    uid = put(session, camille, "blood_pressure", "138/86")
    form = Form(session, camille, "blood_pressure", uid)
    form.presenter.resume(form.fill(systolic="120"))
    assert [part.key for part in form.state.form.parts] == ["systolic", "diastolic"]


def test_an_answer_that_comes_after_leaving_is_dropped(session: Session, camille: Person) -> None:
    later, states = Later(), list[AddState]()
    ways = Ways(states.append, lambda _told: None, lambda _error: None)
    presenter = AddPresenter(session, camille, later, ways)
    presenter.begin()
    presenter.leave()
    later.answer()
    assert states == []


def test_a_record_that_cannot_be_read_opens_no_form(session: Session, camille: Person) -> None:
    errors: list[VaultError] = []
    ways = Ways(lambda _state: None, lambda _told: None, errors.append)
    AddPresenter(session, camille, damaged, ways).begin()
    assert [type(error) for error in errors] == [VaultDamaged]


def test_a_last_value_that_cannot_be_read_stops_nobody(session: Session, camille: Person) -> None:
    put(session, camille, "body_weight", "70")
    asked: list[str] = []

    def once(
        work: Callable[[], T], then: Callable[[T], None], sorry: Callable[[VaultError], None]
    ) -> None:
        asked.append("")
        (damaged if len(asked) > 1 else at_once)(work, then, sorry)

    states: list[AddState] = []
    ways = Ways(states.append, lambda _told: None, lambda _error: None)
    AddPresenter(session, camille, once, ways).begin()
    assert states[-1].last == ""


def test_other_refusals_are_said_where_they_belong() -> None:
    asked = forms.form(known("body_weight"))
    assert list(checking.refused(UnknownUnit(unit="m", measure="body_weight"), asked)) == ["unit"]
    assert list(checking.refused(WrongUse("x"), asked)) == ["form"]


def test_circumstances_are_said_in_words() -> None:
    assert circumstances.circumstance("moment", "53049-3") == "Fasting"
    assert circumstances.circumstance("site", next(iter(circumstances.ARMS))) == "Left arm"
    assert circumstances.circumstance("method", "http://example.org|clothed") == "clothed"


def test_a_laboratory_value_may_be_typed_in_any_unit_it_converts_from() -> None:
    codes = [code for code, _word in forms.units(known("crp"))]
    assert codes[0] == "mg/L"
    assert len(codes) > 1
