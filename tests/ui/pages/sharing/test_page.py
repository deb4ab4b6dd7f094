"""The pages of shares and services say what was asked; stopping takes two acts, the safe first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pages.services.states import states as services
from tests.ui.pages.sharing.states import states as shares
from vault.ui.pages.services.adding import AddCatalogue
from vault.ui.pages.services.page import ServicesPage
from vault.ui.pages.sharing import dialogs
from vault.ui.pages.sharing.page import SharingPage
from vault.ui.theme import Theme
from vault.ui.widgets.choice import Choice
from vault.ui.widgets.page import Head, Page

pytestmark = pytest.mark.screen


@pytest.fixture
def shown(qtbot: QtBot, dressed: Callable[[Theme], None]) -> Callable[[Page, Any], Page]:
    dressed(Theme())

    def show(page: Page, state: Any) -> Page:
        qtbot.addWidget(page)
        page.show_state(state)  # type: ignore[attr-defined]
        return page

    return show


def found(page: QWidget, identifier: str) -> Any:
    """Return what carries an identifier."""
    return next(w for w in page.findChildren(QWidget) if w.accessibleIdentifier() == identifier)


@pytest.mark.parametrize(
    ("state", "identifier", "key"),
    [
        ("ready", "share.1", "sharing/1"), ("undecided", "undecided.again", "sign/{}"),
        ("undecided", "undecided.forget", "forget/{}"), ("empty", "discover", "services"),
        ("share", "act.stop", "stop"), ("share", "exact.s1", "exact/s1"),
        ("share", "receipt.s1", "receipt/s1"), ("share", "act.evidence", "evidence"),
        ("standing", "act.pause", "pause"), ("standing", "act.renew", "renew"),
        ("paused", "act.resume", "resume"),
        ("stop-waits", "act.send", "send"), ("failed", "alert.send", "send"),
    ],
)  # fmt: skip
def test_a_click_on_a_share_says_what_is_asked(
    state: str, identifier: str, key: str, shown: Callable[..., Page], qtbot: QtBot
) -> None:
    page = shown(SharingPage(), shares("en")[state])
    with qtbot.waitSignal(page.asked) as asked:
        found(page, identifier).click()
    assert asked.args == [key]


@pytest.mark.parametrize(
    ("state", "identifier", "key"),
    [("ready", "service.1", "services/1"), ("empty", "practise", "practise"),
     ("stale", "alert.update", "update")],
)  # fmt: skip
def test_a_click_on_a_service_says_what_is_asked(
    state: str, identifier: str, key: str, shown: Callable[..., Page], qtbot: QtBot
) -> None:
    page = shown(ServicesPage(), services("en")[state])
    with qtbot.waitSignal(page.asked) as asked:
        found(page, identifier).click()
    assert asked.args == [key]


@pytest.mark.parametrize(("page", "states"), [(SharingPage, shares), (ServicesPage, services)])
def test_the_second_list_leads_to_the_other_lists(
    page: type[Page], states: Callable[[str], Any], shown: Callable[..., Page], qtbot: QtBot
) -> None:
    made = shown(page(), states("en")["ready"])
    (tabs,) = (one for one in made.findChildren(Choice) if one.accessibleName() == "Shares")
    with qtbot.waitSignal(made.asked) as asked:
        tabs.chosen.emit("past")
    assert asked.args == ["tab/past"]


def test_only_a_service_that_may_be_shared_with_has_the_button(
    shown: Callable[..., Page], qtbot: QtBot
) -> None:
    heads: list[Head] = []
    page = ServicesPage()
    page.headed.connect(heads.append)
    shown(page, services("en")["service"])
    page.show_state(services("en")["suspended"])
    assert [[act.key for act in head.actions] for head in heads] == [
        ["report", "share/0"], ["report"],
    ]  # fmt: skip


def test_the_question_before_a_stop_keeps_the_share_unless_a_person_agrees(
    qtbot: QtBot, shown: Callable[..., Page]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    agreed: list[bool] = []
    question = dialogs.stopping(window, "Pre-admission")
    question.put(agreed.append)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is question.first)
    found(question, "dialog.keep").click()
    assert agreed == []
    again = dialogs.stopping(window, "Pre-admission")
    again.put(agreed.append)
    again.more.click()
    found(again, "dialog.act").click()
    assert agreed == [True]
    proof = dialogs.proving(window)
    proof.put(agreed.append)
    found(proof, "dialog.act").click()
    assert agreed == [True, False]
    resumed = dialogs.resuming(window)
    resumed.put(agreed.append)
    found(resumed, "dialog.act").click()
    assert agreed == [True, False, False]  # what came in during the pause stays, unless ticked


def test_a_catalogue_needs_an_address(qtbot: QtBot, shown: Callable[..., Page]) -> None:
    window, added = QWidget(), list[str]()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    dialog = AddCatalogue(window, "https://annuaire.example", ("key",))
    dialog.put(added.append)
    found(dialog, "dialog.add").click()
    assert "Type the address" in dialog.address.accessibleDescription()
    dialog.address.setText(" https://annuaire.example/c.jwt ")
    found(dialog, "dialog.add").click()
    assert added == ["https://annuaire.example/c.jwt"]
    other = AddCatalogue(window, "https://annuaire.example", ("key",))
    other.put(added.append)
    found(other, "dialog.cancel").click()
    assert len(added) == 1
