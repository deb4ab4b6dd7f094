"""All that must hold in every state and every look, put together; and the guards of two pages."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QScrollArea, QWidget

from tests.ui import checks, words
from tests.ui.meaning import mute, unsaid
from tests.ui.shots import ANNE, CLAIRE, NOE
from vault.ui.main_window import MainWindow
from vault.ui.pages.sign.agreement import Agreement
from vault.ui.pages.sign.page import SignPage
from vault.ui.places import PLACES, UTILITIES
from vault.ui.widgets.button import Button
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.text import Text

OWN: Final = ("Carnet", "Français", "English", CLAIRE.called, NOE.called, ANNE.called)
TITLES: Final = ("Carnet", "Carnet (exemple)", "Carnet (example)")


def broken(
    window: MainWindow, shown: QWidget, language: str, data: Any, *, contrast: bool
) -> list[str]:
    """Check what is shown: the window itself, or a dialog over it; give all that is wrong."""
    need = 7.0 if contrast else 4.5
    found = {
        "name": checks.unnamed(shown),
        "size": checks.too_small(shown),
        "heading": checks.headings(shown),
        "cut": checks.clipped(shown),
        "wide": checks.wide(shown),
        "faint": checks.faint(shown, need),
        "language": words.foreign(shown, language, (data, OWN)),
        "meaning": unsaid(shown),
        "field": mute(shown),
        "frame": frame(window),
    }
    for page in shown.findChildren(SignPage):
        if page.agreement is not None:
            found["equal"] = unequal(page.agreement)
            found["nine"] = missing(page)
    return [f"{kind}: {one}" for kind, bad in found.items() for one in bad]


def frame(window: MainWindow) -> list[str]:
    """Hold the frame: one sidebar, one person, the title at its place, F1, no name in the title."""
    bad = [] if window.windowTitle() in TITLES else [f"title {window.windowTitle()!r}"]
    if window.frame is None:
        return bad
    side, header = window.sidebar, window.header
    for rows, known in ((side.places, PLACES), (side.utilities, UTILITIES)):
        here = [rows.item(n).text() for n in range(rows.count())]
        if here != [place.words() for place in known] or not rows.isVisible():
            bad.append(f"{rows.accessibleName()}: {here}")
    if not (side.person.isVisible() and side.person.accessibleName()):
        bad.append("no person")
    left = header.heading.mapTo(window, QPoint(0, 0)).x() - side.width()
    margins = header.body.contentsMargins()
    room = (header.width() - header.body.geometry().width()) // 2
    if not header.heading.isVisible() or left not in range(margins.left() + room + 2):
        bad.append(f"the title begins {left} px from the sidebar")
    if side.geometry().topLeft() != QPoint(0, 0):
        bad.append("the sidebar is not on the left")
    if not any(key.key().toString() == "F1" and key.isEnabled() for key in window._keys):
        bad.append("F1 does not ask for help")
    return bad


def unequal(agreement: Agreement) -> list[str]:
    """Hold both answers of the page of the signature against each other."""
    sign, decline, edit = agreement.sign, agreement.decline, agreement.secret.edit
    held = {
        "class": type(sign) is type(decline) is Button,
        "style": all(sign.property(p) == decline.property(p) for p in ("kind", "on")),
        "sheet": sign.styleSheet() == decline.styleSheet() == "",
        "size": sign.size() == decline.size(),
        "place": sign.x() == decline.x(),
        "order": sign.y() < decline.y(),
        "font": sign.font() == decline.font(),
        "icon": sign.iconSize() == decline.iconSize(),
        "ability": sign.isEnabled() and decline.isEnabled(),
        "default": not any(b.isDefault() or b.autoDefault() for b in (sign, decline)),
        "empty": edit.text() == "",
        "focus": agreement.window().focusWidget() in (edit, None),
        "view": fits(agreement, sign, decline, edit),
    }
    return [name for name, holds in held.items() if not holds]


def fits(agreement: QWidget, *parts: QWidget) -> bool:
    """Say whether the parts can be seen together, scrolled as far as it needs."""
    above = agreement.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if not isinstance(above, QScrollArea):
        return True
    whole = QRect()
    for part in parts:
        whole |= QRect(part.mapTo(agreement, QPoint(0, 0)), part.size())
    return whole.height() <= above.viewport().height()


def missing(page: QWidget) -> list[str]:
    """Return which of the nine facts does not stand on the page, head and line."""
    parts = {one.accessibleIdentifier(): one for one in page.findChildren(QWidget)}
    bad = []
    for number in range(1, 10):
        part = parts.get(f"fact.{number}")
        kinds = (Text, Heading)
        told = [] if part is None else [w for kind in kinds for w in part.findChildren(kind)]
        if len({one.text() for one in told if one.isVisible() and one.text().strip()}) < 2:
            bad.append(f"fact {number}")
    return bad
