"""Parts that are laid out otherwise where there is little room: no word is cut, nothing hangs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import checks
from vault.ui.theme import Theme
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.empty import Empty
from vault.ui.widgets.field import Field
from vault.ui.widgets.note_strip import NoteStrip
from vault.ui.widgets.steps import Steps

pytestmark = pytest.mark.screen
NAMES = ("Kind", "Device", "Person", "Reading")


def settle() -> None:
    """Let layouts come to rest."""
    for _turn in range(5):
        QApplication.processEvents()


def shown(qtbot: QtBot, widget: QWidget, width: int, height: int = 100) -> QWidget:
    """Show a widget at a size, at rest."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    settle()
    return widget


def heard(widget: QWidget) -> set[str]:
    return {checks.name_of(one) for one in checks.tree(widget) if not one.state().invisible}


def test_steps_that_do_not_fit_on_a_line_name_only_the_one_that_stands(
    qtbot: QtBot, dressed: Callable[[Theme], None]
) -> None:
    dressed(Theme("light", 2.0))
    steps = shown(qtbot, Steps(NAMES, 2), 1400)
    assert heard(steps) >= {*NAMES, "Step 2 of 4"}
    steps.resize(500, 100)
    settle()
    assert heard(steps) & set(NAMES) == {"Device"}
    assert "Step 2 of 4" in heard(steps)
    steps.resize(1400, 100)
    settle()
    assert heard(steps) >= set(NAMES)


def test_the_buttons_of_a_note_go_under_its_words(
    qtbot: QtBot, dressed: Callable[[Theme], None]
) -> None:
    dressed(Theme("light", 2.0))
    note = NoteStrip("You were adding a measurement.", {"resume": "Resume", "no": "Give up"})
    shown(qtbot, note, 700, 200)
    assert checks.clipped(note) == []


def test_fields_end_where_the_buttons_do_though_the_dialog_scrolls(
    qtbot: QtBot, dressed: Callable[[Theme], None]
) -> None:
    dressed(Theme())
    window = shown(qtbot, QWidget(), 800, 400)
    dialog = Dialog(window, "Many fields")
    fields = [QLineEdit() for _one in range(9)]
    for number, field in enumerate(fields):
        dialog.body.addWidget(Field(f"Field {number}", field))
    button = dialog.add_button("save", "Save", "primary")
    dialog.first = fields[0]
    dialog.open()
    settle()

    def edge(widget: QWidget) -> int:
        return widget.mapTo(dialog, widget.rect().topRight()).x()

    assert edge(fields[0]) == edge(button)
    dialog.reject()


def test_an_empty_place_keeps_its_sentence_under_its_title(
    qtbot: QtBot, dressed: Callable[[Theme], None]
) -> None:
    dressed(Theme())
    empty = Empty("measurements", "Nothing.", "Add one.", "Add")
    shown(qtbot, empty, 600, 700)
    assert empty.button.geometry().bottom() - empty.button.geometry().height() < 500
