"""The steps of making a carnet keep what is typed, and put the focus where something is wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.checks import type_text
from tests.ui.pages.create.states import WORDS, states
from vault.ui.pages.create.page import CreatePage
from vault.ui.theme import Theme
from vault.ui.widgets.text import Text

pytestmark = pytest.mark.screen
ALL = states("en")


@pytest.fixture
def page(qtbot: QtBot, dressed: Callable[[Theme], None]) -> CreatePage:
    dressed(Theme())
    page = CreatePage("dossier")
    qtbot.addWidget(page)
    page.resize(1200, 900)
    page.show_state(ALL["whom"])
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.accessibleIdentifier() if widget is not None else ""


def test_the_first_wrong_field_has_the_focus_and_says_why(page: CreatePage) -> None:
    """T-FIELD."""
    wrong = ALL["whom_wrong"]
    page.show_state(type(wrong)(wrong=wrong.wrong, tries=1))
    assert focused() == "create.first"
    edit = page.whom.fields["first"].control
    assert edit.accessibleDescription() == "Type the first name."


def test_somebody_else_is_asked_more(page: CreatePage) -> None:
    assert not page.whom.ground.isVisible()
    other = page.whom.whose._group.buttons()[1]
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_Space)
    assert page.whom.ground.isVisible()
    page.whom.ground.show_error("Say on which ground you keep this record.")
    page.whom.ground.arrive()
    page.whom.ground._group.buttons()[0].click()
    assert page.whom.answers.ground == "agreement"
    assert not page.whom.ground._error.isVisible()


def test_arrows_go_between_answers_and_tab_leaves_them(page: CreatePage) -> None:
    sex = page.whom.sex
    sex.arrive()
    QTest.keyClick(sex._group.buttons()[3], Qt.Key.Key_Left)
    assert sex.answer == "other"
    assert [b.focusPolicy() == Qt.FocusPolicy.StrongFocus for b in sex._group.buttons()] == [
        False, False, True, False,
    ]  # fmt: skip


def test_a_proposal_stands_in_both_fields_until_the_next(page: CreatePage) -> None:
    page.show_state(ALL["proposal"])
    proposed = " ".join(WORDS[:6])
    assert page.secret.typed == (proposed, proposed)
    page.secret.again.edit.setText("x")
    page.show_state(ALL["proposal"])
    assert page.secret.typed == (proposed, "x")
    page.show_state(ALL["sheet"])
    assert page.secret.typed == ("", "")


def test_both_fields_take_a_paste_with_accents_and_a_line_end(page: CreatePage) -> None:
    """T-PASTE."""
    page.show_state(ALL["secret"])
    QApplication.clipboard().setText("été à Évian\r\n")
    for field in (page.secret.secret, page.secret.again):
        QTest.keyClick(field.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.secret.typed == ("été à Évian", "été à Évian")


def test_a_sheet_that_is_pasted_fills_all_fields(page: CreatePage, qtbot: QtBot) -> None:
    """T-PASTE: with numbers and line ends, as it stands on the paper."""
    page.show_state(ALL["typing"])
    told: list[tuple[int, str]] = []
    page.typing.form.typed.connect(lambda at, word: told.append((at, word)))
    lines = (f"{number}. {word}" for number, word in enumerate(WORDS, start=1))
    QApplication.clipboard().setText("\n".join(lines) + "\n")
    first = page.typing.form.edits[0]
    QTest.keyClick(first, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert tuple(word for _at, word in told) == WORDS
    assert [edit.text() for edit in page.typing.form.edits[3:]] == list(WORDS[3:])


def test_space_and_enter_go_on_to_the_next_word(page: CreatePage, qtbot: QtBot) -> None:
    page.show_state(ALL["typing"])
    edits: list[QLineEdit] = page.typing.form.edits
    edits[4].setFocus()
    type_text(edits[4], "déco ")
    assert focused() == "word.6"
    QTest.keyClick(edits[5], Qt.Key.Key_Return)
    assert focused() == "word.7"
    with qtbot.waitSignal(page.typing.form.finished):
        QTest.keyClick(edits[12], Qt.Key.Key_Return)


def test_the_words_leave_the_screen_when_they_are_typed_back(page: CreatePage) -> None:
    page.show_state(ALL["sheet"])
    assert {text.text() for text in page.sheet.findChildren(Text)} >= set(WORDS)
    page.show_state(ALL["typing"])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not {text.text() for text in page.sheet.findChildren(Text)} & set(WORDS)


def test_a_step_is_heard_by_its_number_and_its_title(page: CreatePage) -> None:
    page.show_state(ALL["place"])
    assert (page._number.text(), page.heading.text()) == (
        "Step 2 of 5", "Where should this carnet be kept?",
    )  # fmt: skip
    assert focused() == "create.name"
