"""The values of a measure, by keyboard: traced, edited, deleted, taken back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest

from tests.conftest import CAMILLE
from tests.ui.flows.conftest import Look, Open
from tests.ui.flows.hands import Hands
from vault.record.measures import known
from vault.ui.widgets.record_table import RecordTable
from vault.usecases import recording
from vault.usecases.measurements import measurements
from vault.usecases.recording import Typed

pytestmark = pytest.mark.screen
WORDS = {
    "en": ("All values: Weight", "Where does this come from?", "Entered by you", "Save",
           "1 measurement deleted"),
    "fr": ("Toutes les valeurs\u00a0: Poids", "D’où vient cette donnée\u202f?", "Saisi par vous",
           "Enregistrer", "1 mesure supprimée"),
}  # fmt: skip


def kept(hands: Hands) -> list[Decimal | float | None]:
    session = hands.app.session
    assert session is not None
    return [one.value for one in hands.ask(lambda: measurements(session, CAMILLE))]


def weighed(hands: Hands) -> None:
    """Open the list of two weights."""
    session = hands.enter()
    for days, kilos in ((1, "69"), (0, "70")):
        at = session.at() - timedelta(days=days)
        hands.ask(partial(recording.add, session, CAMILLE, Typed(known("body_weight"), kilos, at)))
    guide = hands.app.guide
    assert guide is not None
    guide.go("values/body_weight")


def test_a_row_is_traced_edited_deleted_and_comes_back(look: Look, window: Open) -> None:
    title, origin, by, save, deleted = WORDS[look.language]
    hands = window(look)
    weighed(hands)
    hands.wait(lambda: hands.heading() == title and hands.has("values.table"))
    hands.tab_to("values.table")
    hands.press("I")
    hands.wait(lambda: hands.heading() == origin)
    assert hands.sees(by)
    hands.press("Esc")
    hands.wait(lambda: hands.front is hands.app.window)

    hands.tab_to("values.table")
    hands.press("F2")
    hands.wait(lambda: hands.has("add.value"))
    hands.tab_to("add.value")
    hands.press("Ctrl+A")
    hands.type("71,5")
    hands.act(save)
    hands.wait(lambda: hands.front is hands.app.window)
    hands.wait(lambda: kept(hands) == [Decimal(69), Decimal("71.5")])

    table = hands.find("values.table")
    assert isinstance(table, RecordTable)
    hands.wait(lambda: table.rows.lines[0].cells[1].startswith("71"))
    hands.tab_to("values.table")
    hands.press("Del")
    hands.wait_for(deleted)
    assert kept(hands) == [Decimal(69)]
    hands.press("Ctrl+Z")
    hands.wait(lambda: kept(hands) == [Decimal(69), Decimal("71.5")])
