"""The values of a measure, by keyboard: traced, edited, deleted, taken back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest

from tests.conftest import CAMILLE
from tests.ui.flows.conftest import Look, Open
from tests.ui.flows.hands import Hands
from tests.usecases.test_glance import walk
from vault.errors import UnknownMeasure
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


def test_a_value_of_a_recording_cannot_be_edited_and_says_why(inside: Hands) -> None:
    session = inside.app.session
    assert session is not None
    inside.ask(lambda: walk(session, CAMILLE, (1, 6000.0)))
    inside.open("values/steps")
    inside.wait(lambda: inside.has("values.table"))
    inside.tab_to("values.table")
    inside.press("F2")
    inside.wait_for("This value is part of a recording: it can be deleted, not edited.")
    inside.app.window.toast.hide()
    table = inside.find("values.table")
    assert isinstance(table, RecordTable)
    inside.open(f"value/{table.current}")
    inside.wait_for("This value is part of a recording: it can be deleted, not edited.")
    assert inside.front is inside.app.window


def test_a_measure_that_nobody_knows_has_no_values(inside: Hands) -> None:
    with pytest.raises(UnknownMeasure):
        inside.open("values/phlogiston")
    inside.open("values/other")
    inside.wait(lambda: inside.heading().startswith("All values"))
