"""The summary for a professional, from the keyboard to the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from tests.conftest import PHRASE
from tests.ui.flows.conftest import Look, Open

pytestmark = pytest.mark.screen


SAVED = {"fr": "Le fichier est enregistré.", "en": "The file is saved."}
SAVE = {"fr": "Enregistrer en PDF", "en": "Save as PDF"}


def test_a_summary_is_looked_at_and_saved(look: Look, window: Open, tmp_path: Path) -> None:
    hands = window(look)
    hands.enter()
    hands.press("Ctrl+Shift+E")
    hands.wait(lambda: hands.has(SAVE[look.language]))
    hands.act(SAVE[look.language])
    hands.wait(lambda: hands.front is not hands.app.window)
    hands.wait(lambda: hands.here() in ("Passphrase", "Phrase secrète"))
    hands.type(PHRASE)
    hands.press("Return")
    place = tmp_path / "resume.pdf"
    hands.name_file(place)
    hands.wait_for(SAVED[look.language])
    text = "".join(page.get_textpage().get_text_range() for page in PdfDocument(place))
    assert "Camille" in text
