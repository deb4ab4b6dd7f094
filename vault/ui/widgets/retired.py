"""Takes a widget away without destroying it under its own feet."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget


def retire(widget: QWidget) -> None:
    """Hide a widget and destroy it once the event that is being handled is over.

    A widget without a parent belongs to Python, which destroys it with its last name: in the middle
    of the very key press that led here, if a button of the page had it, and Qt then crashes.
    """
    widget.hide()
    widget.setParent(None)
    QTimer.singleShot(0, lambda: widget.deleteLater())  # noqa: PLW0108 - the lambda keeps it alive
