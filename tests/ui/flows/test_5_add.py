"""A measurement is typed with the keyboard only, and lies in the carnet (flow: add)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.conftest import CAMILLE
from tests.ui.flows.conftest import Look, Open
from tests.ui.flows.hands import Hands
from vault.usecases.measurements import Measurement, measurements

pytestmark = pytest.mark.screen
WORDS = {
    "en": {
        "dialog": "Add a measurement for Camille", "pressure": "Blood p", "weight": "Weight",
        "added": "Measurement added", "save": "Save", "more": "Save and add another",
        "wrong": "a value between", "undo": "Undo: Measurement added", "anyway": "Save anyway",
    },
    "fr": {
        "dialog": "Ajouter une mesure pour Camille", "pressure": "Tension", "weight": "Poids",
        "added": "Mesure ajoutée", "save": "Enregistrer",
        "more": "Enregistrer et ajouter une autre", "wrong": "une valeur entre",
        "undo": "Annuler\u00a0: Mesure ajoutée", "anyway": "Enregistrer quand même",
    },
}  # fmt: skip


def kept(hands: Hands) -> list[Measurement]:
    session = hands.app.session
    assert session is not None
    return hands.ask(lambda: measurements(session, CAMILLE))


def test_a_weight_and_a_pressure_by_keyboard(look: Look, window: Open) -> None:
    words, hands = WORDS[look.language], window(look)
    hands.enter()
    hands.go("Ctrl+N", words["dialog"])
    hands.wait(lambda: hands.focus() is hands.find("add.kind"))
    hands.press("Tab")
    hands.type("68,4")
    hands.act(words["more"])
    hands.wait_for(words["added"])
    hands.tab_to("add.kind")
    hands.type(words["pressure"])
    hands.wait(lambda: hands.has("add.systolic"))
    hands.tab_to("add.systolic")
    hands.type("438")
    hands.press("Tab")
    hands.type("86")
    hands.act("dialog.save")
    hands.wait_for(words["wrong"])
    assert hands.focus() is hands.find("add.systolic")
    hands.press("Ctrl+A")
    hands.type("138")
    hands.act("dialog.save")
    hands.wait(lambda: hands.front is hands.app.window)
    hands.wait_for(words["weight"])

    found = {one.measure: one for one in kept(hands)}
    weight, pressure = found["body_weight"], found["blood_pressure"]
    assert weight.value == Decimal("68.4")
    assert pressure.components == {"systolic": 138, "diastolic": 86, "mean": None}
    hands.press("F6")
    hands.press("Ctrl+Z")
    hands.wait(lambda: [one.measure for one in kept(hands)] == ["body_weight"])


def test_what_is_unusual_is_kept_when_one_insists(inside: Hands) -> None:
    for value, button in (("68.4", "Save"), ("80", "Save"), ("80", "Save anyway")):
        if button == "Save":
            inside.press("Ctrl+N")
            inside.wait(lambda: inside.has("add.value"))
            inside.tab_to("add.value")
            inside.type(value)
            if value == "80":  # a minute before, so that it is compared
                inside.tab_to("moment.time")
                inside.press("Ctrl+A")
                inside.type("12:01")
        inside.act("dialog.save")
        if value == "80" and button == "Save":
            inside.wait_for("Check the value.")
        else:
            inside.wait(lambda: inside.front is inside.app.window)
    assert [one.value for one in kept(inside)] == [Decimal("68.4"), Decimal(80)]


def test_esc_keeps_what_was_typed_and_offers_it_again(inside: Hands) -> None:
    inside.press("Ctrl+N")
    inside.wait(lambda: inside.has("add.value"))
    inside.tab_to("add.kind")
    inside.type("Blood p")
    inside.wait(lambda: inside.has("add.systolic"))
    inside.tab_to("add.systolic")
    inside.type("141")
    inside.press("Esc")
    inside.wait(lambda: inside.front is inside.app.window)
    assert kept(inside) == []
    inside.press("Ctrl+N")
    inside.wait_for("What you typed last time was kept.")
    inside.act("dialog.resume")
    inside.wait(lambda: inside.has("add.systolic"))
    inside.tab_to("add.systolic")
    inside.act("dialog.save")
    inside.wait(lambda: len(kept(inside)) == 1)
    (one,) = kept(inside)
    assert one.components == {"systolic": 141, "diastolic": None, "mean": None}
