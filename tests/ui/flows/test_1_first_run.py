"""Flow 1: from nothing to a record, by keyboard only, the sheet read off its own paper."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from tests.conftest import CHEAP, FakeClock
from tests.ui.flows.conftest import Look, Open
from tests.ui.flows.hands import Hands
from vault.crypto.recovery_words import word_list
from vault.record.ways_in import Words
from vault.usecases import measurements, people, unlocking

pytestmark = [
    pytest.mark.screen,
    # the list that Qt's file dialog unfolds under its field
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]
MOST_ACTS = 60  # letters apart
SECRET = "Éléphant gêné sous l’été bleu"
WORDS = {
    "fr": ("Créer mon carnet", "Prénom", "Étape 4 sur 5", "Fiche de secours vérifiée"),
    "en": ("Create my carnet", "First name", "Step 4 of 5", "Recovery sheet verified"),
}


def on_paper(file: Path) -> list[str]:
    """Read the thirteen words off the sheet, in the order of their numbers."""
    text = pypdfium2.PdfDocument(file)[0].get_textpage().get_text_range()
    known = set(word_list())
    plain = unicodedata.normalize("NFC", text).split()
    numbered = {
        int(number.rstrip(".")): word
        for number, word in pairwise(plain)
        if number.rstrip(".").isdecimal() and word in known
    }
    return [numbered[n] for n in range(1, 14)]


def described(hands: Hands, language: str) -> None:
    """Step 1: a first name with an accent is enough."""
    assert hands.sees(WORDS[language][0])
    hands.act("welcome.create")
    hands.wait_for(WORDS[language][1])
    hands.tab_to("create.first")
    hands.type("Zoé")
    hands.press("Return")


def made(hands: Hands) -> None:
    """Steps 2 and 3: the place that is proposed, a passphrase with accents, twice."""
    hands.wait(lambda: hands.has("create.name"))
    hands.press("Return")
    hands.wait(lambda: hands.has("create.secret"))
    hands.type(SECRET)
    hands.press("Return")
    hands.type(SECRET)
    hands.press("Return")


def typed_back(hands: Hands, sheet: Path) -> list[str]:
    """Step 4: the sheet is saved, and typed back from its paper."""
    hands.act("create.save")
    hands.name_file(sheet)
    hands.wait_for("sheet.pdf")
    words = on_paper(sheet)
    hands.act("create.continue")
    hands.wait(lambda: hands.has("word.1"))
    assert not any(hands.sees(word) for word in words if len(word) > 6)
    for word in words:
        hands.type(word[:4])
        hands.press("Return")
    return words


def weighed(hands: Hands) -> None:
    """Step 5: a first measurement."""
    hands.act("start.add")
    hands.wait(lambda: hands.has("add.value"))
    hands.tab_to("add.value")
    hands.type("68,4")
    hands.act("dialog.save")
    hands.wait(lambda: hands.front is hands.app.window)


def test_a_first_run_needs_no_mouse(
    look: Look, window: Open, tmp_path: Path, clock: FakeClock
) -> None:
    place, sheet = tmp_path / "new" / "dossier.carnet", tmp_path / "sheet.pdf"
    hands, language = window(look, at=place), look.language
    described(hands, language)
    made(hands)
    hands.wait_for(WORDS[language][2])
    words = typed_back(hands, sheet)
    hands.wait_for(WORDS[language][3])
    weighed(hands)
    session = hands.app.session
    assert session is not None
    (zoe,) = hands.ask(lambda: people.everybody(session))
    assert (zoe.called, zoe.relation) == ("Zoé", "self")
    (kept,) = hands.ask(lambda: list(measurements.measurements(session, zoe, "body_weight")))
    assert (kept.value, kept.unit) == (Decimal("68.4"), "kg")
    assert hands.acts <= MOST_ACTS
    assert hands.ask(lambda: session.vault.meta.get("recovery_checked")) is not None
    hands.press("Ctrl+L")
    hands.wait(lambda: hands.has("unlock.passphrase"))
    hands.wait(lambda: not hands.app.bridge.busy)
    again = unlocking.open_vault(place, Words(" ".join(words)), clock, policy=CHEAP)
    again.end()
