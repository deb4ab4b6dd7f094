"""Flow 15: two people in one carnet; nothing is asked, and nobody is taken for somebody else."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from tests.conftest import CAMILLE, PHRASE
from tests.ui.flows.conftest import Open
from tests.ui.flows.hands import Hands
from vault.record.person import Person
from vault.usecases import people

pytestmark = pytest.mark.screen
NOE = Person("11111111-0405-4607-8809-0a0b0c0d0e0f", "Noé", "child", "legal", "Europe/Paris")


@pytest.fixture
def two(inside: Hands) -> Hands:
    session = inside.app.session
    assert session is not None
    inside.app.bridge.ask(lambda: people.add(session, NOE), lambda _: None, lambda _: None)
    inside.wait(lambda: inside.app.record is not None and len(inside.app.record.people) == 2)
    return inside


def shown(hands: Hands) -> str:
    record = hands.app.record
    assert record is not None
    assert record.person is not None
    return record.person.called


def test_switching_asks_nothing_and_the_strip_leads_back(two: Hands) -> None:
    two.press("Ctrl+Shift+P")
    two.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    assert two.sees("Camille, Your record")
    two.press("Down", "Return")
    two.wait(lambda: shown(two) == "Noé")
    two.wait_for("You are in Noé’s record")
    assert two.sees("Displayed record: Noé, Your child. Change person")
    assert two.here() == two.heading()
    two.act("Back to my record")
    two.wait(lambda: shown(two) == "Camille")
    assert not two.sees("Noé")


def test_the_people_of_the_carnet_are_managed_from_there_too(two: Hands) -> None:
    two.press("Ctrl+Shift+P")
    two.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    for act in ("Add a person", "Manage people", "Open another carnet"):
        assert two.sees(act)
    two.press("Esc")
    two.wait(lambda: QApplication.activePopupWidget() is None)
    assert shown(two) == "Camille"


def test_a_late_answer_about_one_person_is_never_shown_under_another_name(two: Hands) -> None:
    """What was asked for Camille arrives after Noé's record was opened."""
    record, go_on = two.app.record, Event()
    assert record is not None
    two.app.bridge.ask(go_on.wait, lambda _: None, lambda _: None)  # the lane is held up
    two.press("Ctrl+2", "Ctrl+1")
    record.turn_to(NOE)
    go_on.set()
    two.ask(lambda: None)
    two.wait(lambda: shown(two) == "Noé")
    assert not two.sees("Camille")


def test_another_carnet_asks_for_its_passphrase(window: Open) -> None:
    hands = window()
    session = hands.enter()
    hands.app.leave_to(hands.app.place)
    hands.wait_for("Open your carnet")
    assert session.held is not None
    hands.ask(lambda: None)
    assert not any(session.held.data_key)
    hands.tab_to("unlock.passphrase")
    hands.type(PHRASE)
    hands.press("Return")
    hands.wait(lambda: hands.app.record is not None and hands.app.record.person == CAMILLE)
