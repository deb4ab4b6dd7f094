"""The history: a line opened whole, an import taken back from there, all of it in a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import CAMILLE
from tests.ui.flows.hands import Hands
from vault.usecases import history, importing
from vault.usecases.measurements import measurements

pytestmark = pytest.mark.screen
WEIGHT = 'Date,"Weight (kg)",Comments\n2026-06-01 07:00:00,72.1,\n2026-06-02 07:00:00,72.2,\n'


def brought(hands: Hands, folder: Path) -> str:
    """Import two weights; return the identifier of their line in the history."""
    session = hands.app.session
    assert session is not None
    file = folder / "weight.csv"
    file.write_text(WEIGHT)

    def work() -> int:
        with importing.prepared(session, CAMILLE, importing.Wish((file,))) as ready:
            importing.keep(session, ready)
        return history.listing(session, kind="imported")[-1].seq

    return f"line.{hands.ask(work)}"


def test_a_line_says_all_it_knows_and_leads_to_the_import_it_tells(
    inside: Hands, tmp_path: Path
) -> None:
    line = brought(inside, tmp_path)
    inside.open("history")
    inside.wait(lambda: inside.has(line))
    inside.act(line)
    inside.wait(lambda: inside.front is not inside.app.window)
    assert inside.sees("This computer, in the window")
    assert inside.sees("Camille")
    inside.act("Technical details")
    assert inside.sees("imported")
    inside.act("dialog.close")
    inside.back()
    assert inside.heading() == "History"

    inside.act(line)
    inside.wait(lambda: inside.has("dialog.undo"))
    inside.act("dialog.undo")
    inside.back()
    inside.wait(lambda: inside.has("action.undo_import"))
    inside.act("action.undo_import")
    inside.wait(lambda: inside.has("dialog.undo"))
    inside.act("dialog.undo")
    inside.wait_for("Import taken back: 2 items are gone.")
    session = inside.app.session
    assert session is not None
    assert list(inside.ask(lambda: measurements(session, CAMILLE))) == []


def test_a_line_that_cannot_be_undone_offers_nothing_of_the_kind(inside: Hands) -> None:
    session = inside.app.session
    assert session is not None
    seq = inside.ask(lambda: history.listing(session)[-1].seq)
    inside.open("history")
    inside.wait(lambda: inside.has(f"line.{seq}"))
    inside.click(f"line.{seq}")
    inside.wait(lambda: inside.has("dialog.close"))
    assert not inside.has("dialog.undo")


def test_the_whole_history_is_written_where_the_person_says(inside: Hands, tmp_path: Path) -> None:
    inside.open("history")
    inside.click("action.export")
    inside.name_file(tmp_path / "history.jsonl")
    inside.wait_for("History exported")
    lines = [json.loads(line) for line in (tmp_path / "history.jsonl").read_text().splitlines()]
    assert lines[-1]["entries"] == len(lines) - 1
    assert len(lines[-1]["head"]) == 64

    inside.click("action.export")
    inside.name_file(tmp_path / "weight.csv" / "history.jsonl")
    inside.wait_for("Carnet cannot write in")
