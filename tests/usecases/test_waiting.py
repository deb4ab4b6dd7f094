"""What waits for a person: only what is true now, until it is settled, put off or silenced."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

from tests.conftest import CHEAP, FakeClock, opened
from tests.usecases.devices_at_hand import add, read, scale, weight
from tests.usecases.practice_bench import Bench, ask
from vault.devices.clock import wall
from vault.record.person import Person
from vault.store.frames import ClockRow
from vault.usecases import importing, people, sharing, stopping, waiting, ways_in
from vault.usecases.importing import Wish
from vault.usecases.session import Session
from vault.usecases.waiting import Kind, Waits
from vault.wording import waiting as words


def kinds(session: Session, person: Person) -> list[str]:
    return [one.kind for one in waiting.of(session, person)]


def test_nothing_waits_in_a_new_record(session: Session, camille: Person) -> None:
    assert waiting.of(session, camille) == ()
    assert waiting.count(session, camille) == 0


def test_readings_wait_once_whatever_their_number(session: Session, camille: Person) -> None:
    now = wall(session.clock.now(), session.clock.zone).replace(microsecond=0)
    device = scale(*(weight(kilos, now - timedelta(hours=2)) for kilos in ("71", "72")))
    add(session, device)
    read(session, device)
    (found,) = [one for one in waiting.of(session, camille) if one.kind == "readings"]
    assert found.count == 2
    assert not found.mutable


def test_a_share_that_ends_is_told_a_week_before_and_the_day_before(
    bench: Bench, clock: FakeClock
) -> None:
    grant = bench.sign(until=clock.moment.date() + timedelta(days=20))
    sharing.send(bench.session, ask, grant.uid)
    assert kinds(bench.session, bench.person) == []
    ends = datetime.fromtimestamp(grant.until / 1000, UTC)
    clock.moment = ends - timedelta(days=6)
    (week,) = [one for one in waiting.of(bench.session, bench.person) if one.kind == "share_ends"]
    clock.moment = ends - timedelta(hours=3)
    (day,) = [one for one in waiting.of(bench.session, bench.person) if one.kind == "share_ends"]
    assert (week.days, day.days) == (6, 0)
    assert week.key != day.key
    assert words.act(week)[0] == f"sharing/{grant.uid}"
    clock.moment = ends + timedelta(days=1)
    assert "share_ends" not in kinds(bench.session, bench.person)


def test_a_sending_without_its_receipt_and_a_stop_untold_wait(
    bench: Bench, clock: FakeClock
) -> None:
    bench.practice.faults.set("no-receipt", times=1)
    grant = bench.sign()
    sharing.send(bench.session, ask, grant.uid)
    assert kinds(bench.session, bench.person) == ["unconfirmed"]
    stopping.stop(bench.session, grant.uid)
    (found,) = waiting.of(bench.session, bench.person)
    assert (found.kind, found.about, found.days) == ("stop_untold", grant.uid, 0)
    clock.moment += timedelta(days=2)
    (found,) = [one for one in waiting.of(bench.session, bench.person) if one.about == grant.uid]
    assert found.days == 2
    sharing.send(bench.session, ask, grant.uid)
    assert "stop_untold" not in kinds(bench.session, bench.person)


@pytest.mark.parametrize(
    ("fault", "kind"), [("suspended", "service_halted"), ("finality-grew", "service_changed")]
)
def test_a_service_that_changed_or_halted_is_told_for_a_live_share(
    fault: str, kind: str, bench: Bench
) -> None:
    grant = bench.sign()
    sharing.send(bench.session, ask, grant.uid)
    bench.practice.faults.set(fault)
    bench.refresh()
    assert kinds(bench.session, bench.person) == [kind]
    sharing.send(bench.session, ask, grant.uid)
    stopping.stop(bench.session, grant.uid)
    assert kind not in kinds(bench.session, bench.person)


def test_a_catalogue_past_its_time_waits(bench: Bench, clock: FakeClock) -> None:
    clock.moment += timedelta(days=400)
    assert kinds(bench.session, bench.person) == ["catalogue_old"]


def test_the_recovery_sheet_waits_until_it_was_verified(place: Path, clock: FakeClock) -> None:
    session = opened(place, clock)
    try:
        person = people.named(session, None)
        assert kinds(session, person) == ["sheet_unchecked"]
        sheet = ways_in.new_sheet(session, CHEAP)
        (found,) = waiting.of(session, person)
        assert found.kind == "sheet_unchecked"
        assert not found.mutable
        ways_in.check_sheet(session, " ".join(sheet))
        assert kinds(session, person) == []
    finally:
        session.end()


def test_what_an_import_could_not_believe_waits_by_file(
    session: Session, camille: Person, tmp_path: Path
) -> None:
    path = tmp_path / "weight.csv"
    path.write_text(
        'Date,"Weight (kg)",Comments\n2026-06-01 07:00:00,72.4,\n2026-06-02 07:00:00,7210,\n'
    )
    with importing.prepared(session, camille, Wish((path,))) as ready:
        (batch,) = importing.keep(session, ready).batches
    (found,) = waiting.of(session, camille)
    assert (found.kind, found.about, found.name, found.count) == (
        "import_items", batch, "weight.csv", 1,
    )  # fmt: skip
    importing.undo(session, batch)
    assert kinds(session, camille) == []


def test_a_device_with_a_wrong_clock_an_empty_battery_or_silent_waits(
    session: Session, camille: Person, clock: FakeClock
) -> None:
    now = wall(session.clock.now(), session.clock.zone).replace(microsecond=0)
    device = scale(weight("71", now - timedelta(hours=2)))
    added = add(session, device, camille.uid)
    read(session, device)
    vault = session.vault
    vault.instruments.learn(added.uid, {**added.settings, "battery": 14})
    vault.clock_checks.add(added.uid, ClockRow(session.ms(), 3600.0, 0, "refused"))
    assert kinds(session, camille) == ["device_clock", "device_battery"]
    clock.moment += timedelta(days=31)
    vault.clock_checks.add(added.uid, ClockRow(session.ms(), 2.0, 0, ""))
    vault.instruments.learn(added.uid, {**added.settings, "battery": 90})
    (silent,) = waiting.of(session, camille)
    assert (silent.kind, silent.days) == ("device_silent", 31)
    assert words.reason(silent) == "No reading for 31 days."


@pytest.mark.parametrize(
    ("born", "told"),
    [("2008-11-23", True), ("2008-11-24", False), ("2008-11", False), ("2008", False),
     ("2007", True), (None, False)],
)  # fmt: skip
def test_a_child_who_came_of_age_is_told(
    born: str | None,
    told: bool,  # noqa: FBT001 - a column of the table
    session: Session,
    camille: Person,
) -> None:
    child = Person("p2", "Noé", "child", "legal", "Europe/Paris", born)
    people.add(session, child)
    assert (kinds(session, child) == ["of_age"]) is told
    assert kinds(session, camille) == []


def test_what_is_put_off_comes_back_and_what_is_silenced_does_not(
    session: Session, camille: Person, clock: FakeClock
) -> None:
    child = Person("p2", "Noé", "child", "legal", "Europe/Paris", "2007-01-01")
    people.add(session, child)
    (found,) = waiting.of(session, child)
    changes = waiting.later(session, child, found.key, 1)
    assert changes.touched == {(child.uid, "")}
    assert waiting.count(session, child) == 0
    clock.moment += timedelta(days=1)
    assert waiting.count(session, child) == 1
    waiting.later(session, child, found.key, 7)
    waiting.again(session, child, found.key)
    assert waiting.count(session, child) == 1
    waiting.never(session, child, found.key)
    clock.moment += timedelta(days=4000)
    assert waiting.count(session, child) == 0


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("days", [0, 1, 2])
def test_each_kind_has_its_words(kind: Kind, days: int) -> None:
    one = Waits("k", kind, None, "Pré-admission", "u1", count=days + 1, days=days)
    said = (words.title(one), words.reason(one), *words.act(one), words.icon(one))
    assert all(said)
    assert "{" not in "".join(said)
    assert words.reason(replace(one, name="")).strip()
