from __future__ import annotations

import pytest

from vault.errors import WrongUse
from vault.importers.format import Question
from vault.record.person import Person
from vault.usecases import asking
from vault.usecases.session import Session

ORDER = Question("date_order", ("dmy", "mdy"), "line 3", default="dmy")
UNIT = Question("unit.BODY_FAT", ("%", "kg"), "column 3")
CLOCK = Question("fitbit_json_clock", ("local", "utc"), "line 1", default="local")
WHOSE = Question("person_in_file", ("Ana", "Léo"), "2 people", default="Ana")


def asked(
    session: Session, camille: Person, *questions: Question, **given: str
) -> tuple[dict[str, str], list[str]]:
    known = asking.remembered(session, camille).get("x", {})
    answers, still = asking.answered(known, questions, given)
    return answers, [one.name for one in still]


def test_a_default_answers_except_where_it_would_change_a_number_or_a_person(
    session: Session, camille: Person
) -> None:
    answers, still = asked(session, camille, ORDER, UNIT, CLOCK, WHOSE)
    assert answers == {"fitbit_json_clock": "local"}
    assert still == ["date_order", "unit.BODY_FAT", "person_in_file"]


@pytest.mark.parametrize(("said", "means"), [("2", "Léo"), ("léo", "Léo"), ("Ana", "Ana")])
def test_a_person_is_named_by_number_or_name(
    session: Session, camille: Person, said: str, means: str
) -> None:
    answers, still = asked(session, camille, WHOSE, person_in_file=said)
    assert (answers, still) == ({"person_in_file": means}, [])


@pytest.mark.parametrize("said", ["3", "0", "Zoé", ""])
def test_an_answer_that_is_no_choice_is_a_wrong_use(
    session: Session, camille: Person, said: str
) -> None:
    with pytest.raises(WrongUse):
        asked(session, camille, WHOSE, person_in_file=said)


def test_answers_are_remembered_for_the_person_and_the_format(
    session: Session, camille: Person
) -> None:
    with session.act("imported", camille.uid):
        asking.remember(session, camille, {"x": {"date_order": "mdy"}, "y": {}})

    assert asked(session, camille, ORDER)[0] == {"date_order": "mdy"}
    assert asked(session, camille, ORDER, date_order="dmy")[0] == {"date_order": "dmy"}
    other = Question("date_order", ("ymd",), "line 3")
    assert asked(session, camille, other)[1] == ["date_order"]
    assert "z" not in asking.remembered(session, camille)


def test_the_zone_is_the_one_asked_for_else_that_of_the_person(camille: Person) -> None:
    assert asking.zone(None, {}, camille).key == "Europe/Paris"
    assert asking.zone(None, {"zone": "Asia/Tokyo"}, camille).key == "Asia/Tokyo"
    assert asking.zone("UTC", {"zone": "Asia/Tokyo"}, camille).key == "UTC"
    for wrong in ("Mars/Olympus", "../etc/passwd", "Europe"):
        with pytest.raises(WrongUse):
            asking.zone(wrong, {}, camille)
