"""The page of the signature: two equal answers (T-EQUAL), the nine facts of the notice (T-NINE)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.checks import type_text
from tests.ui.pages.sign.notices import KINDS, noticed, service
from tests.ui.pages.sign.states import PICTURED, exactly, ready, states
from vault.ui.main_window import MainWindow
from vault.ui.pages.sign import telling
from vault.ui.pages.sign.agreement import Agreement
from vault.ui.pages.sign.exact_dialog import ExactDialog
from vault.ui.pages.sign.items_dialog import ItemsDialog
from vault.ui.pages.sign.page import SignPage
from vault.ui.pages.sign.state import ItemsState
from vault.ui.theme import SCALES, THEMES, Theme
from vault.ui.widgets.button import Button
from vault.usecases import nine_facts

pytestmark = pytest.mark.screen
Dress = Callable[[Theme], None]
Tongue = Callable[[str], None]
SIZES = ((960, 640), (1280, 832), (1920, 1080))
Look = Callable[[Theme, str], None]
LOOKS = [
    (Theme(theme, scale), ("fr", "en")[n % 2], SIZES[n % 3])
    for n, (theme, scale) in enumerate((t, s) for t in THEMES for s in SCALES)
]
LOOKS += [(Theme("light", 2.0), "fr", SIZES[0]), (Theme("dark-contrast", 2.0), "en", SIZES[0])]


@pytest.fixture
def look(dressed: Dress, tongue: Tongue) -> Look:
    """Wear a theme and speak a language."""

    def both(theme: Theme, language: str) -> None:
        dressed(theme)
        tongue(language)

    return both


def shown(qtbot: QtBot, name: str, language: str, size: tuple[int, int]) -> MainWindow:
    """Show a state in the window, as the app frames it."""
    made = PICTURED.window(name, language, size)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def page_of(window: MainWindow) -> SignPage:
    """Return the page in a window."""
    assert window.frame is not None
    page = window.frame.page
    assert isinstance(page, SignPage)
    return page


def agreement_of(window: MainWindow) -> Agreement:
    """Return the right side."""
    found = page_of(window).agreement
    assert found is not None
    return found


@pytest.mark.parametrize(("theme", "language", "size"), LOOKS)
def test_t_equal_both_answers_are_the_same_but_for_their_words(
    theme: Theme, language: str, size: tuple[int, int], qtbot: QtBot, look: Look
) -> None:
    look(theme, language)
    window = shown(qtbot, "ready", language, size)
    agreement = agreement_of(window)
    sign, decline = agreement.sign, agreement.decline
    qtbot.waitUntil(lambda: QApplication.focusWidget() is agreement.secret.edit)
    assert agreement.secret.edit.text() == ""
    assert type(sign) is type(decline) is Button
    for name in ("kind", "on"):
        assert sign.property(name) == decline.property(name)
    assert sign.size() == decline.size()
    assert sign.x() == decline.x()
    assert sign.y() < decline.y()  # this order, for ever
    assert sign.font() == decline.font()
    assert sign.iconSize() == decline.iconSize()
    assert [b.isDefault() or b.autoDefault() for b in (sign, decline)] == [False, False]
    assert sign.isEnabled()
    assert decline.isEnabled()
    qtbot.waitUntil(lambda: in_view(window, sign) and in_view(window, decline))
    assert in_view(window, agreement.secret)


def in_view(window: MainWindow, widget: QWidget) -> bool:
    """Say whether all of a widget can be seen."""
    assert window.frame is not None
    seen = window.frame.area.viewport()
    place = QRect(widget.mapTo(seen, widget.rect().topLeft()), widget.size())
    return seen.rect().contains(place)


def test_t_equal_enter_in_the_field_does_nothing(
    qtbot: QtBot, dressed: Dress, tongue: Tongue
) -> None:
    dressed(Theme())
    tongue("en")
    window = shown(qtbot, "ready", "en", (1280, 832))
    asked: list[str] = []
    page_of(window).asked.connect(asked.append)
    edit = agreement_of(window).secret.edit
    type_text(edit, "cheval")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(edit, key)
    assert asked == []
    assert page_of(window).take() == "cheval"


@pytest.mark.parametrize("key", ["sign", "decline", "later", "exact", "items.body_weight"])
def test_each_answer_is_said_by_its_key(
    key: str, qtbot: QtBot, dressed: Dress, tongue: Tongue
) -> None:
    dressed(Theme())
    tongue("en")
    page = SignPage()
    qtbot.addWidget(page)
    page.show_state(ready("en"))
    asked: list[str] = []
    page.asked.connect(asked.append)
    named(page, key).click()
    assert asked == [key.replace(".", "/")]


def named(page: QWidget, identifier: str) -> Button:
    """Return the button of an identifier."""
    return next(b for b in page.findChildren(Button) if b.accessibleIdentifier() == identifier)


def test_a_wrong_passphrase_keeps_the_field_and_says_so_under_it(
    qtbot: QtBot, dressed: Dress, tongue: Tongue
) -> None:
    dressed(Theme())
    tongue("en")
    page, state = SignPage(), ready("en")
    qtbot.addWidget(page)
    page.show_state(state)
    agreement = page.agreement
    assert agreement is not None
    agreement.secret.edit.setText("wrong")
    page.show_state(replace(state, step="signing"))
    assert not agreement.waiting.isHidden()
    page.show_state(replace(state, error="The passphrase is not correct."))
    assert page.agreement is agreement
    assert agreement.waiting.isHidden()
    described = agreement.secret.edit.accessibleDescription()
    assert "The passphrase is not correct." in described
    assert agreement.secret.edit.selectedText() != ""
    assert page.take() == "wrong"


# -- the nine facts ------------------------------------------------------------------------------


def words(text: str) -> list[str]:
    """Return the words of a text, without its marks."""
    return re.findall(r"[^\W_]+", text.replace("\u200b", ""))


def part(page: QWidget, identifier: str) -> str:
    """Return all that is written in a part of the page, as it is read."""
    found = [w for w in page.findChildren(QWidget) if w.accessibleIdentifier() == identifier]
    (one,) = found
    apart = [
        w
        for w in one.findChildren(QWidget)
        if w.accessibleIdentifier() == "checked"
        or w.accessibleIdentifier().startswith(("fact.", "items."))
    ]
    skipped = {label for w in apart for label in w.findChildren(QLabel)}
    labels = [label for label in one.findChildren(QLabel) if label not in skipped]
    return " ".join(label.text() for label in labels)


def check_words(page: QWidget, notice: str) -> None:
    """Hold every word of the page against the notice that is signed."""
    facts = nine_facts.read(notice)
    for fact in facts.facts:
        signed = " ".join([fact.head, *fact.lines])
        assert sorted(words(part(page, f"fact.{fact.number}"))) == sorted(words(signed))
    agreed = f"{facts.agreement_head} {facts.agreement}"
    assert words(part(page, "agreement")) == words(agreed)
    if facts.for_whom:
        assert words(part(page, "fact.10")) == words(facts.for_whom)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("child", [False, True])
def test_t_nine_the_words_of_the_page_are_those_of_the_signed_notice(
    language: str, qtbot: QtBot, dressed: Dress, tongue: Tongue, *, child: bool
) -> None:
    dressed(Theme())
    tongue(language)
    page, notice = SignPage(), noticed(language, child=child)
    qtbot.addWidget(page)
    page.show_state(ready(language, notice))
    check_words(page, notice)


_LINE = st.text(st.characters(categories=("L", "N", "Zs"), include_characters=":-·'"), min_size=1)
_HOSTING: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.just({}), st.just("FR"),
    st.fixed_dictionaries(
        {"operator": _LINE, "country": _LINE}, optional={"outside_eea": st.booleans()}
    ),
)  # fmt: skip
_REFUSAL: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.just({}), st.just({"no_effect_on_care": True}),
    st.just({"no_effect_on_care": "yes"}),
    st.fixed_dictionaries(
        {"text": st.fixed_dictionaries({"fr": _LINE})},
        optional={"no_effect_on_care": st.booleans()},
    ),
)  # fmt: skip


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(entry=st.tuples(_HOSTING, _REFUSAL, _LINE, _LINE, st.sampled_from(["fr", "en"])))
def test_t_nine_holds_for_whatever_a_catalogue_states(
    entry: tuple[Any, Any, str, str, str], qapp: QApplication, look: Look
) -> None:
    hosting, refusal, name, publisher, language = entry
    look(Theme(), language)
    stated = {**service().entry["finalities"][0], "refusal": refusal}
    one = service(
        hosting=hosting, finalities=[stated], name={"fr": name}, publisher={"name": publisher}
    )
    notice, page = noticed(language, one), SignPage()
    page.show_state(telling.shown(notice, name, "", exactly(), KINDS))
    check_words(page, notice)
    refusing = nine_facts.read(notice).fact(9).lines
    declared = isinstance(refusal, dict) and refusal.get("no_effect_on_care") is True
    no_effect = {"fr": "Refuser n’a aucune conséquence sur vos soins.",
                 "en": "Refusing has no effect on your care."}[language]  # fmt: skip
    assert (no_effect in refusing) is declared
    not_stated = {"fr": "Le catalogue ne le précise pas.", "en": "The catalogue does not say."}
    hosted = isinstance(hosting, dict) and bool(hosting.get("operator")) and bool(
        hosting.get("country")
    )  # fmt: skip
    assert (nine_facts.read(notice).fact(7).lines == (not_stated[language],)) is not hosted
    page.deleteLater()
    qapp.sendPostedEvents(page, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_t_nine_an_unverified_entry_cannot_be_signed_but_declined_or_left(
    language: str, qtbot: QtBot, dressed: Dress, tongue: Tongue
) -> None:
    dressed(Theme())
    tongue(language)
    page = SignPage()
    qtbot.addWidget(page)
    page.show_state(states(language)["unverified"])
    alert = {"fr": "Identité non vérifiée", "en": "Identity not verified"}[language]
    told = [label.text() for label in page.findChildren(QLabel)]
    assert alert in told
    assert page.agreement is None
    keys = {b.accessibleIdentifier() for b in page.findChildren(Button)}
    assert keys == {"decline", "later"}
    verified = {"fr": "Identité vérifiée", "en": "Identity verified"}[language]
    assert not any(words.startswith(verified) for words in told)


def test_the_exact_content_shows_what_is_readable_the_bytes_and_the_text_that_is_signed(
    qtbot: QtBot, dressed: Dress, tongue: Tongue
) -> None:
    dressed(Theme())
    tongue("en")
    window, saved = QWidget(), list[bool]()
    qtbot.addWidget(window)
    window.resize(1200, 800)
    dialog = ExactDialog(window, telling.exact(exactly()), lambda: saved.append(True))
    assert dialog.file.toPlainText().startswith('{"resourceType":"Bundle"}')
    assert dialog.file.isReadOnly()
    dialog.tabs.chosen.emit("file")
    assert dialog.pages.currentWidget() is dialog.file
    named(dialog, "dialog.save").click()
    assert saved == [True]
    named(dialog, "dialog.close").click()


def test_the_items_of_a_kind_are_read_in_a_dialog_of_their_own(
    qtbot: QtBot, dressed: Dress, tongue: Tongue
) -> None:
    dressed(Theme())
    tongue("en")
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    dialog = ItemsDialog(window, ItemsState("Weight", "2 items", ("22 Nov · 69.90", "21 Nov")))
    dialog.open()
    assert dialog.items.toPlainText() == "22 Nov · 69.90\n21 Nov"
    named(dialog, "dialog.close").click()
    assert not dialog.isVisible()
