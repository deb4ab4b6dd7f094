"""Where the Tab key stops."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_stops(pane: QWidget) -> list[QWidget]:
    """Return what can take the focus by Tab, in the order in which it was put in."""
    policy, window = Qt.FocusPolicy.TabFocus, pane.window()
    return [
        widget
        for widget in pane.findChildren(QWidget)
        if widget.focusPolicy().value & policy.value and widget.window() is window
    ]  # the list of a combo box is a window of its own
