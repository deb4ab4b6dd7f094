"""The settings, by keyboard, on the whole window."""

from __future__ import annotations

import pytest

from tests.conftest import PHRASE
from tests.ui.flows.conftest import Open, Ticks
from tests.ui.flows.hands import Hands
from vault.ui.theme import now

pytestmark = pytest.mark.screen
NEW = "girafe orage tiroir été 1907"


def section(hands: Hands, number: int) -> None:
    hands.go("Ctrl+,", "Settings")
    hands.tab_to("Parts of the settings")
    hands.press(*["Down"] * number)


def test_text_and_theme_change_at_once_and_are_remembered(inside: Hands) -> None:
    inside.go("Ctrl+,", "Settings")
    inside.app.guide.joined.page.asked.emit("put/scale/125")  # type: ignore[union-attr]
    assert now().scale == 1.25
    inside.app.guide.joined.page.asked.emit("put/shade/dark")  # type: ignore[union-attr]
    assert now().name == "dark"
    assert inside.app.memory.now.scale == 1.25
    inside.act("reset.scale")
    assert now().scale == 1.0


def test_the_language_changes_on_screen(inside: Hands) -> None:
    section(inside, 1)
    inside.wait_for("Some texts will change at the next opening.")
    inside.app.guide.joined.page.asked.emit("put/language/fr")  # type: ignore[union-attr]
    inside.wait(lambda: inside.heading() == "Réglages")
    inside.wait_for("Vue d’ensemble")


def test_the_passphrase_is_changed_and_the_old_one_opens_no_more(window: Open) -> None:
    hands = window()
    hands.enter()
    section(hands, 2)
    hands.wait_for("Change the passphrase")
    hands.act("act.passphrase")
    hands.wait(lambda: hands.heading() == "Change the passphrase")
    for field, typed in (("Passphrase now", "wrong"), ("New passphrase", NEW)):
        hands.tab_to(field)
        hands.type(typed)
    hands.tab_to("New passphrase, again")
    hands.type("another")
    hands.act("dialog.go")
    hands.wait_for("It differs from the one above.")
    hands.press("Ctrl+A")
    hands.type(NEW)
    hands.act("dialog.go")
    hands.wait_for("The passphrase is not correct.")
    hands.press("Ctrl+A")
    hands.type(PHRASE)
    hands.act("dialog.go")
    hands.wait_for("The new passphrase is set.")
    hands.press("Ctrl+L")
    hands.wait_for("Unlock")
    hands.tab_to("unlock.passphrase")
    hands.type(PHRASE)
    hands.press("Return")
    hands.wait_for("The passphrase is not correct.")
    hands.type(NEW)
    hands.press("Return")
    hands.wait(lambda: hands.app.guide is not None and hands.app.guide.joined is not None)


def test_a_new_sheet_asks_the_passphrase_and_shows_its_words_once(inside: Hands) -> None:
    section(inside, 2)
    inside.wait_for("Make a new sheet")
    inside.act("act.sheet")
    inside.wait(lambda: inside.heading() == "Make a new sheet")
    inside.type(PHRASE)
    inside.press("Return")
    inside.wait(lambda: inside.heading() == "Your new recovery sheet")
    said = next(words for words in inside.said() if words.startswith("The 13 words: "))
    words = said.removeprefix("The 13 words: ").replace(",", "")
    inside.act("dialog.done")
    inside.wait(lambda: inside.heading() == "Settings")
    inside.wait_for("It was never checked")
    inside.act("act.try sheet")
    inside.type("not these")
    inside.act("dialog.go")
    inside.wait_for("The recovery code has thirteen words.")
    inside.press("Ctrl+A")
    inside.type(words)
    inside.act("dialog.go")
    inside.wait_for("Checked: 23 Nov")


def test_never_locking_is_asked_about_and_stays_in_sight(inside: Hands, ticks: Ticks) -> None:
    section(inside, 2)
    inside.wait_for("Automatic locking")
    inside.app.guide.joined.page.asked.emit("put/idle/never")  # type: ignore[union-attr]
    inside.wait(lambda: inside.heading() == "Never lock this carnet by itself?")
    inside.act("dialog.keep")
    assert inside.app.memory.now.idle == 5
    inside.app.guide.joined.page.asked.emit("put/idle/never")  # type: ignore[union-attr]
    inside.act("dialog.act")
    inside.wait_for("Does not lock by itself")
    ticks.passed = 10_000
    inside.app.watch.look()
    assert inside.app.session is not None


def test_tab_through_the_sidebar_leaves_the_page_where_it_is(inside: Hands) -> None:
    inside.go("Ctrl+,", "Settings")
    inside.tab_to("Places")
    assert inside.heading() == "Settings"
    inside.press("Down")
    inside.wait(lambda: inside.heading() != "Settings")


def test_the_keyboard_stays_on_what_was_chosen(inside: Hands) -> None:
    inside.go("Ctrl+,", "Settings")
    inside.tab_to("100 %")
    inside.press("Right")
    inside.wait(lambda: now().scale == 1.25)
    assert inside.here() == "125 %"
    inside.press("Left")
    inside.wait(lambda: now().scale == 1.0)
