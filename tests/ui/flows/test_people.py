"""The people of the carnet, by keyboard, on the whole window."""

from __future__ import annotations

import pytest

from tests.conftest import PHRASE
from tests.ui.flows.conftest import Open, Ticks
from tests.ui.flows.hands import Hands
from vault.usecases import people

pytestmark = pytest.mark.screen


def open_dialog(hands: Hands, act: str = "Add a person") -> None:
    hands.app.guide.go("people")  # type: ignore[union-attr]
    hands.wait_for("Anyone who knows the passphrase sees every record of this carnet.")
    hands.act(act)
    hands.wait(lambda: hands.front is not hands.app.window)


def add_noe(hands: Hands) -> None:
    open_dialog(hands)
    hands.type("Noé Martin")
    hands.tab_to("person.born")
    hands.type("14/03/2019")
    hands.tab_to("This person is: My child")
    hands.press("Space")
    hands.tab_to("On which ground? I have their agreement")
    hands.press("Space", "Right")
    hands.act("dialog.go")
    hands.wait_for("Added: Noé Martin")


def known(hands: Hands) -> list[tuple[str, str, str, str | None]]:
    session = hands.app.session
    assert session is not None
    everybody = hands.ask(lambda: people.everybody(session))
    return [(one.called, one.relation, one.basis, one.born) for one in everybody]


def test_a_person_is_added_changed_and_erased(inside: Hands) -> None:
    add_noe(inside)
    assert known(inside)[1:] == [("Noé Martin", "child", "legal", "2019-03-14")]
    inside.wait_for("Your child")
    inside.act("Edit: Noé Martin")
    inside.wait(lambda: inside.heading() == "Edit Noé Martin")
    inside.press("Ctrl+A")
    inside.type("Noé")
    inside.act("dialog.go")
    inside.wait_for("Changed: Noé")
    assert known(inside)[1][0] == "Noé"
    inside.wait_for("Edit: Noé")
    inside.act("remove.1")
    inside.wait(lambda: inside.heading() == "Erase the record of Noé?")
    assert inside.here() == "Keep the record"
    for name, secret, said in (
        ("Camille", "", "Type this name: Noé"),
        ("noé", "", "Type your passphrase."),
        ("noé", "wrong", "The passphrase is not correct."),
    ):
        inside.tab_to("erase.name")
        inside.press("Ctrl+A")
        inside.type(name)
        inside.tab_to("erase.passphrase")
        inside.press("Ctrl+A")
        inside.type(secret)
        inside.act("dialog.act")
        inside.wait_for(said)
    inside.tab_to("erase.passphrase")
    inside.press("Ctrl+A")
    inside.type(PHRASE)
    inside.act("dialog.act")
    inside.wait_for("Removed: Noé")
    assert [one[0] for one in known(inside)] == ["Camille"]
    inside.wait(lambda: not inside.has("remove.0"))


@pytest.mark.parametrize(
    ("name", "born", "said"),
    [
        ("", "", "Type the name."),
        ("Noé", "31/02/2019", "Type a date as 14/05/1979, or a year only."),
        ("Noé", "2090", "Type a date as 14/05/1979, or a year only."),
        ("Noé", "", "Say who this person is to you."),
    ],
)
def test_what_is_wrong_is_said_under_its_field(
    inside: Hands, name: str, born: str, said: str
) -> None:
    open_dialog(inside)
    inside.type(name)
    inside.tab_to("person.born")
    inside.type(born)
    inside.act("dialog.go")
    inside.wait_for(said)
    assert len(known(inside)) == 1


def test_a_name_is_given_once(inside: Hands) -> None:
    open_dialog(inside)
    inside.type("camille")
    inside.tab_to("This person is: My child")
    inside.press("Space")
    inside.act("dialog.go")
    inside.wait_for("Say on which ground you keep this record.")
    inside.tab_to("On which ground? I have their agreement")
    inside.press("Space")
    inside.act("dialog.go")
    inside.wait_for("Somebody of this carnet has this name.")


def test_a_person_that_was_being_added_is_offered_again_after_a_lock(
    window: Open, ticks: Ticks
) -> None:
    hands = window("fr")
    hands.enter()
    open_dialog_fr(hands)
    hands.type("Éloïse")
    ticks.passed = 300
    hands.app.watch.look()
    hands.wait_for("Verrouillé après 5 minutes sans activité")
    hands.tab_to("unlock.passphrase")
    hands.type(PHRASE)
    hands.press("Return")
    hands.wait_for("Vous étiez en train d’ajouter une personne.")
    hands.act("note.resume")
    hands.wait(lambda: hands.heading() == "Ajouter une personne")
    assert hands.find("person.name").text() == "Éloïse"  # type: ignore[attr-defined]


def open_dialog_fr(hands: Hands) -> None:
    hands.app.guide.go("people/add")  # type: ignore[union-attr]
    hands.wait(lambda: hands.heading() == "Ajouter une personne")
