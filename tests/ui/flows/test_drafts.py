"""What was being typed when the carnet locked is there again (V19; flow 14, by idle)."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit

from tests.conftest import CAMILLE, PHRASE
from tests.ui.flows.conftest import Open, Ticks
from tests.ui.flows.hands import Hands
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.field import Field
from vault.usecases import drafts

pytestmark = pytest.mark.screen
DELAY = 5 * 60


class Form(Dialog):
    """A dialog that writes, as any page opens one."""

    def __init__(self, hands: Hands, key: str = "add/body_weight") -> None:
        super().__init__(hands.app.window, "Add a measurement for Camille")
        self.edit = QLineEdit()
        self.body.addWidget(Field("Value", self.edit))
        self.add_button("save", "Save", "primary").clicked.connect(self.accept)
        self.add_button("cancel", "Cancel").clicked.connect(self.reject)
        self.first = self.edit
        record = hands.app.record
        assert record is not None
        assert record.drafting is not None
        record.drafting.follow(self, key, lambda: {"value": self.edit.text()}, self.take)
        self.open()
        hands.wait(self.edit.hasFocus)

    def take(self, draft: dict[str, Any]) -> None:
        self.edit.setText(draft["value"])


def kept(hands: Hands) -> list[dict[str, Any]]:
    session = hands.app.session
    assert session is not None
    return [dict(one.body) for one in hands.ask(lambda: drafts.waiting(session))]


def unlock(hands: Hands) -> None:
    hands.wait_for("Unlock")
    hands.tab_to("unlock.passphrase")
    hands.type(PHRASE)
    hands.press("Return")
    hands.wait(lambda: hands.app.guide is not None and hands.app.guide.joined is not None)


def test_a_lock_keeps_what_was_typed_and_offers_it_after_unlocking(
    inside: Hands, ticks: Ticks
) -> None:
    Form(inside)
    inside.type("68,4 à jeun")
    ticks.passed = DELAY
    inside.app.watch.look()
    assert not inside.app.window.findChildren(Form) or inside.front is inside.app.window
    unlock(inside)
    inside.wait_for("You were adding a measurement.")
    assert kept(inside) == [{"value": "68,4 à jeun"}]
    inside.act("note.give up")
    inside.wait_gone("You were adding a measurement.")
    assert kept(inside) == []


def test_esc_keeps_what_was_typed_and_the_same_dialog_offers_it(inside: Hands) -> None:
    Form(inside)
    inside.type("12")
    inside.press("Esc")
    inside.wait(lambda: kept(inside) == [{"value": "12"}])
    again = Form(inside)
    inside.wait_for("What you typed last time was kept.")
    inside.act("dialog.resume")
    assert again.edit.text() == "12"
    inside.act("Save")
    inside.wait(lambda: kept(inside) == [])


def test_a_dialog_that_was_only_looked_at_leaves_nothing(inside: Hands) -> None:
    Form(inside)
    inside.press("Esc")
    assert kept(inside) == []


def test_what_is_typed_is_kept_while_one_types(inside: Hands) -> None:
    form = Form(inside)
    inside.type("7")
    for followed in form.children():
        if hasattr(followed, "look"):
            followed.look()
    assert kept(inside) == [{"value": "7"}]


def test_what_a_full_disk_did_not_keep_is_said_after_unlocking(window: Open) -> None:
    hands = window()
    hands.app.memory.change(lost=True)
    hands.enter()
    hands.wait_for("An entry could not be kept (disk full).")
    assert not hands.app.memory.now.lost


def test_a_draft_about_somebody_who_is_gone_is_not_offered(inside: Hands) -> None:
    Form(inside, "other")
    inside.type("x")
    inside.press("Esc")
    inside.wait(lambda: kept(inside) == [{"value": "x"}])
    session = inside.app.session
    assert session is not None
    (one,) = inside.ask(lambda: drafts.waiting(session))
    assert (one.person, one.form, one.target) == (CAMILLE.uid, "other", "")
