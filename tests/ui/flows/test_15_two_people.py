"""Flow 15: two people in one carnet; nothing is asked, and nobody is taken for somebody else."""

from __future__ import annotations

from decimal import Decimal
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from tests.conftest import CAMILLE, PHRASE
from tests.ui.flows.conftest import Look, Open
from tests.ui.flows.hands import Hands
from vault.record.person import Person
from vault.usecases import people
from vault.usecases.measurements import measurements

pytestmark = pytest.mark.screen
NOE = Person("11111111-0405-4607-8809-0a0b0c0d0e0f", "Noé", "child", "legal", "Europe/Paris")
WORDS = {
    "en": {
        "mine": "Camille, Your record", "noe": "Noé, Your child", "in": "You are in Noé’s record",
        "shown": "Displayed record: Noé, Your child. Change person", "back": "Back to my record",
        "dialog": "Add a measurement for Noé", "added": "Measurement added",
        "other": "Open another carnet", "gate": "Open your carnet",
    },
    "fr": {
        "mine": "Camille, Votre dossier", "noe": "Noé, Votre enfant",
        "in": "Vous êtes dans le dossier de Noé",
        "shown": "Dossier affiché\u00a0: Noé, Votre enfant. Changer de personne",
        "back": "Revenir à mon dossier", "dialog": "Ajouter une mesure pour Noé",
        "added": "Mesure ajoutée", "other": "Ouvrir un autre carnet",
        "gate": "Ouvrir votre carnet",
    },
}  # fmt: skip


def join_noe(hands: Hands) -> Hands:
    """Let Noé's record be in the carnet too."""
    session = hands.enter()
    hands.app.bridge.ask(lambda: people.add(session, NOE), lambda _: None, lambda _: None)
    hands.wait(lambda: hands.app.record is not None and len(hands.app.record.people) == 2)
    return hands


@pytest.fixture
def two(window: Open) -> Hands:
    return join_noe(window())


def shown(hands: Hands) -> str:
    record = hands.app.record
    assert record is not None
    assert record.person is not None
    return record.person.called


def values(hands: Hands, person: Person) -> list[Decimal | float | None]:
    session = hands.app.session
    assert session is not None
    return [one.value for one in hands.ask(lambda: measurements(session, person))]


def test_two_people_are_never_mixed_up_and_another_carnet_asks(window: Open, look: Look) -> None:
    """Flow 15: nothing is asked between people, the strip stands, the dialog says for whom."""
    words, hands = WORDS[look.language], join_noe(window(look))
    hands.press("Ctrl+Shift+P")
    hands.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    assert hands.sees(words["mine"])
    hands.pick(words["noe"])
    hands.wait(lambda: shown(hands) == "Noé")
    hands.wait_for(words["in"])
    assert hands.sees(words["shown"])
    assert hands.here() == hands.heading()
    hands.go("Ctrl+N", words["dialog"])
    hands.wait(lambda: hands.has("add.value"))
    hands.tab_to("add.value")
    hands.type("31")
    hands.act("dialog.save")
    hands.wait_for(words["added"])
    assert (values(hands, NOE), values(hands, CAMILLE)) == ([Decimal(31)], [])
    hands.act(words["back"])
    hands.wait(lambda: shown(hands) == "Camille")
    assert not hands.sees("Noé")

    another(hands, words)


def another(hands: Hands, words: dict[str, str]) -> None:
    """Open another carnet: this one is closed, and its passphrase is asked."""
    session = hands.app.session
    hands.press("Ctrl+Shift+P")
    hands.pick(words["other"])
    hands.name_file(hands.app.place)
    hands.wait_for(words["gate"])
    assert session is not None
    assert session.held is not None
    hands.ask(lambda: None)
    assert not any(session.held.data_key)
    hands.unlock(PHRASE)
    assert shown(hands) == "Camille"


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
