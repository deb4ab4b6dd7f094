"""A chart is walked by keys: what is announced is what the table holds (flows: chart, reference).

The values are those of a made-up record; every act is a key.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from tests.conftest import CAMILLE, PHRASE
from tests.ui.flows.conftest import Look, Open
from tests.ui.flows.hands import Hands
from tests.usecases.test_charting import keep_rows, weight
from vault.record.measures import BODY_WEIGHT
from vault.record.references import Reference
from vault.ui.pages.trends.page import TrendsPage
from vault.usecases import references
from vault.wording.references import sentence

pytestmark = pytest.mark.screen
WORDS = {
    "en": {
        "title": "Weight", "curve": "Curve: Weight", "week": "17 Nov", "when": "When",
        "compare": "Compare…", "export": "Export",
        "previous": "Previous period", "refer": "Reference for Weight",
        "high": "Weight (kg), To (optional)", "within": "Within the reference",
        "above": "Above the reference", "save": "Save", "by": "Me",
        "measures": "Measurements", "note": "(Dr Élise Leroy)", "pdf": "Page (PDF)",
        "saved": "chart.pdf", "gone": "Reference taken away",
        "undo": "Undo: Reference chosen", "none": "No public reference for this measurement.",
        "dates": "Choose the dates", "first": "First day", "show": "Show",
    },
    "fr": {
        "title": "Poids", "curve": "Courbe\u00a0: Poids", "week": "17 nov.", "when": "Quand",
        "compare": "Comparer…", "export": "Exporter",
        "previous": "Période précédente", "refer": "Repère pour Poids",
        "high": "Poids (kg), À (facultatif)", "within": "Dans le repère",
        "above": "Au-dessus du repère", "save": "Enregistrer", "by": "Moi",
        "measures": "Mesures", "note": "(Dr Élise Leroy)", "pdf": "Page (PDF)",
        "saved": "chart.pdf", "gone": "Repère retiré",
        "undo": "Annuler\u00a0: Repère choisi", "none": "Aucun repère public pour cette mesure.",
        "dates": "Choisir les dates", "first": "Premier jour", "show": "Afficher",
    },
}  # fmt: skip


def page(hands: Hands) -> TrendsPage:
    guide = hands.app.guide
    assert guide is not None
    assert guide.joined is not None
    shown = guide.joined.page
    assert isinstance(shown, TrendsPage)
    return shown


def arrive(hands: Hands, words: dict[str, str]) -> None:
    """Open the trend of twenty days of weight."""
    session = hands.enter()
    hands.ask(
        lambda: keep_rows(session, CAMILLE, *(weight(k, f"{70 + k / 10:.1f}") for k in range(20)))
    )
    hands.go("Ctrl+2", words["measures"])
    hands.wait(lambda: hands.has("measure.body_weight"))
    hands.act("measure.body_weight")
    hands.wait(lambda: hands.heading() == words["title"] and hands.has("trend-chart"))


def test_what_is_announced_is_what_the_table_holds(look: Look, window: Open) -> None:
    """T-SAY: each move is announced, in the words of the table's row."""
    words, hands = WORDS[look.language], window(look)
    arrive(hands, words)
    chart, heard = page(hands).curves.chart, list[str]()
    chart.say = lambda _widget, said: heard.append(said)
    hands.tab_to("trend-chart")
    assert hands.here() == words["curve"]
    hands.press("Home", *["Right"] * 19, "Left", "End", "Esc")
    assert len(heard) == 22
    hands.press("T")
    curves = page(hands).curves
    hands.wait(lambda: curves.is_table and curves.rows.hasFocus())
    table, spoken = curves.table, Qt.ItemDataRole.AccessibleTextRole
    rows = [table.data(table.index(k, 0), spoken) for k in range(table.rowCount())]
    assert rows == heard[:20][::-1]
    for number, said in enumerate(rows):
        cells = [table.data(table.index(number, k)) for k in range(table.columnCount())]
        assert said is not None
        assert all(str(cell).lower() in said for cell in cells[1:])
    assert table.headerData(0, Qt.Orientation.Horizontal) == words["when"]
    hands.press("T")
    hands.wait(lambda: not curves.is_table and chart.hasFocus())


def test_periods_zoom_comparison_and_dates_by_keys(look: Look, window: Open) -> None:
    words, hands = WORDS[look.language], window(look)
    arrive(hands, words)
    hands.tab_to("trend-chart")
    dates = hands.find("trend.dates")
    whole = dates.accessibleName()
    hands.press("End", "+")
    hands.wait(lambda: dates.accessibleName() != whole)
    zoomed = dates.accessibleName()
    hands.press("PgUp")
    hands.wait(lambda: dates.accessibleName() != zoomed)
    hands.press("PgDown")
    hands.wait(lambda: dates.accessibleName() == zoomed)
    hands.take("compare", words["compare"])
    hands.pick(words["previous"])
    hands.wait_for(words["previous"])
    hands.act("trend.dates")
    hands.wait(lambda: hands.heading() == words["dates"])
    hands.tab_to(words["first"])
    hands.press("Ctrl+A")
    hands.type("17/11/2026")
    hands.act("dialog.show")
    hands.wait(lambda: hands.heading() == words["title"])
    hands.wait_for(words["week"])


def test_a_reference_has_a_source_or_none_is_proposed(
    look: Look, window: Open, tmp_path: Path
) -> None:
    """Flow 18: none without a source; one's own is drawn, named, on paper too, and taken back."""
    words, hands = WORDS[look.language], window(look)
    arrive(hands, words)
    assert not hands.sees(words["within"])
    hands.act("trend.reference")
    hands.wait(lambda: hands.heading() == words["refer"])
    assert hands.sees(words["none"])
    hands.tab_to(words["by"])
    hands.press("Right")
    hands.tab_to("reference.name")
    hands.type("Dr Élise Leroy")
    hands.tab_to(words["high"])
    hands.type("70,5")
    hands.act(words["save"])
    hands.wait_for(words["within"])
    session = hands.app.session
    assert session is not None
    held = hands.ask(lambda: references.of(session, CAMILLE, BODY_WEIGHT))
    said = Reference(
        "body_weight", None, Decimal("70.5"), "kg", "professional", name="Dr Élise Leroy"
    )
    assert held == (said,)
    promised = sentence(held, BODY_WEIGHT)
    assert words["note"] in promised
    assert promised in page(hands).note.words.text()
    assert plain(promised) in printed(hands, words, tmp_path / "chart.pdf")
    taken_away(hands, words)
    hands.press("Ctrl+Z")
    hands.wait_for(words["within"])
    assert hands.ask(lambda: references.of(session, CAMILLE, BODY_WEIGHT)) == (said,)
    taken_away(hands, words)
    assert hands.ask(lambda: references.of(session, CAMILLE, BODY_WEIGHT)) == ()


def taken_away(hands: Hands, words: dict[str, str]) -> None:
    """Take the reference away in its dialog."""
    hands.act("trend.reference")
    hands.wait(lambda: hands.has("dialog.remove"))
    hands.act("dialog.remove")
    hands.wait_gone(words["within"])
    hands.wait_for(words["gone"])


def printed(hands: Hands, words: dict[str, str], place: Path) -> str:
    """Save the chart as a page, the passphrase asked again, and read the words on it."""
    hands.take("export", words["export"])
    hands.pick(words["pdf"])
    hands.wait(lambda: hands.front is not hands.app.window and isinstance(hands.focus(), QLineEdit))
    hands.type(PHRASE)
    hands.press("Return")
    hands.name_file(place)
    hands.wait_for(words["saved"])
    paper = plain(PdfDocument(place)[0].get_textpage().get_text_range())
    assert words["title"] in paper
    assert "Camille" not in paper
    return paper


def plain(text: str) -> str:
    """Make one line of a text, whatever its spaces were."""
    return " ".join(text.split())
