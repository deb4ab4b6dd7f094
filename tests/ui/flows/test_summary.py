"""The summary for a professional, from the keyboard to the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from tests.conftest import PHRASE
from tests.ui.flows.conftest import Look, Open
from tests.ui.flows.hands import Hands

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


class Opened(QObject):
    """What opens folders in the place of the desktop."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[QUrl] = []

    @Slot(QUrl)
    def take(self, place: QUrl) -> None:
        self.places.append(place)


def test_a_summary_is_printed_and_its_folder_shown(inside: Hands, tmp_path: Path) -> None:
    opened = Opened()
    QDesktopServices.setUrlHandler("file", opened, "take")  # type: ignore[arg-type]
    inside.open("exports")
    inside.wait(lambda: inside.has("action.save"))
    inside.press("Ctrl+P")
    inside.print_to(tmp_path / "paper.pdf")
    inside.wait_for("The printer may keep a copy.")
    assert len(PdfDocument(tmp_path / "paper.pdf")) >= 1
    inside.act("action.save")
    inside.wait(lambda: inside.front is not inside.app.window)
    inside.type(PHRASE)
    inside.press("Return")
    inside.name_file(tmp_path / "resume.pdf")
    inside.wait_for("The file is saved.")
    inside.act("Show where it is")
    QDesktopServices.unsetUrlHandler("file")
    assert [one.toLocalFile() for one in opened.places] == [str(tmp_path)]
