"""A summary made from a real record: what it gathers, what it misses, and who may make it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from tests.exports.contents import PENICILLIN, RAMIPRIL
from tests.exports.paper import text_of
from vault.errors import NotWritable, PassphraseNeeded, WrongUse
from vault.exports.format import Gap, Latest
from vault.fhir.measured import fact as fact_of
from vault.record.batch import Column, Measured
from vault.record.facts import Fact
from vault.record.measures import HEART_RATE
from vault.record.moments import Moment, TimeQuality
from vault.record.person import Person
from vault.record.provenance import Batch, Source
from vault.record.quantity import Quantity
from vault.usecases import exporting
from vault.usecases.exporting import Words
from vault.usecases.latest_values import latest_values
from vault.usecases.session import Session
from vault.wording.charts import speech
from vault.wording.paper import forms

PARIS = ZoneInfo("Europe/Paris")
TODAY = date(2026, 11, 23)
WATCH = Source("Acme", model="Watch", device_class="watch")


def measured(key: str, value: str, unit: str, back: int, **more: object) -> Measured:
    at = datetime(2026, 11, 23, 7, 10, tzinfo=PARIS) - timedelta(days=back)
    when = Moment(at, TimeQuality.EXACT_OFFSET)
    return Measured(key, Quantity(Decimal(value), unit), when, f"row {back}", **more)  # type: ignore[arg-type]


def keep(session: Session, person: Person, *facts: Fact, column: Column | None = None) -> None:
    row, now = session.vault.people.row_id(person.uid), session.ms()
    with session.database.transaction():
        batch = session.vault.batches.open(Batch(str(uuid4()), "hand", "form", "1"), row, now)
        session.vault.facts.keep(batch, row, facts, now, "command")
        if column is not None:
            session.vault.samples.keep(batch, row, column, "span", now)
        session.vault.batches.finish(batch, {}, now)


def numbered(*facts: Fact) -> tuple[Fact, ...]:
    return tuple(replace(one, key=bytes([k]) * 16) for k, one in enumerate(facts, start=1))


def made(session: Session, person: Person, **period: date) -> tuple[list[str], exporting.Made]:
    asked = exporting.wanted(session, "summary", person, period.get("first"), period.get("last"))
    out: list[bytes] = []
    words = Words(forms(), lambda measure: speech(measure, TODAY))
    done = exporting.export(session, asked, words, out.append)
    return text_of(out[0]), done


def weights(*backs: int) -> tuple[Fact, ...]:
    return tuple(fact_of(measured("body_weight", f"70.{k:02}", "kg", k)) for k in backs)


def test_an_empty_record_is_a_page_and_a_journal_line_of_counts(
    session: Session, camille: Person
) -> None:
    (page,), done = made(session, camille)
    assert "No measurement in this record." in page
    assert done.items == 0
    ((kind, body),) = session.database.run(
        "SELECT kind, body FROM journal ORDER BY seq DESC LIMIT 1"
    )
    assert kind == "exported"
    assert json.loads(body) == {"bytes": len(done.body), "format": "summary", "gaps": 5, "items": 0}


def test_facts_values_charts_and_declarations_are_gathered(
    session: Session, camille: Person
) -> None:
    keep(session, camille, *numbered(PENICILLIN, RAMIPRIL), *weights(*range(20)))
    row = session.vault.people.row_id(camille.uid)
    session.vault.nothing_known.say(row, "condition", "none", session.ms(), "command", None)

    (page,), done = made(session, camille)

    for words in ("Pénicilline", "Ramipril 5 mg", "No known health problem", "70.00", "Charts"):
        assert words in page
    assert {gap.name for gap in done.gaps if gap.kind == "not_filled"} == {"immunization"}


def test_days_without_values_are_gaps_of_a_measure_that_is_followed(
    session: Session, camille: Person
) -> None:
    keep(session, camille, *weights(*range(40, 60)), *weights(*range(80, 90)))
    _pages, done = made(session, camille)
    silences = [gap for gap in done.gaps if gap.kind == "silence"]
    assert [(gap.first, gap.last) for gap in silences] == [
        (TODAY - timedelta(days=79), TODAY - timedelta(days=60)),
        (TODAY - timedelta(days=39), TODAY),
    ]


def test_a_laboratory_value_twice_a_year_is_no_silence_and_an_old_one_is_named(
    session: Session, camille: Person
) -> None:
    rare = [fact_of(measured("glucose", "0.95", "g/L", back)) for back in (10, 200)]
    old = fact_of(measured("body_height", "166", "cm", 900))
    keep(session, camille, *rare, old)
    (page,), done = made(session, camille)
    assert [gap for gap in done.gaps if gap.kind == "silence"] == []
    assert Gap("unfollowed", "body_height") in done.gaps
    assert "0.95\u00a0g/L" in page


def test_the_period_is_a_year_unless_its_ends_are_named(session: Session, camille: Person) -> None:
    span = exporting.wanted(session, "summary", camille, None, None).span
    assert (span.days, span.last) == (365, TODAY)
    later = exporting.wanted(session, "summary", camille, date(2027, 1, 5), None).span
    assert (later.first, later.last) == (date(2027, 1, 5), date(2027, 1, 5))
    with pytest.raises(WrongUse):
        exporting.wanted(session, "summary", camille, TODAY, TODAY - timedelta(days=1))
    with pytest.raises(WrongUse):
        exporting.wanted(session, "telegram", camille, None, None)


def test_another_way_in_than_the_passphrase_is_refused(session: Session, camille: Person) -> None:
    with pytest.raises(PassphraseNeeded):
        made(replace(session, by_passphrase=False), camille)


def test_a_place_that_refuses_leaves_no_line_in_the_journal(
    session: Session, camille: Person
) -> None:
    def refuse(_body: bytes) -> None:
        raise NotWritable("there")

    asked = exporting.wanted(session, "summary", camille, None, None)
    words = Words(forms(), lambda measure: speech(measure, TODAY))
    with pytest.raises(NotWritable):
        exporting.export(session, asked, words, refuse)
    assert session.database.run("SELECT count(*) FROM journal WHERE kind = 'exported'") == [(0,)]


def test_the_last_value_is_as_received_with_its_sign_and_the_range_beside_it(
    session: Session, camille: Person
) -> None:
    crp = fact_of(measured("crp", "0.50", "mg/L", 3, comparator="<"))
    crp = replace(crp, resource={**crp.resource, "referenceRange": [{"text": "0 - 5"}]})
    pressure = fact_of(
        replace(
            measured("blood_pressure", "1", "mm[Hg]", 1), value=None,
            components={"systolic": Quantity(Decimal(138), "mm[Hg]"),
                        "diastolic": Quantity(Decimal("86.0"), "mm[Hg]")},
        )
    )  # fmt: skip
    odd = fact_of(measured("other", "12", "{score}", 2, title="Zinc", code="urn:x|zn"))
    pounds = fact_of(measured("body_weight", "150.8", "[lb_av]", 1))
    keep(session, camille, crp, pressure, odd, pounds)
    row = session.vault.people.row_id(camille.uid)

    found = {one.name or one.measure: one for one in latest_values(
        session, camille, session.vault.facts.list(row))}  # fmt: skip

    assert found["crp"].comparator == "<"
    assert found["crp"].range_text == "0 - 5"
    assert found["crp"].figures == (Decimal("0.50"),)
    assert found["blood_pressure"].figures == (Decimal(138), Decimal("86.0"))
    assert (found["body_weight"].figures, found["body_weight"].unit) == (
        (Decimal("150.8"),), "[lb_av]",
    )  # fmt: skip
    assert found["Zinc"].figures == (Decimal(12),)


def test_streams_give_their_last_sample_or_their_last_day(
    session: Session, camille: Person
) -> None:
    start = round(datetime(2026, 11, 22, 9, tzinfo=PARIS).timestamp() * 1000)
    times = start + 60_000 * np.arange(30, dtype=np.int64)
    keep(session, camille, column=Column(HEART_RATE.key, WATCH, "/min", times, np.full(30, 61.0)))
    steps = Column("steps", WATCH, "{steps}", times, np.full(30, 40.0), times + 60_000)
    keep(session, camille, column=steps)
    row = session.vault.people.row_id(camille.uid)

    pulse, walked = latest_values(session, camille, session.vault.facts.list(row))

    assert (pulse.measure, pulse.figures, pulse.decimals) == ("heart_rate", (Decimal("61.0"),), 0)
    assert pulse.source.vendor == "Acme"
    assert walked.figures == (Decimal("1200.0"),)
    assert walked.quality is TimeQuality.DATE_ONLY
    assert walked.at.date() == date(2026, 11, 22)


def test_a_later_value_by_hand_stands_before_the_stream(session: Session, camille: Person) -> None:
    start = round(datetime(2026, 11, 20, 9, tzinfo=PARIS).timestamp() * 1000)
    times = np.array([start], np.int64)
    keep(session, camille, column=Column(HEART_RATE.key, WATCH, "/min", times, np.array([61.0])))
    keep(session, camille, fact_of(measured("heart_rate", "70", "/min", 0)))
    row = session.vault.people.row_id(camille.uid)
    (pulse,) = latest_values(session, camille, session.vault.facts.list(row))
    assert (str(pulse.figures[0]), pulse.decimals) == ("70", None)


def found(session: Session, person: Person) -> dict[str, Latest]:
    facts = session.vault.facts.list(session.vault.people.row_id(person.uid))
    return {one.measure: one for one in latest_values(session, person, facts)}


def with_resource(fact: Fact, **more: object) -> Fact:
    return replace(fact, resource={**fact.resource, **more})


def test_a_resource_without_its_quantity_gives_the_canonical_figure(
    session: Session, camille: Person
) -> None:
    bare = with_resource(fact_of(measured("glucose", "0.95", "g/L", 1)), valueQuantity=None)
    odd = with_resource(
        fact_of(measured("crp", "2", "mg/L", 1)),
        valueQuantity={"value": True, "comparator": 3},
        referenceRange=[{"low": 1}, "x"],
    )
    keep(session, camille, bare, odd)
    told = found(session, camille)
    assert (told["glucose"].figures, told["glucose"].unit) == ((Decimal("95.0"),), "mg/dL")
    assert (told["crp"].figures, told["crp"].comparator, told["crp"].range_text) == (
        (Decimal("2.0"),),
        "",
        "",
    )


def test_a_value_that_is_absent_is_no_last_value(session: Session, camille: Person) -> None:
    absent = replace(measured("crp", "1", "mg/L", 1), value=None, absent="unknown")
    keep(session, camille, fact_of(absent))
    assert found(session, camille) == {}


def test_a_pressure_whose_parts_cannot_be_read_gives_the_canonical_figures(
    session: Session, camille: Person
) -> None:
    parts = {"systolic": Quantity(Decimal(138), "mm[Hg]")}
    pressure = replace(measured("blood_pressure", "1", "mm[Hg]", 1), value=None, components=parts)
    keep(session, camille, with_resource(fact_of(pressure), component=[]))
    assert found(session, camille)["blood_pressure"].figures == (Decimal("138.0"), None)


def test_a_stream_taken_back_leaves_nothing(session: Session, camille: Person) -> None:
    times = np.array([1_700_000_000_000], np.int64)
    for key, unit in ((HEART_RATE.key, "/min"), ("steps", "{steps}")):
        ends = times + 60_000 if key == "steps" else None
        column = Column(key, WATCH, unit, times, np.array([61.0]), ends)
        keep(session, camille, column=column)
    for one in session.vault.batches.all():
        session.vault.batches.undo(one.batch.uid, session.ms(), "command")
    assert found(session, camille) == {}


def test_a_few_days_of_rest_are_no_silence(session: Session, camille: Person) -> None:
    keep(session, camille, *weights(*range(5, 25)))
    _pages, done = made(session, camille)
    assert [gap for gap in done.gaps if gap.kind == "silence"] == []


def test_a_later_sample_stands_before_a_value_by_hand(session: Session, camille: Person) -> None:
    start = round(datetime(2026, 11, 22, 9, tzinfo=PARIS).timestamp() * 1000)
    times = np.array([start], np.int64)
    keep(session, camille, column=Column(HEART_RATE.key, WATCH, "/min", times, np.array([61.0])))
    keep(session, camille, fact_of(measured("heart_rate", "70", "/min", 9)))
    assert found(session, camille)["heart_rate"].figures == (Decimal("61.0"),)


def test_a_value_that_waits_to_be_checked_is_no_last_value(
    session: Session, camille: Person
) -> None:
    doubted = replace(fact_of(measured("crp", "9", "mg/L", 1)), status="to_check")
    keep(session, camille, doubted, fact_of(measured("crp", "2", "mg/L", 5)))
    assert found(session, camille)["crp"].figures == (Decimal(2),)
