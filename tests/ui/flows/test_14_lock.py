"""Flow 14: the carnet locks itself over a half-typed measurement; nothing of it is lost or read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from tests.conftest import CAMILLE
from tests.ui.checks import name_of, tree
from tests.ui.flows.conftest import Look, Open, Ticks
from tests.ui.flows.hands import Hands
from vault.ui.pages.add.dialog import AddDialog
from vault.usecases import drafts
from vault.usecases.measurements import measurements

pytestmark = pytest.mark.screen
DELAY = 5 * 60
SECRET_WORD = "bizarrerie"
WORDS = {
    "en": ("Add a measurement for Camille", "Blood p", "Locking in 30 seconds.",
           "Locked after 5 minutes", "You were adding a measurement."),
    "fr": ("Ajouter une mesure pour Camille", "Tension", "Verrouillage dans 30 secondes.",
           "Verrouillé après 5 minutes", "Vous étiez en train d’ajouter une mesure."),
}  # fmt: skip


def half_typed(hands: Hands, title: str, pressure: str) -> None:
    """Type the first number of a blood pressure, and a note."""
    hands.go("Ctrl+N", title)
    hands.tab_to("add.kind")
    hands.type(pressure)
    hands.wait(lambda: hands.has("add.systolic"))
    hands.tab_to("add.systolic")
    hands.type("138")
    hands.tab_to("add.note")
    hands.type(SECRET_WORD)


def in_clear(place: Path) -> list[str]:
    """Name the files of a carnet that hold the word, as any text would."""
    kinds = [SECRET_WORD.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    return [
        file.name for file in place.rglob("*") if file.is_file()
        and any(kind in file.read_bytes() for kind in kinds)
    ]  # fmt: skip


def locks(hands: Hands, ticks: Ticks, soon: str, locked: str) -> None:
    """Let the minutes pass: the notice, then the gate, which knows nothing of what was typed."""
    ticks.passed = DELAY - 30
    hands.app.watch.look()
    assert any(soon in name_of(node) for node in tree(hands.app.window))
    ticks.passed = DELAY
    hands.app.watch.look()
    hands.wait_for(locked)
    assert hands.app.session is None
    assert not hands.sees(SECRET_WORD)
    assert not [one for one in hands.app.window.findChildren(AddDialog) if one.isVisible()]
    hands.wait(lambda: not hands.app.bridge.busy)
    assert in_clear(hands.app.place) == []


def test_a_half_typed_measurement_is_there_again_after_the_lock(
    window: Open, look: Look, ticks: Ticks
) -> None:
    title, pressure, soon, locked, offered = WORDS[look.language]
    hands = window(look)
    hands.enter()
    half_typed(hands, title, pressure)
    locks(hands, ticks, soon, locked)
    hands.unlock()
    session = hands.app.session
    assert session is not None
    (kept,) = hands.ask(lambda: drafts.waiting(session))
    assert (kept.person, kept.form) == (CAMILLE.uid, "add")
    assert hands.ask(lambda: measurements(session, CAMILLE)) == []
    hands.wait_for(offered)
    hands.act("note.resume")
    hands.wait(lambda: hands.heading() == title and hands.has("add.systolic"))
    upper = hands.find("add.systolic")
    assert isinstance(upper, QLineEdit)
    assert upper.text() == "138"
    hands.tab_to("add.diastolic")
    hands.type("86")
    hands.act("dialog.save")
    hands.wait(lambda: hands.front is hands.app.window)
    (one,) = hands.ask(lambda: measurements(session, CAMILLE))
    assert one.components == {"systolic": 138, "diastolic": 86, "mean": None}
    assert one.note == SECRET_WORD
    assert hands.ask(lambda: drafts.waiting(session)) == ()
    hands.wait(lambda: not hands.sees(offered))
