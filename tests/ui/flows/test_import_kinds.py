"""What is looked at before and after an import: some of a kind, a folder, the report in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CAMILLE
from tests.ui.flows.hands import Hands
from vault.usecases import browsing

pytestmark = [
    pytest.mark.screen,
    # the list that Qt's file dialog unfolds under its field
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]
WEIGHT = 'Date,"Weight (kg)",Comments\n' + "".join(
    f"2026-06-{day:02} 07:00:00,72.{day},\n" for day in range(1, 9)
)


def test_a_folder_is_looked_into_kept_and_its_report_saved(inside: Hands, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "weight.csv").write_text(WEIGHT)
    inside.press("Ctrl+I")
    inside.wait(lambda: inside.has("import.folder"))
    inside.act("import.folder")
    inside.name_file(folder)
    inside.wait(lambda: inside.has("kinds"))
    inside.tab_to("kinds")
    inside.press("Return")
    inside.wait_for("Some of what the file holds:")
    assert inside.sees("72.1")
    inside.act("dialog.close")
    inside.back()
    inside.click("option.again")
    inside.act("action.keep")
    inside.wait(lambda: inside.has("action.save"))
    inside.act("action.save")
    inside.name_file(tmp_path / "report.txt")
    inside.wait_for("The report is saved.")
    assert "8" in (tmp_path / "report.txt").read_text("utf-8")
    session = inside.app.session
    assert session is not None
    assert len(inside.ask(lambda: browsing.items(session, CAMILLE, "measure"))) == 8


def test_a_check_can_be_given_up(inside: Hands, tmp_path: Path) -> None:
    file = tmp_path / "weight.csv"
    file.write_text(WEIGHT)
    inside.press("Ctrl+I")
    inside.wait(lambda: inside.has("import.file"))
    inside.act("import.file")
    inside.name_file(file)
    inside.wait(lambda: inside.has("action.keep"))
    inside.act("action.again")
    inside.wait(lambda: inside.has("import.file"))
