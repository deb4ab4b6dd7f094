"""The header of a trend: what it is compared with, a picture of it, dates of one's own."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu

from tests.conftest import CAMILLE, PHRASE
from tests.ui.flows.hands import Hands
from tests.usecases.test_charting import keep_rows, weight
from vault.record.measures import known
from vault.usecases import recording
from vault.usecases.recording import Typed

pytestmark = pytest.mark.screen


@pytest.fixture
def trend(inside: Hands) -> Hands:
    """The trend of twenty days of weight, in a record that has pulses too."""
    session = inside.app.session
    assert session is not None

    def work() -> None:
        keep_rows(session, CAMILLE, *(weight(k, f"{70 + k / 10:.1f}") for k in range(20)))
        at = session.at() - timedelta(days=1)
        recording.add(session, CAMILLE, Typed(known("heart_rate"), "66", at))

    inside.ask(work)
    inside.open("trends/body_weight")
    inside.wait(lambda: inside.has("trend-chart") and inside.has("action.compare"))
    return inside


def choose(hands: Hands, action: str, *words: str) -> None:
    """Open a menu of the header and go to an entry of it, or of a menu in it, by the keyboard."""
    hands.act(action)
    for word in words:
        hands.wait(lambda: isinstance(hands.front, QMenu))
        menu = hands.front
        assert isinstance(menu, QMenu)
        while menu.activeAction() is None or menu.activeAction().text() != word:
            hands.press("Down")
        if menu.activeAction().menu() is not None:
            hands.press("Right")
        else:
            hands.press("Return")
    hands.wait(lambda: not isinstance(hands.front, QMenu))


def test_another_period_then_another_measurement_is_put_beside_it(trend: Hands) -> None:
    choose(trend, "action.compare", "Previous period")
    trend.wait_for("Previous period")
    choose(trend, "action.compare", "Another measurement", "Heart rate")
    trend.wait(lambda: trend.has("second-chart"))
    choose(trend, "action.compare", "No comparison")
    trend.wait(lambda: not trend.has("second-chart"))


def test_a_picture_leaves_after_the_passphrase_only(trend: Hands, tmp_path: Path) -> None:
    choose(trend, "action.export", "Image (PNG)")
    trend.wait(lambda: trend.heading() == "Export the chart")
    trend.type(PHRASE)
    trend.press("Return")
    trend.name_file(tmp_path / "weight.png")
    trend.wait((tmp_path / "weight.png").exists)
    assert (tmp_path / "weight.png").read_bytes().startswith(b"\x89PNG")


def test_dates_that_cannot_be_are_said_under_their_field(trend: Hands) -> None:
    trend.act("trend.dates")
    trend.wait(lambda: trend.heading() == "Choose the dates")
    trend.press("Ctrl+A")
    trend.type("31/02/2026")
    trend.press("Return")
    trend.wait_for("Type a date such as 21/03/2026.")
    assert trend.here() == "First day"
    trend.press("Ctrl+A")
    trend.type("20/11/2026")
    trend.press("Tab")
    trend.press("Ctrl+A")
    trend.type("soon")
    trend.act("dialog.show")
    assert trend.here() == "Last day"
    trend.press("Ctrl+A")
    trend.type("19/11/2026")
    trend.press("Return")
    trend.wait_for("The last day comes after the first one.")
    trend.press("Ctrl+A")
    trend.type("21/11/2026")
    trend.press("Return")
    trend.back()
    trend.wait(lambda: trend.sees("20 Nov – 21 Nov, choose other dates"))
    trend.act("trend.dates")
    trend.wait(lambda: trend.heading() == "Choose the dates")
    trend.act("dialog.cancel")
    trend.back()


def test_a_reference_that_cannot_be_is_said_in_its_dialog(trend: Hands) -> None:
    trend.act("trend.reference")
    trend.wait(lambda: trend.heading() == "Reference for Weight")
    trend.tab_to("Weight (kg), To (optional)")
    trend.type("heavy")
    trend.act("Save")
    trend.wait_for("Type a number")
    assert trend.heading() == "Reference for Weight"
    trend.act("dialog.cancel")
    trend.back()
