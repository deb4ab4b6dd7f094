"""The several-day record on screen: its keys, its choice, a file and a printer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.conftest import FakeClock, opened
from tests.ui.pages.desks import Asked, desk
from tests.ui.pages.pressure.states import states
from tests.usecases.pressures import press
from vault.ui.pages.pressure.join import join
from vault.ui.pages.pressure.page import PressurePage
from vault.ui.theme import Theme
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.empty import Empty
from vault.usecases import people
from vault.usecases.session import Session

pytestmark = pytest.mark.screen


@pytest.fixture
def session(place: Path, clock: FakeClock) -> Iterator[Session]:
    made = opened(place, clock)
    yield made
    made.end()


def test_it_is_shown_saved_and_printed(
    session: Session, qtbot: QtBot, dressed: Callable[[Theme], None], tmp_path: Path
) -> None:
    dressed(Theme())
    window, asked = QWidget(), Asked(tmp_path / "pressure.pdf")
    qtbot.addWidget(window)
    (person,) = people.everybody(session)
    press(session, person, ("2026-11-22T07:10", "140/88"))
    joined = join(desk(window, session, person, asked))
    qtbot.addWidget(joined.page)
    page = joined.page
    assert isinstance(page, PressurePage)
    assert joined.begin is not None
    assert joined.prints is not None
    joined.begin()
    assert page.table.model().rowCount() == 3
    page.days.findChildren(QPushButton)[4].click()
    assert page.table.model().rowCount() == 7
    joined.acts["save"]()
    assert asked.named == ["carnet-pressure-2026-11-23.pdf"]
    assert asked.place.exists()
    joined.prints()
    (printing,) = window.findChildren(QPrintDialog)
    printing.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
    printing.accepted.emit(printing.printer())
    printing.reject()
    assert asked.told == ["File saved.", "The printer may keep a copy."]
    assert joined.help().startswith("Readings of some days")


@pytest.mark.parametrize(("state", "key"), [("failed", "again"), ("empty", "add/blood_pressure")])
def test_where_there_is_nothing_one_act_leads_on(
    state: str, key: str, qtbot: QtBot, dressed: Callable[[Theme], None]
) -> None:
    dressed(Theme())
    page, asked = PressurePage(), list[str]()
    qtbot.addWidget(page)
    page.asked.connect(asked.append)
    page.show_state(states("en")[state])
    buttons = [one.button for one in page.findChildren(Alert)]
    buttons += [one.button for one in page.findChildren(Empty)]
    (button,) = buttons
    button.click()
    assert asked == [key]
