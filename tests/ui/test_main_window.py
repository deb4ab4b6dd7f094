"""The frame: one sidebar, one title, one way round with the keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import checks
from tests.ui.gallery import CLAIRE, NOE, Shot, settle, window
from tests.ui.pages.overview.states import states
from vault.ui.main_window import MainWindow
from vault.ui.pages.overview.cards import MeasureCard
from vault.ui.pages.overview.page import OverviewPage
from vault.ui.places import PLACES
from vault.ui.theme import Theme
from vault.ui.widgets.page import Head, Page
from vault.ui.widgets.person_button import PersonButton

pytestmark = pytest.mark.screen
Open = Callable[[Shot], MainWindow]
Dress = Callable[[Theme], None]
ORDER = [
    "Displayed record: Noé Martin, Your child. Change person",
    "Places",
    "Utilities",
    "Back to my record",
    "Import",
    "Add a measurement",
    "Weight: 68.4 kg, today, 0.8 kg less in 30 days",
    "Blood pressure: 138/86 mmHg, yesterday, Above the reference (135/85)",
    "Resting heart rate: 62 bpm, today, Stable for 30 days",
    "Steps: 6,480 steps, today, 7,120 a day on average",
    "Sleep: 7 h 05, last night, 25 min more in 30 days",
    "Fasting glucose: 0.94 g/L, 18 Nov, Within the reference (0.70 to 1.10)",
    "See all: To check",
    "See: Blood pressure above the reference",
    "Attribute: 5 readings to attribute",
    "Open: New document received",
    "See all: Current shares",
    "CHU de Nantes · pre-admission, Profile and 6 measurements · until 12 Dec, Active",
    "Dr Sophie Leroy, Blood pressure, weight · ends in 3 days, Ending soon",
    "Paul Martin, Emergency card · until 30 Jan, Active",
    "Arrange the cards",
    "Undo: Deleted.",
]


@pytest.fixture
def opened(
    qtbot: QtBot,
    qapp: QApplication,
    dressed: Dress,
    tongue: Callable[[str], None],
) -> Open:
    """Open the window of a shot and make it the active one."""

    def make(shot: Shot) -> MainWindow:
        tongue(shot.language)
        made = window(shot, qapp)
        qtbot.addWidget(made)
        with qtbot.waitExposed(made):
            made.show()
        made.activateWindow()
        settle(qapp)
        return made

    return make


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_tab_goes_round_in_reading_order(opened: Open) -> None:
    made = opened(Shot("somebody_else", language="en"))
    made.toast.tell("Deleted.")
    assert checks.tab_order(made) == ORDER
    stops = checks.tab_stops(made)
    for key, way in ((Qt.Key.Key_Tab, stops), (Qt.Key.Key_Backtab, stops[::-1])):
        way[-1].setFocus()
        for stop in way:
            QTest.keyClick(focused(), key)
            assert focused() is stop


def test_the_ring_is_where_the_keyboard_is(opened: Open) -> None:
    made = opened(Shot("somebody_else", size=(960, 640)))
    for _stop in checks.tab_stops(made):
        QTest.keyClick(QApplication.focusWidget() or made, Qt.Key.Key_Tab)
        assert made.ring.isVisible()
        here = focused()
        if here in {made.sidebar.places, made.sidebar.utilities}:
            continue
        inside = QRect(here.mapTo(made, QPoint(0, 0)), here.size())
        assert made.ring._whole.contains(inside)
        assert made.ring.geometry().contains(inside.intersected(viewport(here, made)))
        assert viewport(here, made).intersects(inside)


def viewport(widget: QWidget, made: MainWindow) -> QRect:
    for area in made.findChildren(QScrollArea):
        if area.isAncestorOf(widget):
            port = area.viewport()
            return QRect(port.mapTo(made, QPoint(0, 0)), port.size())
    return made.rect()


def test_the_ring_follows_scrolling_and_ignores_the_mouse(opened: Open) -> None:
    made = opened(Shot(size=(960, 640)))
    card = next(w for w in checks.tab_stops(made) if w.accessibleIdentifier() == "card.steps")
    card.setFocus(Qt.FocusReason.TabFocusReason)
    before = made.ring.pos()
    assert made.frame is not None
    made.frame.area.verticalScrollBar().setValue(made.frame.area.verticalScrollBar().value() + 40)
    assert made.ring.pos().y() == before.y() - 40
    QTest.mouseClick(made.header._buttons[0][0], Qt.MouseButton.LeftButton)
    assert not made.ring.isVisible()


def test_the_toast_lies_over_the_ring_until_it_is_reached(opened: Open) -> None:
    made = opened(Shot())
    made.toast.tell("Deleted.")
    made.sidebar.utilities.setFocus(Qt.FocusReason.TabFocusReason)
    assert made.children().index(made.ring) < made.children().index(made.toast)
    made.toast.undo.setFocus(Qt.FocusReason.TabFocusReason)
    assert made.children().index(made.ring) > made.children().index(made.toast)


def test_the_ring_goes_with_its_page(opened: Open, qapp: QApplication) -> None:
    made = opened(Shot())
    checks.tab_stops(made)[8].setFocus(Qt.FocusReason.TabFocusReason)
    show(made, "overview")
    settle(qapp)
    QTest.keyClick(QApplication.focusWidget() or made, Qt.Key.Key_Tab)
    assert made.ring.isVisible()


def show(made: MainWindow, place: str) -> OverviewPage:
    page = OverviewPage()
    made.show_page(page, place, arrives=True)
    page.show_state(states("en")["ready"])
    return page


def test_f6_visits_each_pane_once(opened: Open) -> None:
    made = opened(Shot("somebody_else"))
    made.toast.tell("Deleted.")
    panes = made.panes()
    assert len(panes) == 5
    made.sidebar.places.setFocus()
    for pane in [*panes[1:], panes[0]]:
        QTest.keyClick(focused(), Qt.Key.Key_F6)
        assert pane.isAncestorOf(focused())
        assert made.ring.isVisible()
    QTest.keyClick(focused(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert panes[-1].isAncestorOf(focused())


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (Qt.Key.Key_1, "overview"),
        (Qt.Key.Key_Ampersand, "overview"),
        (Qt.Key.Key_Eacute, "measures"),
        (Qt.Key.Key_QuoteDbl, "documents"),
        (Qt.Key.Key_Apostrophe, "profile"),
        (Qt.Key.Key_ParenLeft, "devices"),
        (Qt.Key.Key_Minus, "sharing"),
        (Qt.Key.Key_7, "history"),
        (Qt.Key.Key_Egrave, "history"),
        (Qt.Key.Key_N, "add"),
        (Qt.Key.Key_L, "lock"),
    ],
)
def test_a_shortcut_asks(key: Qt.Key, place: str, opened: Open, qtbot: QtBot) -> None:
    made = opened(Shot())
    with qtbot.waitSignal(made.asked) as asked:
        QTest.keyClick(made, key, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [place, True]


def test_an_arrow_opens_a_place_and_stays(opened: Open, qtbot: QtBot) -> None:
    made = opened(Shot())
    made.sidebar.places.setFocus()
    with qtbot.waitSignal(made.asked) as asked:
        QTest.keyClick(made.sidebar.places, Qt.Key.Key_Down)
    assert asked.args == ["measures", False]
    assert focused() is made.sidebar.places
    with qtbot.waitSignal(made.asked) as asked:
        QTest.keyClick(made.sidebar.places, Qt.Key.Key_Return)
    assert asked.args == ["measures", True]


def test_a_utility_acts_on_enter_only(opened: Open, qtbot: QtBot) -> None:
    made = opened(Shot())
    rows = made.sidebar.utilities
    rows.setFocus()
    with qtbot.assertNotEmitted(made.asked):
        QTest.keyClick(rows, Qt.Key.Key_Down)
        QTest.keyClick(rows, Qt.Key.Key_Up)
    with qtbot.waitSignal(made.asked) as asked:
        QTest.keyClick(rows, Qt.Key.Key_Return)
    assert asked.args == ["search", True]


def test_a_click_on_a_place_goes_on_to_the_page(opened: Open, qtbot: QtBot) -> None:
    made = opened(Shot())
    rows = made.sidebar.places
    middle = rows.visualItemRect(rows.item(4)).center()
    asked: list[list[object]] = []
    made.asked.connect(lambda key, arrives: asked.append([key, arrives]))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert asked[-1] == ["devices", True]


def test_an_opened_page_is_read_from_its_title(opened: Open) -> None:
    made = opened(Shot())
    show(made, "overview")
    assert focused() is made.header.heading
    assert not made.ring.isVisible()


def test_the_title_of_the_window_says_nothing_of_the_person(opened: Open) -> None:
    made = opened(Shot("somebody_else"))
    assert made.windowTitle() == "Carnet"


def test_the_selected_place_differs_without_colour(opened: Open) -> None:
    made = opened(Shot())
    rows = made.sidebar.places
    row = rows.visualItemRect(rows.item(0))
    drawn = rows.viewport().grab(row).toImage()
    middle = drawn.height() // 2
    assert drawn.pixelColor(1, middle) == Theme().colour("primary")
    assert drawn.pixelColor(6, middle) == Theme().colour("primary_soft")


def test_an_unknown_place_selects_none(opened: Open) -> None:
    made = opened(Shot())
    made.sidebar.places.select("settings")
    assert not made.sidebar.places.selectedItems()


def test_a_narrow_window_keeps_the_names_in_tooltips(opened: Open) -> None:
    made = opened(Shot(size=(960, 640), language="en"))
    assert made.sidebar.width() == 72
    assert made.sidebar.places.item(0).toolTip() == "Overview"
    made.resize(1280, 832)
    assert made.sidebar.width() == 248


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_what_does_not_fit_folds_into_one_menu(scale: float, opened: Open, qtbot: QtBot) -> None:
    made = opened(Shot(scale=scale, language="en", size=(960, 640)))
    shown = [button.isVisible() for button, _primary in made.header._buttons]
    assert shown == [scale == 1, True]
    assert made.header._more.isVisible() == (scale == 2)
    with qtbot.waitSignal(made.asked) as asked:
        made.header._menu.actions()[0].trigger()
    assert asked.args == ["imports", True]


def test_somebody_else_stays_in_sight(opened: Open, qtbot: QtBot) -> None:
    made = opened(Shot("somebody_else", language="en"))
    assert made.strip is not None
    assert "You are in Noé Martin’s record" in texts(made)
    with qtbot.waitSignal(made.asked) as asked:
        made.strip.button.click()
    assert asked.args == ["own", True]
    assert made.findChildren(PersonButton)[0].property("other") == "true"


def texts(made: QWidget) -> list[str]:
    return [checks.name_of(node) for node in checks.tree(made)]


def test_ones_own_record_has_no_strip(opened: Open) -> None:
    made = opened(Shot())
    assert made.strip is None
    assert len(made.panes()) == 3


def test_another_theme_leaves_the_page_standing(
    opened: Open, dressed: Dress, qapp: QApplication
) -> None:
    made = opened(Shot())
    page = made.findChild(OverviewPage)
    dressed(Theme("dark-contrast", 2.0))
    settle(qapp)
    assert made.findChild(OverviewPage) is page
    assert checks.clipped(made) == []
    assert checks.faint(made, 7.0) == []


def test_a_window_at_rest_stands_still(opened: Open, qtbot: QtBot) -> None:
    made = opened(Shot())
    before: QImage = made.grab().toImage()
    qtbot.wait(500)
    assert checks.differs(before, made.grab().toImage()) == (0, 0)


def test_pages_opened_and_closed_leave_nothing(opened: Open, qapp: QApplication) -> None:
    made = opened(Shot())
    counts = []
    for _time in range(20):
        show(made, "overview")
        settle(qapp)
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        counts.append(len(qapp.allWidgets()))
    assert len(set(counts)) == 1


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_first_picture_is_already_at_rest(
    scale: float, qtbot: QtBot, qapp: QApplication, dressed: Dress
) -> None:
    made = window(Shot(scale=scale, language="en"), qapp)
    qtbot.addWidget(made)
    made.show()
    places = []
    for _time in range(2):
        cards = made.findChildren(MeasureCard)
        places.append([card.geometry() for card in cards])
        settle(qapp)
    assert places[0] == places[1]
    show(made, "overview")
    page = made.frame.page if made.frame is not None else None
    assert page is not None
    cards = page.findChildren(MeasureCard)  # those of the page before go a moment later
    assert [card.geometry() for card in cards] == places[0]


def test_a_page_without_actions_or_note(qtbot: QtBot, dressed: Dress) -> None:
    dressed(Theme())
    made = MainWindow()
    made.show_person(CLAIRE, 0)
    qtbot.addWidget(made)
    page = Page()
    made.show_page(page, "history", arrives=False)
    page.headed.emit(Head("History"))
    made.show()
    assert made.header.heading.text() == "History"
    assert not made.header._more.isVisible()
    assert [item.text() for item in made.sidebar.places.selectedItems()] == ["History"]


def test_every_place_has_its_keys() -> None:
    assert len({place.key for place in PLACES}) == 7
    assert NOE.relation != "self"
