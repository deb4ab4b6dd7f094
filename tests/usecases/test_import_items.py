"""An import apart from the vault, and its report opened later: what is in it, what became of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from vault.errors import Cancelled, NotFound
from vault.importers.format import Watch
from vault.record.person import Person
from vault.usecases import import_items, importing
from vault.usecases.import_contents import contents, sources
from vault.usecases.import_report import Report
from vault.usecases.importing import Ground, Prepared, Wish
from vault.usecases.session import Session
from vault.wording.reports import say

WEIGHT = 'Date,"Weight (kg)",Comments\n2026-06-01 07:00:00,72.4,\n2026-06-02 07:00:00,7210,\n'
APPLE = """<HealthData>
<Record type="HKQuantityTypeIdentifierBodyMass" sourceName="Balance" unit="kg"
 startDate="2026-05-10 07:01:00 +0200" endDate="2026-05-10 07:01:00 +0200" value="72.4"/>
<Record type="HKQuantityTypeIdentifierStepCount" sourceName="Montre" unit="count"
 startDate="2026-05-10 08:00:00 +0200" endDate="2026-05-10 08:10:00 +0200" value="320"/>
<Record type="HKQuantityTypeIdentifierStepCount" sourceName="Montre" unit="count"
 startDate="2026-05-11 08:00:00 +0200" endDate="2026-05-11 08:10:00 +0200" value="120"/>
</HealthData>
"""
Bring = Callable[..., Report]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.xml"
    path.write_text(APPLE)
    return path


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "weight.csv"
    path.write_text(WEIGHT)
    return path


def bring(session: Session, person: Person, path: Path) -> Report:
    with importing.prepared(session, person, Wish((path,))) as ready:
        return importing.keep(session, ready)


def test_files_are_read_on_a_thread_that_never_touches_the_vault(
    session: Session, camille: Person, export: Path
) -> None:
    ground = Ground.of(session, camille)
    found: list[str] = []

    def work() -> None:
        with importing.read(ground, Wish((export,))) as ready:
            found.extend(one.kind for one in contents(ready))
            found.extend(sources(ready))

    apart = threading.Thread(target=work)
    apart.start()
    apart.join()
    assert found == ["steps", "body_weight", "Balance", "Montre"]


def test_what_stands_in_a_file_is_told_by_kind_with_its_period_and_samples(
    session: Session, camille: Person, export: Path
) -> None:
    with importing.prepared(session, camille, Wish((export,))) as ready:
        steps, weight = contents(ready)
    assert (steps.kind, steps.count) == ("steps", 2)
    assert steps.first is not None
    assert steps.last is not None
    assert (steps.first.date().isoformat(), steps.last.date().isoformat()) == (
        "2026-05-10", "2026-05-11",
    )  # fmt: skip
    assert [one.value for one in steps.shown] == [320.0, 120.0]
    assert weight.shown[0].source == "Balance"


def test_looking_into_a_file_can_be_stopped(
    session: Session, camille: Person, export: Path
) -> None:
    with (
        importing.prepared(session, camille, Wish((export,))) as ready,
        pytest.raises(Cancelled),
    ):
        contents(ready, Watch(lambda: True).look)


def test_a_kind_that_is_left_out_is_not_kept_and_is_counted_apart(
    session: Session, camille: Person, export: Path
) -> None:
    with importing.prepared(session, camille, Wish((export,))) as ready:
        ready.without = frozenset({"steps"})
        told = importing.keep(session, ready)
    assert told.counts["added"] == 1
    assert dict(told.left_out) == {"steps": 2}
    (batch,) = told.batches
    assert import_items.report(session, batch).told["left_out"] == {"steps": 2}


def test_a_fact_of_a_kind_left_out_is_counted_apart(
    session: Session, camille: Person, weights: Path
) -> None:
    with importing.prepared(session, camille, Wish((weights,))) as ready:
        ready.without = frozenset({"body_weight"})
        told = importing.keep(session, ready)
    assert told.counts["added"] == 0
    assert dict(told.left_out) == {"body_weight": 2}


def test_writing_says_how_far_it_is(session: Session, camille: Person, export: Path) -> None:
    steps: list[tuple[int, int]] = []
    with importing.prepared(session, camille, Wish((export,))) as ready:
        ready.watch.wrote = lambda done, of: steps.append((done, of))
        importing.keep(session, ready)
    assert steps
    assert all(done < of for done, of in steps)


def test_a_report_is_read_again_later_with_what_was_said(
    session: Session, camille: Person, weights: Path
) -> None:
    (batch,) = bring(session, camille, weights).batches
    kept = import_items.report(session, batch)
    assert (kept.file, kept.format, kept.state) == ("weight.csv", "withings-export", "kept")
    assert kept.counts["added"] == 1
    assert kept.counts["to_check"] == 1
    assert kept.read == 2
    assert any("time zone" in say(one) for one in import_items.remarks(kept.told))
    with pytest.raises(NotFound):
        import_items.report(session, "nothing")


def test_each_line_of_a_report_opens_its_items(
    session: Session, camille: Person, weights: Path, tmp_path: Path
) -> None:
    (first,) = bring(session, camille, weights).batches
    assert [one.fact.status for one in import_items.items(session, first, "to_check")] == [
        "implausible"
    ]
    assert len(import_items.items(session, first, "added")) == 1
    (second,) = bring(session, camille, weights).batches
    assert len(import_items.items(session, second, "already_present")) == 2
    assert import_items.items(session, second, "added") == ()
    later = tmp_path / "weight.csv"
    later.write_text(WEIGHT.replace("72.4", "72.5"))
    (third,) = bring(session, camille, later).batches
    corrected = import_items.items(session, third, "corrected")
    assert [float(one.fact.value or 0) for one in corrected] in ([72.5], [])


def test_what_undoing_would_do_is_said_and_nothing_is_done(
    session: Session, camille: Person, weights: Path
) -> None:
    (batch,) = bring(session, camille, weights).batches
    assert importing.undo_preview(session, batch).removed == 2
    assert importing.brought(session)[0].state == "kept"
    assert importing.undo(session, batch).removed == 2


def test_a_ground_holds_no_connection(session: Session, camille: Person) -> None:
    ground = Ground.of(session, camille)
    assert ground.place is None
    assert not any(isinstance(getattr(ground, name), type(session)) for name in ground.__slots__)
    assert Prepared(camille, Wish(()), ground.clock.zone).ready  # type: ignore[arg-type]
