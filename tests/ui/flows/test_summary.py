"""The summary for a professional, from the keyboard to the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from tests.conftest import PHRASE
from tests.ui.flows.conftest import Open

pytestmark = pytest.mark.screen


@pytest.mark.parametrize(
    ("language", "save", "saved"),
    [("fr", "Enregistrer en PDF", "Le fichier est enregistré."),
     ("en", "Save as PDF", "The file is saved.")],
)  # fmt: skip
def test_a_summary_is_looked_at_and_saved(
    language: str, save: str, saved: str, window: Open, tmp_path: Path
) -> None:
    hands = window(language)
    hands.enter()
    hands.press("Ctrl+Shift+E")
    hands.wait(lambda: hands.has(save))
    hands.find(save).setFocus()
    hands.press("Return")
    hands.wait(lambda: hands.front is not hands.app.window)
    hands.wait(lambda: hands.here() in ("Passphrase", "Phrase secrète"))
    hands.type(PHRASE)
    hands.press("Return")
    hands.wait(lambda: isinstance(hands.front, QFileDialog))
    place = tmp_path / "resume.pdf"
    hands.type(str(place))
    hands.press("Return")
    hands.wait_for(saved)
    assert place.read_bytes().startswith(b"%PDF")
