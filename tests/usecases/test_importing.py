from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vault.errors import Cancelled, FileUnreadable, UnknownFormat, WrongUse
from vault.record.person import Person
from vault.usecases import importing
from vault.usecases.import_report import Report
from vault.usecases.importing import Wish
from vault.usecases.session import Session

WEIGHT = 'Date,"Weight (kg)",Comments\n2026-06-01 07:00:00,72.4,\n2026-06-02 07:00:00,72.1,\n'
STEPS = 'start,duration,value\n2026-06-01T08:00:00+02:00,"[60,60]","[42,50]"\n'

Bring = Callable[..., Report]


@pytest.fixture
def bring(session: Session, camille: Person, tmp_path: Path) -> Bring:
    """Import text under a name, as a person would."""

    def brought(body: str, name: str = "weight.csv", **wish: object) -> Report:
        path = tmp_path / name
        path.write_text(body, "utf-8")
        with importing.prepared(session, camille, Wish((path,), **wish)) as ready:  # type: ignore[arg-type]
            return importing.keep(session, ready) if ready.ready else importing.asked(ready)

    return brought


def journal(session: Session) -> list[tuple[str, str]]:
    return session.database.run("SELECT kind, body FROM journal ORDER BY seq")


def test_a_file_becomes_facts_with_one_journal_line_without_values(
    session: Session, camille: Person, bring: Bring
) -> None:
    report = bring(WEIGHT)

    assert report.document()["by_kind"]["body_weight"] == {
        "added": 2, "first": "2026-06-01T07:00:00+02:00", "last": "2026-06-02T07:00:00+02:00",
        "min": 72.1, "max": 72.4, "sum": 144.5, "unit": "kg",
    }  # fmt: skip
    (kind, body) = journal(session)[-1]
    assert kind == "imported"
    assert "72" not in body.replace(next(iter(report.batches)), "")
    assert "weight" not in body


def test_the_same_file_again_adds_nothing_and_says_so(session: Session, bring: Bring) -> None:
    bring(WEIGHT)
    again = bring(WEIGHT)

    assert again.counts["added"] == again.counts["corrected"] == 0
    assert again.counts["already_present"] == 2
    assert [one.kind for one in again.remarks] == ["zone_assumed", "nothing_new"]


def test_streams_are_counted_and_kept_once(session: Session, bring: Bring) -> None:
    report = bring(STEPS, "raw_tracker_steps.csv")
    again = bring(STEPS, "raw_tracker_steps.csv")

    assert report.document()["by_kind"]["steps"]["sum"] == 92
    assert again.counts["already_present"] == 2


def test_a_preview_says_the_same_and_writes_nothing(
    session: Session, camille: Person, tmp_path: Path
) -> None:
    path = tmp_path / "weight.csv"
    path.write_text(WEIGHT)
    with importing.prepared(session, camille, Wish((path,))) as ready:
        before = session.database.run(
            "SELECT count(*) FROM batch UNION ALL SELECT count(*) FROM fact"
        )
        shown = importing.preview(session, ready)
        after = session.database.run(
            "SELECT count(*) FROM batch UNION ALL SELECT count(*) FROM fact"
        )
        kept = importing.keep(session, ready)

    assert before == after
    assert not shown.batches
    assert shown.document() | {"batch": 0, "batches": 0} == kept.document() | {
        "batch": 0,
        "batches": 0,
    }


def test_a_cut_file_is_kept_in_part_and_never_said_to_be_whole(bring: Bring) -> None:
    report = bring(WEIGHT[:-6])

    assert not report.complete
    assert report.code == 1
    assert report.kinds["body_weight"].added == 1


def test_a_file_cut_before_its_first_row_is_unreadable(bring: Bring) -> None:
    with pytest.raises(FileUnreadable):
        bring(WEIGHT[:40])


def test_what_nobody_recognises_is_refused(bring: Bring) -> None:
    with pytest.raises(UnknownFormat):
        bring("nothing here\n", "x.txt")
    with pytest.raises(UnknownFormat):
        bring("", "empty.csv")


def test_a_file_that_is_not_there_is_unreadable(session: Session, camille: Person) -> None:
    with (
        pytest.raises(FileUnreadable),
        importing.prepared(session, camille, Wish((Path("/nowhere/at/all.csv"),))),
    ):
        pass


@pytest.mark.parametrize("wish", [{"format": "no-such"}, {"zone": "Mars/Olympus"}])
def test_a_format_or_zone_that_is_none_is_a_wrong_use(bring: Bring, wish: dict[str, str]) -> None:
    with pytest.raises(WrongUse):
        bring(WEIGHT, **wish)


def test_a_cancelled_import_leaves_nothing(
    session: Session, camille: Person, tmp_path: Path
) -> None:
    path = tmp_path / "weight.csv"
    path.write_text(WEIGHT)
    calls = iter([False, False])
    with (
        pytest.raises(Cancelled),
        importing.prepared(session, camille, Wish((path,)), cancelled=lambda: next(calls, True)),
    ):
        pass
    assert session.database.run("SELECT count(*) FROM batch") == [(0,)]
