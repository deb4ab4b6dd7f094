"""What a card says of a measure, on a real vault."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import numpy as np
import pytest

from vault.fhir.measured import fact
from vault.record.batch import Column, Measured
from vault.record.measures import STEPS, known
from vault.record.moments import Moment, TimeQuality
from vault.record.person import Person
from vault.record.provenance import Batch, Source
from vault.record.quantity import Quantity
from vault.usecases import arranging, glance, recording
from vault.usecases.glance import Glance
from vault.usecases.recording import Typed
from vault.usecases.session import Session

WATCH = Source(vendor="Maker", model="W1", device_class="watch")


def put(
    session: Session, person: Person, key: str, text: str, days_ago: int, unit: str = ""
) -> str:
    at = session.clock.now() - timedelta(days=days_ago)
    return recording.add(session, person, Typed(known(key), text, at, unit)).uid


def walk(session: Session, person: Person, *days: tuple[float, float]) -> None:
    """Let a watch count steps: (days ago, how many)."""
    noon = datetime(2026, 11, 23, 11, tzinfo=UTC)
    starts = [int((noon - timedelta(days=ago)).timestamp() * 1000) for ago, _count in days]
    column = Column(
        STEPS.key, WATCH, "{steps}", np.array(starts, np.int64),
        np.array([count for _ago, count in days], np.float64),
        ends=np.array(starts, np.int64) + 600_000, offsets=60,
    )  # fmt: skip
    row = session.vault.people.row_id(person.uid)
    with session.database.transaction():
        opened = session.vault.batches.open(
            Batch(str(uuid4()), "import", "withings-export", "1"), row, session.ms()
        )
        session.vault.samples.keep(opened, row, column, "native", session.ms())
        session.vault.totals.settle()


def seen(session: Session, person: Person, key: str) -> Glance:
    found = glance.glance(session, person, key)
    assert found is not None
    return found


def test_a_fall_over_thirty_days_is_less(session: Session, camille: Person) -> None:
    for ago in range(0, 28, 3):
        put(session, camille, "body_weight", f"{70 + ago / 10:.1f}", ago)
    one = seen(session, camille, "body_weight")
    assert one.said == "less"
    assert one.amount == pytest.approx(-3.0)
    assert (len(one.days), one.days[-1], one.days[-2]) == (30, 70.0, None)


def test_a_small_change_is_stable_and_a_rise_is_more(session: Session, camille: Person) -> None:
    for ago in range(0, 28, 3):
        put(session, camille, "body_weight", f"{70 + ago / 1000:.2f}", ago)
        put(session, camille, "resting_heart_rate", str(70 - ago), ago)
    assert seen(session, camille, "body_weight").said == "stable"
    assert seen(session, camille, "resting_heart_rate").said == "more"


def test_glucose_is_never_mixed_across_moments(session: Session, camille: Person) -> None:
    for ago in range(0, 28, 2):
        at = session.clock.now() - timedelta(days=ago)
        for minutes, text, code in ((30, f"{90 + ago}", "53049-3"), (60, "180", "16915-1")):
            typed = Typed(
                known("glucose"), text, at - timedelta(minutes=minutes),
                around={"moment": code},
            )  # fmt: skip
            recording.add(session, camille, typed)
    one = seen(session, camille, "glucose")
    assert (one.moment, one.days[-1], one.days[-3]) == ("53049-3", 90.0, 92.0)
    assert one.said == "less"
    late = session.clock.now() - timedelta(minutes=1)
    recording.add(session, camille, Typed(known("glucose"), "100", late))
    assert seen(session, camille, "glucose").moment == ""


def test_few_one_and_none_for_weeks_are_told_apart(session: Session, camille: Person) -> None:
    put(session, camille, "body_height", "170", 1)
    for ago in (0, 1, 2):
        put(session, camille, "body_weight", "70", ago)
    for ago in (22, 29):
        put(session, camille, "body_temperature", "37", ago)
    assert seen(session, camille, "body_height").said == "single"
    assert seen(session, camille, "body_weight").said == "few"
    silent = seen(session, camille, "body_temperature")
    assert (silent.said, silent.weeks) == ("silent", 3)


def test_two_values_of_one_day_are_not_one_only(session: Session, camille: Person) -> None:
    put(session, camille, "blood_pressure", "138/86", 0)
    at = session.clock.now() - timedelta(minutes=5)
    recording.add(session, camille, Typed(known("blood_pressure"), "131/-", at))
    one = seen(session, camille, "blood_pressure")
    assert one.said == "few"
    assert one.last is not None
    assert [str(part) for part in one.last.figures] == ["138", "86"]


def test_what_is_summed_has_a_mean_of_whole_days(session: Session, camille: Person) -> None:
    walk(session, camille, (2, 6000.0), (1, 8000.0), (0, 100.0))
    one = seen(session, camille, "steps")
    assert (one.said, one.amount) == ("mean", 7000.0)
    assert one.days[-3:] == (6000.0, 8000.0, 100.0)


def test_one_day_of_steps_is_one_only(session: Session, camille: Person) -> None:
    walk(session, camille, (0, 100.0))
    assert seen(session, camille, "steps").said == "single"


def test_steps_of_long_ago_have_no_mean_of_this_month(session: Session, camille: Person) -> None:
    walk(session, camille, (60, 100.0), (50, 100.0))
    assert seen(session, camille, "steps").said == "silent"


def test_the_figures_are_those_received(session: Session, camille: Person) -> None:
    put(session, camille, "body_weight", "157,0", 0, "lb")
    last = seen(session, camille, "body_weight").last
    assert last is not None
    assert ([str(one) for one in last.figures], last.unit) == (["157.0"], "[lb_av]")


def test_what_has_no_key_stands_beside_under_its_own_name(
    session: Session, camille: Person
) -> None:
    when = Moment(session.clock.now(), TimeQuality.EXACT_OFFSET)
    row = session.vault.people.row_id(camille.uid)
    mine = Measured(
        "other", Quantity(known("body_weight").low, "kg"), when, "r", title="Grip strength",
        code="http://example.org|grip",
    )  # fmt: skip
    with session.database.transaction():
        opened = session.vault.batches.open(
            Batch(str(uuid4()), "import", "fhir-json", "1"), row, session.ms()
        )
        session.vault.facts.keep(opened, row, [fact(mine)], session.ms(), "test")
    (one,) = glance.beside(session, camille)
    assert one.last is not None
    assert (one.key, one.last.name, one.said) == ("other", "Grip strength", "nothing")
    assert glance.glances(session, camille) == ()


def test_what_is_left_out_of_shares_is_still_seen_by_its_owner(
    session: Session, camille: Person
) -> None:
    uid = put(session, camille, "body_weight", "70", 0)
    session.vault.facts.withhold(uid, withheld=True)
    assert [one.key for one in glance.glances(session, camille)] == ["body_weight"]


def test_a_measure_with_nothing_to_show_has_no_card(session: Session, camille: Person) -> None:
    uid = put(session, camille, "body_weight", "70", 0)
    session.database.run("UPDATE fact SET status = 'to_check' WHERE uid = ?", uid)
    assert glance.glances(session, camille) == ()


def test_one_that_cannot_be_read_hides_no_other(session: Session, camille: Person) -> None:
    put(session, camille, "body_weight", "70", 0)
    walk(session, camille, (0, 100.0))
    session.database.run("UPDATE chunk SET body = x'00'")
    session.database.run("DELETE FROM day_total")
    found = {one.key: one for one in glance.glances(session, camille)}
    assert found["body_weight"].last is not None
    assert found["steps"].last is None


def test_cards_are_those_chosen_in_their_order(session: Session, camille: Person) -> None:
    for key, text in (
        ("body_weight", "70"), ("glucose", "90"), ("body_height", "170"), ("hba1c", "6"),
        ("inr", "1"), ("pain", "2"), ("mood", "3"),
    ):  # fmt: skip
        put(session, camille, key, text, 0)
    usual = [one.key for one in arranging.cards(session, camille)]
    assert usual[:3] == ["body_weight", "glucose", "body_height"]
    assert len(usual) == arranging.MOST
    before = arranging.chosen(session, camille)
    arranging.choose(session, camille, ("mood", "steps", "body_weight", "mood"))
    assert arranging.chosen(session, camille) == ("mood", "steps", "body_weight")
    assert [one.key for one in arranging.cards(session, camille)] == ["mood", "body_weight"]
    assert arranging.every_card(session, camille)[:3] == (
        ("mood", True), ("body_weight", True), ("body_height", False),
    )  # fmt: skip
    arranging.choose(session, camille, before)
    assert [one.key for one in arranging.cards(session, camille)] == usual
