"""The report of an import, without a window: its lines, its items, taken back, saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CAMILLE
from tests.ui.lanes import Later, at_once, damaged
from vault.record.changes import Changes
from vault.record.person import Person
from vault.ui.asking import Ask
from vault.ui.pages.imports.report_presenter import ReportPresenter
from vault.ui.pages.imports.report_words import report, undo_words
from vault.ui.pages.imports.state import Counter, ReportState, UndoState
from vault.usecases import import_items, importing, people
from vault.usecases.import_report import COUNTERS
from vault.usecases.importing import Wish
from vault.usecases.session import Session

ROWS = "".join(f"2026-06-{day:02} 07:00:00,72.{day},\n" for day in range(1, 9))
WEIGHT = f'Date,"Weight (kg)",Comments\n{ROWS}2026-06-20 07:00:00,7210,\nnever,72,\n'
STEPS = 'start,duration,value\n2026-06-01T08:00:00+02:00,"[60,60]","[42,50]"\n'
ODILE = Person("00010203-0405-4607-8809-0a0b0c0d0e10", "Odile", "parent", "agreement",
               "Europe/Paris")  # fmt: skip


class Screen:
    """Keeps what was drawn."""

    def __init__(
        self, session: Session, batch: str, ask: Ask = at_once, whose: Person = CAMILLE
    ) -> None:
        self.states: list[ReportState] = []
        self.presenter = ReportPresenter(session, whose, ask, self.states.append, batch)

    @property
    def now(self) -> ReportState:
        return self.states[-1]

    def line(self, key: str) -> Counter:
        return next(one for one in self.now.counters if one.key == key)


def bring(session: Session, folder: Path, body: str = WEIGHT, name: str = "weight.csv") -> str:
    path = folder / name
    path.write_text(body)
    with importing.prepared(session, CAMILLE, Wish((path,))) as ready:
        report = importing.keep(session, ready)
    return list(report.batches)[-1]


@pytest.fixture
def batch(session: Session, camille: Person, tmp_path: Path) -> str:
    people.add(session, ODILE)
    return bring(session, tmp_path)


def test_the_lines_add_up_to_what_was_read(session: Session, batch: str) -> None:
    screen = Screen(session, batch)
    screen.presenter.begin()
    assert [state.step for state in screen.states] == ["loading", "ready"]
    counts = {one.key: int(one.count) for one in screen.now.counters}
    assert counts["added"] == 8
    assert counts["to_check"] == 1
    assert counts["refused"] == 1
    assert (
        screen.now.total
        == f"{sum(counts[name] for name in COUNTERS)} items read, all accounted for."
    )
    assert screen.now.note.startswith("weight.csv")
    assert not screen.line("corrected").opens


def test_a_line_opens_five_items_then_all(session: Session, batch: str) -> None:
    screen = Screen(session, batch)
    screen.presenter.begin()
    screen.presenter.open("added")
    assert len(screen.line("added").items) == 5
    assert screen.line("added").more == "Show 3 more"
    screen.presenter.more()
    assert len(screen.line("added").items) == 8
    assert screen.line("added").more == ""
    screen.presenter.open("to_check")
    assert screen.line("to_check").items == (
        ("Weight · 7,210.0\u00a0kg", "A value that cannot be.", "20 Jun"),
    )
    screen.presenter.open("to_check")
    assert screen.now.open == ""


def test_what_was_refused_is_told_with_its_place(session: Session, batch: str) -> None:
    screen = Screen(session, batch)
    screen.presenter.begin("refused")
    assert screen.now.open == "refused"
    ((what, _why, where),) = screen.line("refused").items
    assert what
    assert where == "weight.csv, line 11"


def test_samples_of_a_device_are_counted_by_kind(
    session: Session, batch: str, tmp_path: Path
) -> None:
    uid = bring(session, tmp_path, STEPS, "raw_tracker_steps.csv")
    screen = Screen(session, uid)
    screen.presenter.begin()
    screen.presenter.open("added")
    assert screen.line("added").items == (("Steps", "2 items", ""),)
    again = bring(session, tmp_path, STEPS, "raw_tracker_steps.csv")
    screen = Screen(session, again)
    screen.presenter.begin()
    assert screen.now.nothing_new
    screen.presenter.open("already_present")
    assert "counted, not listed" in screen.line("already_present").items[0][0]


def test_unsupported_kinds_and_kinds_left_out_are_named(session: Session, batch: str) -> None:
    session.vault.batches.add_to_report(
        batch, {"unsupported": {"Audiogram": 4}, "left_out": {"steps": 12}, "complete": False}
    )
    screen = Screen(session, batch)
    screen.presenter.begin()
    screen.presenter.open("unsupported")
    assert screen.line("unsupported").items == (("Audiogram", "4 items", ""),)
    assert ("Left out", "12 (Steps)") in screen.now.facts
    assert not screen.now.whole
    assert screen.now.title == "Import cut short"


def test_taking_back_is_said_first_then_done(session: Session, batch: str) -> None:
    screen = Screen(session, batch)
    told: list[UndoState] = []
    screen.presenter.begin()
    screen.presenter.outlook(told.append)
    assert told[0].sentences == ("9 items go from Camille’s record.",)
    assert told[0].edited == ""
    removed: list[int] = []
    screen.presenter.undo(remove_edited=False, then=removed.append)
    assert removed == [9]
    screen.presenter.changed(Changes(frozenset()))
    assert screen.now.undone


def test_what_stays_and_what_comes_back_is_said() -> None:
    told = undo_words("Camille", 1, 2, 3, 2)
    assert told.sentences == (
        "1 item goes from Camille’s record.",
        "2 values it had corrected come back.",
        "3 items stay: they also come from another import.",
    )
    assert told.edited == "Keep 2 items edited since"


def test_a_report_is_saved_without_any_value(session: Session, batch: str, tmp_path: Path) -> None:
    screen = Screen(session, batch)
    screen.presenter.begin()
    screen.presenter.open("to_check")
    saved: list[bool] = []
    screen.presenter.save(tmp_path / "report.txt", lambda: saved.append(True))
    text = (tmp_path / "report.txt").read_text("utf-8")
    assert saved == [True]
    assert "Items added: 8" in text
    assert "7210" not in text
    assert "Camille" not in text


def test_a_report_of_another_record_is_not_shown(session: Session, batch: str) -> None:
    screen = Screen(session, batch, whose=ODILE)
    screen.presenter.begin()
    screen.presenter.open("added")
    screen.presenter.more()
    assert screen.now.step == "failed"
    assert screen.now.counters == ()


def test_a_report_that_cannot_be_read_says_why(session: Session) -> None:
    screen = Screen(session, "nothing", damaged)
    screen.presenter.begin()
    assert screen.now.sentence


def test_a_late_answer_is_dropped(session: Session, batch: str) -> None:
    late = Later()
    screen = Screen(session, batch, late)
    screen.presenter.begin()
    screen.presenter.leave()
    late.answer()
    assert [state.step for state in screen.states] == ["loading"]


def test_an_old_report_without_remarks_is_shown_too(session: Session, batch: str) -> None:
    session.database.run("UPDATE batch SET report = '{}', file_size = NULL")
    shown = report(import_items.report(session, batch), session.at().date())
    assert shown.total == "0 items read, all accounted for."
    assert len(shown.facts) == 1


def test_what_two_devices_counted_is_explained_in_figures(
    session: Session, batch: str, tmp_path: Path
) -> None:
    records = "".join(
        f'<Record type="HKQuantityTypeIdentifierStepCount" sourceName="{name}" unit="count"'
        f' startDate="2026-05-10 {start} +0200" endDate="2026-05-10 {end} +0200" value="{steps}"/>'
        for name, start, end, steps in (
            ("Montre", "08:00:00", "10:00:00", 3200),
            ("Téléphone", "09:30:00", "11:00:00", 1500),
        )
    )
    uid = bring(session, tmp_path, f"<HealthData>{records}</HealthData>", "export.xml")
    screen = Screen(session, uid)
    screen.presenter.begin()
    (said,) = [one for one in screen.now.messages if "in common" in one]
    assert said.startswith("Steps of 10 May: ")
    assert "Montre 3,200, Téléphone 1,500" in said
