"""The two menus of the header: what a chart is compared with, and what it can leave as."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from vault.i18n import _
from vault.ui.pages.trends.state import Against, TrendsState

Ask = Callable[[str], object]


def against(page: QWidget, state: TrendsState, ask: Ask) -> QMenu:
    """Offer another period, or another measure with the same days."""
    menu = _menu(page)
    periods = {
        "none": _("No comparison"),
        "previous": _("Previous period"),
        "last_year": _("Same period last year"),
    }
    for key, words in periods.items():
        entry = menu.addAction(words)
        entry.setCheckable(True)
        entry.setChecked(
            key == state.against.period and (key != "none" or state.against == Against())
        )
        entry.triggered.connect(lambda _on=False, key=key: ask(f"against/{key}"))
    if state.others:
        others = menu.addMenu(_("Another measurement"))
        others.setAccessibleName(_("Another measurement"))
        for key, name in state.others:
            entry = others.addAction(name)
            entry.setCheckable(True)
            entry.setChecked(key == state.against.measure)
            entry.triggered.connect(lambda _on=False, key=key: ask(f"other/{key}"))
    _open(menu, page)
    return menu


def exports(page: QWidget, ask: Ask) -> QMenu:
    """Offer the kinds of picture."""
    menu = _menu(page)
    kinds = {"png": _("Image (PNG)"), "svg": _("Drawing (SVG)"), "pdf": _("Page (PDF)")}
    for key, words in kinds.items():
        menu.addAction(words).triggered.connect(lambda _on=False, key=key: ask(f"picture/{key}"))
    _open(menu, page)
    return menu


def _menu(page: QWidget) -> QMenu:
    menu = QMenu(page)
    menu.setToolTipsVisible(True)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _open(menu: QMenu, page: QWidget) -> None:
    """Open below what was pressed, which has the focus; its first entry is chosen already."""
    pressed = QApplication.focusWidget() or page
    menu.popup(pressed.mapToGlobal(QPoint(0, pressed.height())))
    menu.setActiveAction(menu.actions()[0])
