"""The window round a record: people, other carnets, drafts of another record, undo, printing."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from tests.conftest import PHRASE
from tests.ui.flows.conftest import Open, Ticks
from tests.ui.flows.hands import Hands
from vault.errors import DiskFull
from vault.record.changes import Changes
from vault.record.person import Person
from vault.usecases import people, removing
from vault.usecases.measurements import measurements

pytestmark = [
    pytest.mark.screen,
    # the list that Qt's file dialog unfolds under its field
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]
NOE = Person("11111111-0405-4607-8809-0a0b0c0d0e0f", "Noé", "child", "legal", "Europe/Paris")


@pytest.fixture
def two(inside: Hands) -> Hands:
    """Camille's carnet, in which Noé's record stands too."""
    session = inside.app.session
    assert session is not None

    def work() -> Changes:
        people.add(session, NOE)
        return Changes(frozenset({(NOE.uid, "")}))

    inside.ask(work)
    inside.wait(lambda: inside.app.record is not None and len(inside.app.record.people) == 2)
    return inside


def choose(hands: Hands, words: str) -> None:
    """Open the menu of people and go to an entry of it."""
    hands.press("Ctrl+Shift+P")
    hands.wait(lambda: isinstance(hands.front, QMenu))
    menu = hands.front
    assert isinstance(menu, QMenu)
    while menu.activeAction() is None or menu.activeAction().text() != words:
        hands.press("Down")
    hands.press("Return")
    hands.wait(lambda: not isinstance(hands.front, QMenu))


def shown(hands: Hands) -> str:
    record = hands.app.record
    assert record is not None
    assert record.person is not None
    return record.person.called


def test_the_menu_of_people_leads_to_them_and_to_another_carnet(two: Hands, place: Path) -> None:
    choose(two, "Camille, Your record")
    assert shown(two) == "Camille"
    choose(two, "Noé, Your child")
    two.wait(lambda: shown(two) == "Noé")
    choose(two, "Manage people")
    two.wait_for("Anyone who knows the passphrase sees every record of this carnet.")
    choose(two, "Open another carnet")
    two.name_file(place)
    two.wait(lambda: two.has("unlock.passphrase"))
    assert two.app.session is None


def test_a_draft_about_somebody_else_is_resumed_in_their_record(two: Hands, ticks: Ticks) -> None:
    record = two.app.record
    assert record is not None
    record.turn_to(NOE)
    two.open("add/body_weight")
    two.wait(lambda: two.has("add.value"))
    two.tab_to("add.value")
    two.type("31")
    ticks.passed = 300
    two.app.watch.look()
    two.wait(lambda: two.has("unlock.passphrase"))
    two.settle()
    two.type(PHRASE)
    two.press("Return")
    two.wait_for("You were adding a measurement for Noé.")
    assert shown(two) == "Camille"
    two.act("note.resume")
    two.wait(lambda: two.has("add.value"))
    assert shown(two) == "Noé"
    two.act("dialog.save")
    two.settle()
    two.back()
    session = two.app.session
    assert session is not None
    (kept,) = two.ask(lambda: measurements(session, NOE, "body_weight"))
    assert kept.value == 31


def test_who_is_erased_elsewhere_is_no_longer_shown(two: Hands) -> None:
    record, session = two.app.record, two.app.session
    assert record is not None
    assert session is not None
    record.turn_to(NOE)
    two.settle()

    def work() -> Changes:
        removing.remove(session, NOE)
        return Changes(frozenset({(NOE.uid, "")}))

    two.ask(work)
    two.wait(lambda: shown(two) == "Camille")
    assert not two.sees("You are in Noé’s record")


def test_undo_in_a_field_takes_back_letters_and_what_cannot_be_undone_is_said(
    inside: Hands,
) -> None:
    guide = inside.app.guide
    assert guide is not None
    taken: list[str] = []

    def undo() -> Changes:
        taken.append("back")
        raise DiskFull

    guide.desk.tell("Something was done", undo)
    inside.wait_for("Something was done")
    inside.press("Ctrl+Shift+F")
    inside.type("glyc")
    inside.press("Ctrl+Z")
    assert taken == []
    guide.go("overview")
    inside.settle()
    inside.press("Ctrl+Z")
    inside.wait_for("The disk is full.")
    assert taken == ["back"]
    inside.press("Ctrl+Z", "Ctrl+P", "Ctrl+F", "Alt+Left", "Alt+Left")
    inside.settle()
    assert taken == ["back"], "a second time there is nothing to take back"


def test_a_window_that_was_put_away_comes_forward(inside: Hands) -> None:
    window = inside.app.window
    window.setWindowState(Qt.WindowState.WindowMinimized)
    inside.app.come_forward()
    inside.wait(lambda: not window.isMinimized())
    window.resize(1000, 800)
    inside.app.close()
    inside.app.close()
    assert inside.app.memory.now.size == (1000, 800)


def test_what_a_full_disk_does_not_keep_is_noted_for_the_next_opening(window: Open) -> None:
    hands = window()
    hands.enter()
    hands.open("add/body_weight")
    hands.wait(lambda: hands.has("add.value"))
    hands.tab_to("add.value")
    hands.type("31")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        hands.app.lock()
        hands.wait(lambda: hands.app.memory.now.lost)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
