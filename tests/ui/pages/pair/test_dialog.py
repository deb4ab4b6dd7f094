"""What the dialog that adds a device says when it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pages.pair.states import PICTURED
from vault.ui.pages.pair.dialog import PairDialog
from vault.ui.theme import Theme

pytestmark = pytest.mark.screen


@pytest.fixture
def dialog(qtbot: QtBot, dressed: Callable[[Theme], None]) -> Iterator[PairDialog]:
    dressed(Theme())
    window = QWidget()
    window.resize(1000, 800)
    qtbot.addWidget(window)
    made = PairDialog(window, PICTURED.states("en")["kind"])
    with qtbot.waitExposed(made):
        made.open()
    made.activateWindow()
    yield made
    made.close()


def named(dialog: PairDialog, name: str) -> QWidget:
    found = [w for w in dialog.findChildren(QWidget) if w.accessibleIdentifier() == name]
    return found[-1]


def bar(dialog: PairDialog) -> list[str]:
    return [
        one.accessibleIdentifier().removeprefix("dialog.")
        for one in dialog.findChildren(QWidget)
        if one.accessibleIdentifier().startswith("dialog.") and one.isVisible()
    ]


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        ("kind", ["cancel"]), ("searching", ["cancel", "previous"]),
        ("nothing", ["cancel", "previous", "again"]),
        ("absent", ["cancel", "previous", "file", "again"]), ("connecting", ["cancel"]),
        ("code", ["cancel", "code"]), ("same", ["cancel", "no", "same"]),
        ("whose", ["later", "whose"]), ("listening", ["close"]),
        ("asked", ["ignore", "else", "yes"]), ("nobody", ["ignore", "later"]),
        ("silent", ["later", "again"]),
    ],
)  # fmt: skip
def test_each_state_has_the_buttons_that_lead_on(
    state: str, buttons: list[str], dialog: PairDialog
) -> None:
    dialog.show_state(PICTURED.states("en")[state])
    assert bar(dialog) == buttons


@pytest.mark.parametrize(
    ("state", "name", "said"),
    [
        ("kind", "pair.kind.scale", "kind/scale"), ("heard", "pair.near.C0", "near/C0"),
        ("nobody", "pair.give.p2", "give/p2"), ("asked", "dialog.yes", "yes"),
    ],
)  # fmt: skip
def test_what_is_pressed_says_its_key(
    state: str, name: str, said: str, dialog: PairDialog, qtbot: QtBot
) -> None:
    dialog.show_state(PICTURED.states("en")[state])
    with qtbot.waitSignal(dialog.pressed) as heard:
        named(dialog, name).click()  # type: ignore[attr-defined]
    assert heard.args == [said]


def test_the_code_is_typed_and_enter_sends_it(dialog: PairDialog, qtbot: QtBot) -> None:
    dialog.show_state(PICTURED.states("en")["code"])
    edit = named(dialog, "pair.code")
    assert isinstance(edit, QLineEdit)
    assert dialog.focusWidget() is edit
    edit.setText(" 046213 ")
    with qtbot.waitSignal(dialog.pressed) as heard:
        edit.returnPressed.emit()
    assert (heard.args, dialog.code()) == (["code"], "046213")


def test_who_is_ticked_is_told(dialog: PairDialog) -> None:
    assert dialog.code() == ""
    dialog.show_state(PICTURED.states("en")["whose"])
    named(dialog, "pair.whose.p2").click()  # type: ignore[attr-defined]
    assert dialog.whose() == ("p2",)


def test_the_keyboard_stays_on_a_device_while_others_are_heard(dialog: PairDialog) -> None:
    states = PICTURED.states("en")
    dialog.show_state(states["heard"])
    named(dialog, "pair.unseen").setFocus()
    dialog.show_state(states["nothing"])
    held = dialog.focusWidget()
    assert held is not None
    assert held.accessibleIdentifier() == "pair.unseen"
