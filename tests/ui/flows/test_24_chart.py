"""A chart is walked by keys: what is announced is what the table holds (flows: chart, reference).

The values are those of a made-up record; every act is a key.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from tests.conftest import CAMILLE, PHRASE
from tests.ui.flows.conftest import Open
from tests.ui.flows.hands import Hands
from tests.usecases.test_charting import TODAY, keep_rows, weight
from vault.record.measures import BODY_WEIGHT
from vault.record.references import Reference
from vault.trends.calendar import Span
from vault.ui.pages.trends.page import TrendsPage
from vault.usecases import picturing, references
from vault.usecases.charting import Topic
from vault.wording.charts import speech
from vault.wording.references import drawn

pytestmark = pytest.mark.screen
WORDS = {
    "en": {
        "title": "Weight", "curve": "Curve: Weight", "week": "17 Nov", "when": "When",
        "compare": "Compare…", "previous": "Previous period", "refer": "Reference for Weight",
        "high": "Weight (kg), To (optional)", "within": "Within the reference",
        "above": "Above the reference", "save": "Save", "note": "(noted by you)",
        "undo": "Undo: Reference chosen", "none": "No public reference for this measurement.",
        "dates": "Choose the dates", "first": "First day", "show": "Show",
    },
    "fr": {
        "title": "Poids", "curve": "Courbe\u00a0: Poids", "week": "17 nov.", "when": "Quand",
        "compare": "Comparer…", "previous": "Période précédente", "refer": "Repère pour Poids",
        "high": "Poids (kg), À (facultatif)", "within": "Dans le repère",
        "above": "Au-dessus du repère", "save": "Enregistrer", "note": "(noté par vous)",
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
    assert hands.app.guide is not None
    hands.app.guide.go("trends/body_weight")
    hands.wait(lambda: hands.heading() == words["title"] and hands.has("trend-chart"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_announced_is_what_the_table_holds(language: str, window: Open) -> None:
    """T-SAY: each move is announced, in the words of the table's row."""
    words, hands = WORDS[language], window(language)
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


@pytest.mark.parametrize("language", ["en", "fr"])
def test_periods_zoom_comparison_and_dates_by_keys(language: str, window: Open) -> None:
    words, hands = WORDS[language], window(language)
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
    hands.act("action.compare")
    hands.wait(lambda: bool(hands.app.window.findChildren(QMenu)))
    menus = [m for m in hands.app.window.findChildren(QMenu) if m.isVisible()]
    chosen = next(a for a in menus[-1].actions() if a.text() == words["previous"])
    chosen.trigger()
    menus[-1].close()
    hands.wait_for(words["previous"])
    hands.act("trend.dates")
    hands.wait(lambda: hands.heading() == words["dates"])
    hands.tab_to(words["first"])
    hands.press("Ctrl+A")
    hands.type("17/11/2026")
    hands.act("dialog.show")
    hands.wait(lambda: hands.heading() == words["title"])
    hands.wait_for(words["week"])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_reference_has_a_source_or_none_is_proposed(
    language: str, window: Open, tmp_path: Path
) -> None:
    """None is proposed without a source; one's own is drawn, named, taken back."""
    words, hands = WORDS[language], window(language)
    arrive(hands, words)
    assert not hands.sees(words["within"])
    hands.act("trend.reference")
    hands.wait(lambda: hands.heading() == words["refer"])
    assert hands.sees(words["none"])
    hands.tab_to(words["high"])
    hands.type("70,5")
    hands.act(words["save"])
    hands.wait_for(words["within"])
    assert hands.sees(words["note"])
    session = hands.app.session
    assert session is not None
    held = hands.ask(lambda: references.of(session, CAMILLE, BODY_WEIGHT))
    assert held == (Reference("body_weight", None, Decimal("70.5"), "kg", "me"),)
    topic = Topic(CAMILLE, BODY_WEIGHT, Span(TODAY - timedelta(days=20), TODAY))
    caption = picturing.Caption(speech(BODY_WEIGHT, TODAY), words["title"], drawn)
    assert hands.ask(lambda: picturing.picture(session, topic, caption, "pdf"))[:5] == b"%PDF-"
    hands.press("Ctrl+Z")
    hands.wait_gone(words["within"])
    assert hands.ask(lambda: references.of(session, CAMILLE, BODY_WEIGHT)) == ()
    assert PHRASE not in hands.said()
