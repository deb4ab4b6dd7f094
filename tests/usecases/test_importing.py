from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import FakeClock
from vault.errors import Cancelled, FileUnreadable, NotFound, UnknownFormat, WrongUse
from vault.record.batch import Remark
from vault.record.person import Person
from vault.store.fact_rows import Act
from vault.usecases import browsing, editing, importing, people, writing_facts
from vault.usecases.import_report import Report
from vault.usecases.importing import Wish
from vault.usecases.session import Session
from vault.usecases.staging import Staged
from vault.wording.reports import say

WEIGHT = 'Date,"Weight (kg)",Comments\n2026-06-01 07:00:00,72.4,\n2026-06-02 07:00:00,72.1,\n'
STEPS = 'start,duration,value\n2026-06-01T08:00:00+02:00,"[60,60]","[42,50]"\n'

APPLE = """<HealthData>
<Me HKCharacteristicTypeIdentifierDateOfBirth="1979-04-02"/>
<Record type="HKQuantityTypeIdentifierBodyMass" sourceName="Balance" unit="kg"
 startDate="2026-05-10 07:01:00 +0200" endDate="2026-05-10 07:01:00 +0200" value="72.4"/>
</HealthData>
"""

Bring = Callable[..., Report]


@pytest.fixture
def bring(session: Session, camille: Person, tmp_path: Path) -> Bring:
    """Import text under a name, as a person would."""

    def brought(body: str | bytes, name: str = "weight.csv", **wish: object) -> Report:
        path = tmp_path / name
        path.write_bytes(body if isinstance(body, bytes) else body.encode())
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


NONE = {"section": "allergy", "state": "none", "at": 1000, "actor": "window", "batch": None}


def allergy(name: str) -> str:
    return json.dumps({"resourceType": "AllergyIntolerance", "id": name, "code": {"text": name}})


def absent(session: Session, person: Person) -> list[tuple[str, str, int]]:
    found = browsing.nothing_known(session, person)
    return [(one.section, one.state, one.at) for one in found]


def undo(session: Session, report: Report) -> dict[str, Any]:
    """Take an import back; give the line of the journal."""
    importing.undo(session, next(iter(report.batches)))
    return dict(json.loads(journal(session)[-1][1]))


def test_taking_an_import_back_says_again_what_it_had_ended(
    session: Session, camille: Person, bring: Bring
) -> None:
    """R03, R10: once nothing of the section stands any more, whatever the order."""
    row = session.vault.people.row_id(camille.uid)
    session.vault.nothing_known.say(row, "allergy", "none", 1000, "window", None)
    first, second = (bring(allergy(name), f"{name}.json") for name in ("Latex", "Noix"))
    assert absent(session, camille) == []
    assert "said_again" not in undo(session, first)
    assert absent(session, camille) == []
    assert undo(session, second)["said_again"] == ["allergy"]
    assert absent(session, camille) == [("allergy", "none", 1000)]
    assert session.vault.journal.first_break() is None


def nothing(code: str) -> str:
    coding = {"system": "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips", "code": code}
    return json.dumps(
        {"resourceType": "AllergyIntolerance", "id": code, "code": {"coding": [coding]}}
    )


def test_what_was_not_known_stands_again_when_a_known_absence_is_taken_back(
    session: Session, camille: Person, bring: Bring
) -> None:
    """R03, R10: also when the file that says there is none holds one all the same."""
    bring(nothing("no-allergy-info"), "unknown.json")
    ((section, state, at),) = absent(session, camille)
    assert (section, state) == ("allergy", "unknown")
    none = bring(nothing("no-known-allergies"), "none.json")
    assert [one[1] for one in absent(session, camille)] == ["none"]
    assert undo(session, none)["said_again"] == ["allergy"]
    assert absent(session, camille) == [(section, state, at)]

    both = bring(f"{nothing('no-known-allergies')}\n{allergy('Latex')}\n", "both.ndjson")
    assert absent(session, camille) == []
    undo(session, both)
    assert absent(session, camille) == [(section, state, at)]


def test_what_is_said_since_or_was_ended_by_hand_stays_as_it_is(
    session: Session, camille: Person, bring: Bring
) -> None:
    row, known = session.vault.people.row_id(camille.uid), session.vault.nothing_known
    known.say(row, "allergy", "none", 1000, "window", None)
    report = bring(allergy("Latex"), "latex.json")
    known.say(row, "allergy", "none", 2000, "window", None)
    assert "said_again" not in undo(session, report)
    assert absent(session, camille) == [("allergy", "none", 2000)]

    kept = writing_facts.write(session, camille, "allergy", json.loads(allergy("Noix")))
    editing.delete(session, kept.uid)
    undo(session, bring(allergy("Pollen"), "pollen.json"))
    assert absent(session, camille) == []


def test_what_an_import_said_that_is_taken_back_does_not_come_back(
    session: Session, camille: Person, bring: Bring
) -> None:
    none = {"system": "http://snomed.info/sct", "code": "716186003"}
    said = {"resourceType": "AllergyIntolerance", "id": "n", "code": {"coding": [none]}}
    first = bring(json.dumps(said), "none.json")
    assert [one[:2] for one in absent(session, camille)] == [("allergy", "none")]
    second = bring(allergy("Latex"), "latex.json")
    assert undo(session, second)["said_again"] == ["allergy"]
    third = bring(allergy("Latex"), "latex.json")
    undo(session, first)
    undo(session, third)
    assert absent(session, camille) == []


def test_an_imported_allergy_ends_none_known_and_the_journal_keeps_what_was_said(
    session: Session, camille: Person, bring: Bring
) -> None:
    row = session.vault.people.row_id(camille.uid)
    for section in ("allergy", "stay"):
        session.vault.nothing_known.say(row, section, "none", 1000, "window", None)
    resource = {"resourceType": "AllergyIntolerance", "id": "a", "code": {"text": "Pénicilline"}}
    report = bring(json.dumps(resource), "allergy.json")

    assert report.counts["added"] == 1
    assert [one.section for one in browsing.nothing_known(session, camille)] == ["stay"]
    body = json.loads(journal(session)[-1][1])
    assert body["ended"] == [NONE]


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
    report = bring(WEIGHT[:-7])

    assert not report.complete
    assert report.code == 1
    assert report.kinds["body_weight"].added == 1


def test_what_is_left_out_is_counted_with_the_rest(bring: Bring) -> None:
    """The counters account for every item that was read."""
    report = bring(f"{WEIGHT}soon,70.0,\n2026-06-03 07:00:00,x,\n")
    assert (report.counts["added"], report.counts["refused"]) == (2, 2)
    assert (report.complete, report.code) == (True, 0)


def test_a_number_beyond_range_costs_its_resource_and_no_other(bring: Bring) -> None:
    allergies = [
        {"resource": {"resourceType": "AllergyIntolerance", "code": {"text": name}, "x": name}}
        for name in ("Noix", "Latex")
    ]
    text = json.dumps({"resourceType": "Bundle", "entry": allergies})
    report = bring(text.replace('"x": "Latex"', '"x": 1e99999999999999999999'), "record.json")
    assert (report.counts["added"], report.counts["refused"], report.code) == (1, 1, 0)
    (said,) = [one for one in report.remarks if one.level == "warning"]
    assert (said.kind, said.where) == ("refused_unreadable", "entry 1")


@pytest.mark.parametrize("body", [WEIGHT, STEPS])
def test_a_file_whose_last_line_has_no_line_end_is_whole(bring: Bring, body: str) -> None:
    report = bring(body.removesuffix("\n"), "raw_tracker_steps.csv" if body is STEPS else "w.csv")

    assert (report.complete, report.code) == (True, 0)
    assert sum(kind.added for kind in report.kinds.values()) == 2
    assert not report.counts["refused"]


def test_a_file_cut_before_its_first_row_is_unreadable(bring: Bring) -> None:
    with pytest.raises(FileUnreadable):
        bring(WEIGHT[:40])


def zipped(*members: tuple[str, str], spoil: str = "") -> bytes:
    """Pack members without compression; one byte of `spoil` is another one."""
    packed = BytesIO()
    with ZipFile(packed, "w") as one:
        for name, body in members:
            one.writestr(name, body)
    return packed.getvalue().replace(spoil.encode(), spoil[:-1].encode() + b"9", 1)


def test_of_a_damaged_archive_the_whole_members_are_read(bring: Bring, session: Session) -> None:
    report = bring(zipped(("weight.csv", WEIGHT), ("raw_tracker_steps.csv", STEPS), spoil="72.1"))

    assert (report.complete, report.code, report.formats) == (False, 1, ["withings-export"])
    assert {name: kind.added for name, kind in report.kinds.items()} == {"steps": 2}
    (said,) = [one for one in report.remarks if one.level == "warning"]
    assert (said.kind, said.where) == ("refused_damaged", "weight.csv")
    assert "weight.csv" in say(said)
    assert session.database.run("SELECT count(*) FROM fact") == [(0,)]


def test_of_a_damaged_stream_no_sample_is_kept(bring: Bring) -> None:
    report = bring(zipped(("weight.csv", WEIGHT), ("raw_tracker_steps.csv", STEPS), spoil="[42,50"))

    assert (report.complete, report.code) == (False, 1)
    assert list(report.kinds) == ["body_weight"]


def test_a_damaged_member_of_an_archive_of_anything_is_told(bring: Bring) -> None:
    report = bring(zipped(("a/weight.csv", WEIGHT), ("b.csv", "x,y\n11,12\n"), spoil="11,12"))

    assert (report.complete, report.code) == (False, 1)
    assert report.counts["refused"] == 0
    assert [one.where for one in report.remarks if one.kind == "refused_damaged"] == ["b.csv"]


def test_an_archive_of_which_nothing_is_whole_is_unreadable(bring: Bring) -> None:
    with pytest.raises(FileUnreadable):
        bring(zipped(("weight.csv", WEIGHT), spoil="72.1"))
    with pytest.raises(FileUnreadable):
        bring(zipped(("export.xml", APPLE), spoil="72.4"))
    with pytest.raises(FileUnreadable):
        bring(zipped(("in.zip", "PK\x03\x04 and no more")))


def test_the_report_tells_how_long_the_work_took_without_the_time_between(
    session: Session, camille: Person, tmp_path: Path, clock: FakeClock
) -> None:
    path = tmp_path / "weight.csv"
    path.write_text(WEIGHT)

    def pass_by() -> bool:
        clock.moment += timedelta(milliseconds=10)
        return False

    began = clock.moment
    with importing.prepared(session, camille, Wish((path,)), cancelled=pass_by) as ready:
        read = clock.moment - began
        clock.moment += timedelta(hours=1)
        report = importing.keep(session, ready)
    ((stored,),) = session.database.run("SELECT report FROM batch")
    whole = (clock.moment - began - timedelta(hours=1)).total_seconds()

    assert timedelta(0) < read < timedelta(minutes=1)
    assert report.document()["seconds"] == whole > read.total_seconds()
    assert json.loads(stored)["seconds"] == whole


def test_a_clock_that_goes_back_makes_no_time_below_nothing(
    session: Session, camille: Person, tmp_path: Path, clock: FakeClock
) -> None:
    path = tmp_path / "weight.csv"
    path.write_text(WEIGHT)

    def go_back() -> bool:
        clock.moment -= timedelta(seconds=1)
        return False

    with importing.prepared(session, camille, Wish((path,)), cancelled=go_back) as ready:
        assert importing.keep(session, ready).seconds == 0


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


def test_keeping_is_stopped_between_any_two_days(
    session: Session, camille: Person, tmp_path: Path
) -> None:
    """Neither a stream of many days nor its totals keep a person waiting."""
    path = tmp_path / "raw_tracker_steps.csv"
    days = [f'2026-0{1 + k // 28}-{1 + k % 28:02}T08:00:00+02:00,"[60]","[7]"' for k in range(140)]
    path.write_text("\n".join(("start,duration,value", *days)), "utf-8")
    looks: list[int] = []

    def look() -> bool:
        looks.append(1)
        return False

    with importing.prepared(session, camille, Wish((path,)), cancelled=look) as ready:
        looks.clear()
        report = importing.keep(session, ready)
    whole = len(looks)
    importing.undo(session, next(iter(report.batches)))
    assert whole > 2 * len(days)

    before = journal(session)
    for allowed in (0, 1, len(days), 2 * len(days), whole - 1):
        calls = iter([False] * allowed)
        with importing.prepared(session, camille, Wish((path,))) as ready:
            ready.watch.cancelled = lambda calls=calls: next(calls, True)  # type: ignore[misc]
            with pytest.raises(Cancelled):
                importing.keep(session, ready)
    assert journal(session) == before


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


def content(session: Session) -> list[object]:
    """All that the record says, without what counts acts."""
    found: list[object] = []
    for table, columns in (
        ("fact", "type, key, status, value, value2, title, resource, deleted, batch"),
        ("chunk", "stream, day, part, batch, n, lo, hi, total, digest, body"),
        ("day_total", "*"), ("fact_link", "*"), ("nothing_known", "*"), ("chunk_mask", "*"),
    ):  # fmt: skip
        found += sorted(session.database.run(f"SELECT {columns} FROM {table}"), key=str)  # noqa: S608
    return found


def test_undo_restores_the_record_byte_for_byte(session: Session, bring: Bring) -> None:
    bring(WEIGHT)
    bring(STEPS, "raw_tracker_steps.csv")
    before = content(session)
    changed = WEIGHT.replace("72.1", "71.9") + "2026-06-03 07:00:00,72.0,\n"
    more = STEPS + '2026-06-01T09:00:00+02:00,"[60]","[7]"\n'
    batches = [
        next(iter(report.batches))
        for report in (bring(changed), bring(more, "raw_tracker_steps.csv"))
    ]
    assert content(session) != before

    undone = [importing.undo(session, uid) for uid in reversed(batches)]

    assert content(session) == before
    assert [one.removed for one in undone] == [1, 1]
    assert undone[1].returned == 1
    kind, body = journal(session)[-1]
    assert kind == "import_undone"
    assert json.loads(body)["batch"] == batches[0]


def test_undo_of_the_first_keeps_what_the_second_holds_too(session: Session, bring: Bring) -> None:
    first, second = (next(iter(bring(WEIGHT).batches)) for _time in range(2))

    kept = importing.undo(session, first)
    gone = importing.undo(session, second)

    assert (kept.removed, kept.kept_elsewhere) == (0, 2)
    assert (gone.removed, gone.kept_elsewhere) == (2, 0)
    with pytest.raises(NotFound):
        importing.undo(session, second)


def test_values_of_one_act_are_linked(session: Session, bring: Bring) -> None:
    bring("Date,Heart Rate,Systolic,Diastolic,Comments\n2026-06-01 07:05:00,61,128,81,\n", "bp.csv")
    assert session.database.run("SELECT kind FROM fact_link") == [("measured_with",)]


def test_a_changed_value_is_a_correction_and_is_said(bring: Bring) -> None:
    bring(WEIGHT)
    again = bring(WEIGHT.replace("72.1", "71.9"))
    assert again.counts["corrected"] == 1
    assert "corrected" in [one.kind for one in again.remarks]


def test_replacing_sets_aside_what_the_file_lacks_until_it_is_undone(
    session: Session, camille: Person, bring: Bring
) -> None:
    both = (
        STEPS + '2026-06-01T09:00:00+02:00,"[60]","[7]"\n2026-06-01T10:00:00+02:00,"[60]","[8]"\n'
    )
    fewer = STEPS + '2026-06-01T10:00:00+02:00,"[60]","[8]"\n'
    bring(both, "raw_tracker_steps.csv")
    row = session.vault.people.row_id(camille.uid)

    def count() -> int:
        return len(session.vault.samples.between(row, "steps", 0, 1 << 50))

    report = bring(fewer, "raw_tracker_steps.csv", replace=True)

    assert (count(), report.counts["replaced"]) == (3, 1)
    assert "replaced" in [one.kind for one in report.remarks]
    importing.undo(session, next(iter(report.batches)))
    assert count() == 4


def test_what_was_deleted_stays_away_unless_it_is_asked_for(
    session: Session, camille: Person, bring: Bring
) -> None:
    bring(WEIGHT)
    row = session.vault.people.row_id(camille.uid)
    uid = session.vault.facts.list(row)[0].uid
    with session.act("deleted", camille.uid):
        session.vault.facts.delete(uid, Act("deleted", None, session.ms(), session.actor))

    assert bring(WEIGHT).counts["added"] == 0
    assert bring(WEIGHT, reimport_deleted=True).counts["added"] == 1


def test_several_kinds_in_one_folder_are_one_report_with_a_batch_each(
    session: Session, camille: Person, tmp_path: Path
) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    (folder / "weight.csv").write_text(WEIGHT)
    (folder / "export.xml").write_text(APPLE)
    (folder / "letter.txt").write_text("Dear patient")
    with importing.prepared(session, camille, Wish((folder,), accept_identity=True)) as ready:
        report = importing.keep(session, ready)

    assert sorted(report.batches.values()) == ["apple-health", "withings-export"]
    assert report.document()["batch"] is None
    assert report.kinds["body_weight"].added == 3
    assert report.unsupported == {"letter.txt": 1}


def test_a_file_about_somebody_else_stops_and_shows_whom(
    session: Session, camille: Person, tmp_path: Path
) -> None:
    known = replace(camille, born="1985-07-01")
    people.edit(session, known)
    path = tmp_path / "export.xml"
    path.write_text(APPLE)
    with importing.prepared(session, known, Wish((path,))) as ready:
        report = importing.asked(ready)

    (question,) = report.questions
    assert (question.name, question.choices, question.default) == (
        "person_in_file", ("1979-04-02",), None,
    )  # fmt: skip
    assert report.document()["person_in_file"] == {
        "name": "",
        "born": "1979-04-02",
        "matches": False,
    }
    assert report.code == 1
    assert report.remarks == []  # nobody has confirmed anything yet
    assert session.database.run("SELECT count(*) FROM batch") == [(0,)]


@pytest.mark.parametrize("wish", [{"accept_identity": True}, {"answers": {"person_in_file": "1"}}])
def test_a_file_about_somebody_else_is_read_when_it_is_confirmed(
    session: Session, camille: Person, tmp_path: Path, wish: dict[str, object]
) -> None:
    known = replace(camille, born="1985-07-01")
    people.edit(session, known)
    path = tmp_path / "export.xml"
    path.write_text(APPLE)
    with importing.prepared(session, known, Wish((path,), **wish)) as ready:  # type: ignore[arg-type]
        report = importing.keep(session, ready)
    assert report.counts["added"] == 1
    assert [one.kind for one in report.remarks] == ["person_different"]


def test_a_file_whose_name_is_no_text_is_read(session: Session, bring: Bring) -> None:
    assert bring(WEIGHT, os.fsdecode(b"mesur\xe9es.csv")).counts["added"] == 2
    assert [one.file for one in importing.brought(session)] == ["mesur?es.csv"]


@pytest.mark.parametrize(
    "when", ["9999-12-31 23:59:59 -1400", "0001-01-01 00:00:00 +1400", "9999-12-31 23:59:59 +0000"]
)
def test_a_date_at_an_end_of_the_calendar_never_stops_the_import(bring: Bring, when: str) -> None:
    row = APPLE[APPLE.index("<Record") : APPLE.index("</HealthData>")]
    odd = re.sub(r'Date="[^"]*"', f'Date="{when}"', row)
    report = bring(APPLE.replace(row, row + odd), "export.xml", accept_identity=True)
    assert report.counts["added"] == 1
    assert "refused_unreadable" in [one.kind for one in report.remarks]


def test_a_pipe_is_refused_and_never_waited_for(
    session: Session, camille: Person, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    with (
        pytest.raises(FileUnreadable),
        importing.prepared(session, camille, Wish((tmp_path / "pipe.json",))),
    ):
        pass


def test_imports_are_listed_with_their_state(session: Session, bring: Bring) -> None:
    uid = next(iter(bring(WEIGHT).batches))
    (one,) = importing.brought(session)
    assert (one.uid, one.format, one.file, one.added, one.state) == (
        uid, "withings-export", "weight.csv", 2, "kept",
    )  # fmt: skip
    assert one.at.utcoffset() is not None
    importing.undo(session, uid)
    assert [each.state for each in importing.brought(session)] == ["undone"]


def test_formats_are_known_by_name_and_title() -> None:
    assert {"apple-health", "withings-export"} <= {one.name for one in importing.known()}


@given(st.permutations(range(6)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
def test_the_order_of_rows_does_not_change_the_record(
    session: Session, camille: Person, tmp_path: Path, order: list[int]
) -> None:
    rows = [
        "2026-06-01 07:00:00,72.4,", "2026-06-01 07:00:00,72.9,", "2026-06-02 07:00:00,72.1,",
        "2026-06-02 07:00:00,72.1,", "2026-06-03 07:00:00,71.0,", "2026-06-04 07:00:00,70.0,",
    ]  # fmt: skip
    path = tmp_path / "weight.csv"
    path.write_text("\n".join(['Date,"Weight (kg)",Comments', *(rows[at] for at in order), ""]))
    with importing.prepared(session, camille, Wish((path,))) as ready:
        report = importing.keep(session, ready)
    keys = session.database.run("SELECT hex(key), value FROM fact ORDER BY 1")
    importing.undo(session, next(iter(report.batches)))

    assert report.counts["added"] + report.counts["already_present"] == 5
    assert report.counts["duplicate_inside_file"] == 1
    assert len(keys) == 5
    assert keys == EXPECTED_KEYS.setdefault("keys", keys)


EXPECTED_KEYS: dict[str, object] = {}


def test_a_remark_is_said_once_with_how_many_there_are() -> None:
    staged = Staged()
    for place in ("a", "b", "c"):
        staged.add(Remark("document_not_included", place))
    staged.add(Remark("routes_skipped", "d", {"count": 7}))
    assert [(one.where, one.facts) for one in importing._said(staged)] == [
        ("a", {"count": 3}),
        ("d", {"count": 7}),
    ]
