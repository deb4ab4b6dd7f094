"""Values and facts by hand, their history, the trash, search; on a real vault."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import FakeClock
from vault.errors import (
    AlreadyThere,
    ImplausibleValue,
    NotFound,
    UnknownMeasure,
    UnknownUnit,
    WrongUse,
)
from vault.record.measures import known
from vault.record.person import Person
from vault.usecases import browsing, editing, people, recording, writing_facts
from vault.usecases.measurements import measurements
from vault.usecases.recording import Recorded, Typed
from vault.usecases.session import Session

MONDAY = datetime.fromisoformat("2026-11-23T07:10:00+01:00")
ALLERGY = """{"resourceType": "AllergyIntolerance", "code": {"text": "Pénicilline"},
    "extension": [{"url": "https://example.org/kept", "valueDecimal": 1.50}]}"""


def typed(key: str, text: str, **more: Any) -> Typed:
    return replace(Typed(known(key), text, MONDAY), **more)


def put(session: Session, person: Person, key: str, text: str, **more: Any) -> Recorded:
    return recording.add(session, person, typed(key, text, **more))


def test_a_typed_value_is_listed_with_its_time_and_its_unit(
    session: Session, camille: Person
) -> None:
    done = put(session, camille, "body_weight", "157,0", unit="lb", context="method=clothed")

    (one,) = measurements(session, camille)
    assert (one.id, one.time) == (done.uid, "2026-11-23T07:10:00+01:00")
    assert one.value == Decimal("71.21400209")
    assert one.original == (Decimal("157.0"), "lb")
    assert (one.unit, one.quality, one.status) == ("kg", "exact_offset", "active")
    assert one.context == {"method": "clothed"}


def test_a_pressure_has_parts_and_one_may_be_missing(session: Session, camille: Person) -> None:
    put(session, camille, "blood_pressure", "138/86")
    put(session, camille, "blood_pressure", "128/-", at=MONDAY + timedelta(minutes=2))

    first, second = measurements(session, camille, "blood_pressure")
    assert first.components == {"systolic": 138, "diastolic": 86, "mean": None}
    assert second.components == {"systolic": 128, "diastolic": None, "mean": None}
    assert first.value is None


@pytest.mark.parametrize(
    ("key", "text", "unit", "error"),
    [
        ("body_weight", "651", "", ImplausibleValue),
        ("body_weight", "0", "", ImplausibleValue),
        ("blood_pressure", "86/138", "", ImplausibleValue),
        ("blood_pressure", "301/80", "", ImplausibleValue),
        ("blood_pressure", "-/80", "", WrongUse),
        ("blood_pressure", "138", "", WrongUse),
        ("body_weight", "much", "", WrongUse),
        ("body_weight", "70", "mmol/L", UnknownUnit),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    session: Session, camille: Person, key: str, text: str, unit: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        put(session, camille, key, text, unit=unit)
    assert measurements(session, camille, everything=True) == []
    assert session.vault.batches.all() == ()


def test_the_same_value_of_the_same_minute_is_there_already(
    session: Session, camille: Person
) -> None:
    put(session, camille, "body_weight", "71.4")
    with pytest.raises(AlreadyThere):
        put(session, camille, "body_weight", "71.40", at=MONDAY + timedelta(seconds=30))
    put(session, camille, "body_weight", "71.4", at=MONDAY + timedelta(minutes=1))
    assert len(measurements(session, camille)) == 2


@pytest.mark.parametrize(
    ("first", "second", "unusual"), [("70", "73.4", False), ("70", "73.6", True)]
)
def test_a_value_far_from_the_last_one_is_kept_and_said(
    session: Session, camille: Person, first: str, second: str, *, unusual: bool
) -> None:
    before = MONDAY - timedelta(days=2)
    assert not put(session, camille, "body_weight", first, at=before).unusual
    assert put(session, camille, "body_weight", second).unusual is unusual
    assert put(session, camille, "heart_rate", "201").unusual


def test_a_caregiver_is_said_to_have_typed(session: Session, camille: Person) -> None:
    child = replace(camille, relation="child")
    done = put(session, child, "pain", "3")
    assert session.vault.facts.get(done.uid).fact.said_by == "caregiver"


def test_an_unknown_measure_is_refused(session: Session, camille: Person) -> None:
    with pytest.raises(UnknownMeasure):
        measurements(session, camille, "moods")


def test_a_fact_is_written_edited_and_goes_back_to_what_it_said(
    session: Session, camille: Person, clock: FakeClock
) -> None:
    """R09: unknown elements survive an edit; every version can be restored."""
    resource = writing_facts.resource_of(ALLERGY)
    kept = writing_facts.write(session, camille, "allergy", resource)
    clock.moment += timedelta(minutes=1)
    edited = writing_facts.edit(
        session, kept.uid, {"resourceType": "AllergyIntolerance", "code": {"text": "Amoxicilline"}}
    )
    assert edited.fact.title == "Amoxicilline"
    assert str(edited.fact.resource["extension"][0]["valueDecimal"]) == "1.50"
    restored = editing.restore(session, kept.uid, 1)

    assert (restored.fact.title, restored.version) == ("Pénicilline", 3)
    assert restored.fact.resource == kept.fact.resource
    acts = [one.act for one in browsing.history(session, kept.uid)]
    assert acts == ["created", "edited", "restored"]
    assert browsing.history(session, kept.uid)[0].actor == "window"
    with pytest.raises(NotFound):
        editing.restore(session, kept.uid, 9)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"resourceType": 3}', '{"resourceType": "AllergyIntolerance"}']
)
def test_a_file_that_is_no_such_resource_is_refused(
    session: Session, camille: Person, text: str
) -> None:
    with pytest.raises(WrongUse):
        writing_facts.write(session, camille, "allergy", writing_facts.resource_of(text))


def test_a_type_is_made_of_its_own_resource(session: Session, camille: Person) -> None:
    resource = writing_facts.resource_of(ALLERGY)
    for kind in ("condition", "no_such_type"):
        with pytest.raises(WrongUse):
            writing_facts.write(session, camille, kind, resource)
    assert session.vault.batches.all() == ()


def test_a_received_value_that_is_edited_keeps_its_original(
    session: Session, camille: Person
) -> None:
    done = put(session, camille, "body_weight", "71.9")
    session.database.run("UPDATE fact SET said_by = 'device'")
    resource = dict(session.vault.facts.get(done.uid).fact.resource)
    resource["valueQuantity"] = {**resource["valueQuantity"], "value": Decimal("72.4")}

    writing_facts.edit(session, done.uid, resource)
    resource["valueQuantity"] = {**resource["valueQuantity"], "value": Decimal("72.5")}
    edited = writing_facts.edit(session, done.uid, resource)

    (kept,) = [one for one in edited.fact.resource["extension"] if "original-value" in one["url"]]
    assert str(kept["valueQuantity"]["value"]) == "71.9"
    assert edited.fact.value == Decimal("72.5")


def test_the_trash_hides_restores_and_erases(session: Session, camille: Person) -> None:
    """R12: a purge takes the words out of the index; the key stays, so that nothing comes back."""
    resource = writing_facts.resource_of(ALLERGY)
    kept = writing_facts.write(session, camille, "allergy", resource)
    editing.delete(session, kept.uid)
    assert browsing.items(session, camille) == ()
    assert [one.uid for one in browsing.items(session, camille, deleted=True)] == [kept.uid]
    assert browsing.search(session, camille, "penicilline") == ()
    with pytest.raises(NotFound):
        editing.delete(session, kept.uid)
    with pytest.raises(NotFound):
        writing_facts.edit(session, kept.uid, resource)

    editing.restore(session, kept.uid)
    assert [one.kept.uid for one in browsing.search(session, camille, "penicilline")] == [kept.uid]
    with pytest.raises(NotFound):
        editing.restore(session, kept.uid)

    editing.delete(session, kept.uid)
    assert editing.empty_trash(session, camille) == 1
    with pytest.raises(NotFound):
        browsing.item(session, kept.uid)
    assert session.database.run("SELECT count(*) FROM search") == [(0,)]
    (row,) = session.database.run("SELECT title, resource, status FROM fact")
    assert row == ("", "{}", "superseded")
    with pytest.raises(NotFound):
        editing.delete(session, kept.uid)


def test_the_trash_empties_itself_after_30_days(
    session: Session, camille: Person, clock: FakeClock
) -> None:
    kept = writing_facts.write(session, camille, "allergy", writing_facts.resource_of(ALLERGY))
    editing.delete(session, kept.uid)
    clock.moment += timedelta(days=29)
    assert editing.purge(session) == 0
    clock.moment += timedelta(hours=23)
    assert editing.purge(session) == 0
    clock.moment += timedelta(hours=1, seconds=1)
    assert editing.purge(session) == 1


def test_the_trash_is_looked_through_once_a_day(
    session: Session, camille: Person, clock: FakeClock
) -> None:
    assert editing.purge(session) == 0
    assert session.vault.meta.get("last_purge") == session.ms()
    kept = writing_facts.write(session, camille, "allergy", writing_facts.resource_of(ALLERGY))
    editing.delete(session, kept.uid)
    session.database.run("UPDATE fact SET deleted = 0")
    clock.moment += timedelta(hours=23, minutes=59)
    assert editing.purge(session) == 0
    clock.moment += timedelta(minutes=2)
    assert editing.purge(session) == 1


def test_a_clock_put_back_does_not_stop_the_purge(
    session: Session, camille: Person, clock: FakeClock
) -> None:
    editing.purge(session)
    clock.moment -= timedelta(days=400)
    editing.purge(session)
    assert session.vault.meta.get("last_purge") == session.ms()


NONE = {"section": "allergy", "state": "none", "at": 1000, "actor": "window", "batch": None}


def say_none(session: Session, person: Person, *sections: str) -> None:
    row = session.vault.people.row_id(person.uid)
    for section in sections:
        session.vault.nothing_known.say(row, section, "none", 1000, "window", None)


def sections(session: Session, person: Person) -> list[str]:
    return [one.section for one in browsing.nothing_known(session, person)]


def last_line(session: Session) -> dict[str, Any]:
    ((body,),) = session.database.run("SELECT body FROM journal ORDER BY seq DESC LIMIT 1")
    return dict(json.loads(body))


def test_an_allergy_by_hand_ends_none_known_of_allergies_only(
    session: Session, camille: Person
) -> None:
    """Both stay in the history: the line of the act keeps what was said before."""
    say_none(session, camille, "allergy", "medication")
    kept = writing_facts.write(session, camille, "allergy", writing_facts.resource_of(ALLERGY))

    assert sections(session, camille) == ["medication"]
    assert last_line(session)["ended"] == [NONE]
    editing.delete(session, kept.uid)
    say_none(session, camille, "allergy")
    assert sections(session, camille) == ["allergy", "medication"]
    editing.restore(session, kept.uid)
    assert sections(session, camille) == ["medication"]


def test_another_person_s_none_known_stays(session: Session, camille: Person) -> None:
    uid = "11111111-1111-4111-8111-111111111111"
    other = Person(uid, "Zoé", "child", "legal", "Europe/Paris")
    people.add(session, other)
    say_none(session, other, "allergy")
    writing_facts.write(session, camille, "allergy", writing_facts.resource_of(ALLERGY))
    assert sections(session, other) == ["allergy"]


PAIRS = [
    ("créatinine", "creatinine"), ("vaccinations", "vaccin"), ("rénale", "rénaux"),
    ("opéré", "opération"), ("allergique", "allergie"), ("œil", "oeil"), ("Straße", "strasse"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "asked"), PAIRS)
def test_words_of_one_stem_find_each_other(
    session: Session, camille: Person, said: str, asked: str
) -> None:
    """R12: in both directions."""
    for text, question in ((said, asked), (asked, said)):
        condition = {"resourceType": "Condition", "code": {"text": f"Note sur {text}"}}
        kept = writing_facts.write(session, camille, "condition", condition)
        assert browsing.search(session, camille, question)
        editing.delete(session, kept.uid)
        editing.empty_trash(session, camille)
        session.database.run("DELETE FROM fact")


def test_a_search_has_filters_phrases_exclusions_and_other_names(
    session: Session, camille: Person
) -> None:
    put(session, camille, "blood_pressure", "138/86")
    for name, day in (("Grippe saisonnière", "2019-03-01"), ("Grippe aviaire", "2021-03-01")):
        condition = {"resourceType": "Condition", "code": {"text": name}, "onsetDateTime": day}
        writing_facts.write(session, camille, "condition", condition)

    def titles(text: str) -> list[str]:
        return [one.kept.fact.title for one in browsing.search(session, camille, text)]

    assert titles("grippe") == ["Grippe aviaire", "Grippe saisonnière"]
    assert titles("grippe -aviaire") == ["Grippe saisonnière"]
    assert titles('"grippe aviaire"') == ["Grippe aviaire"]
    assert titles("grippe avant:2020") == ["Grippe saisonnière"]
    assert titles("grippe après:2020-13") == ["Grippe aviaire", "Grippe saisonnière"]
    assert titles("grippe type:maladie après:2021") == ["Grippe aviaire"]
    assert titles("tension") == ["blood_pressure"]
    assert titles("source:person") != []
    assert titles("") == titles("-grippe") == titles("...") == []
    assert len(browsing.search(session, None, "grippe", limit=1)) == 1
