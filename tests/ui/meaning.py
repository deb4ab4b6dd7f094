"""What must not be said by colour alone: states, alerts, the open place, a reference in a chart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.checks import pixels
from vault.ui.theme import now
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.chart import TrendChart
from vault.ui.widgets.chip import Chip
from vault.ui.widgets.field import Field
from vault.ui.widgets.mark import Mark
from vault.ui.widgets.place_list import PlaceList

_OTHER_LETTERS = 0.15  # of the ink; one weight in two colours differs by a few hundredths


def unsaid(window: QWidget) -> list[str]:
    """Return what only a colour would say."""
    bad = [_chip(one) for one in window.findChildren(Chip) if one.isVisible()]
    bad += [_alert(one) for one in window.findChildren(Alert) if one.isVisible()]
    bad += [_place(one) for one in window.findChildren(PlaceList) if one.isVisible()]
    for chart in window.findChildren(TrendChart):
        bad += _reference(chart) if chart.isVisible() else []
    return [words for words in bad if words]


def mute(window: QWidget) -> list[str]:
    """Return fields without a label, and wrong ones that do not say why to eye and ear."""
    bad = list[str]()
    shown = [field for field in window.findChildren(Field) if field.isVisible()]
    for field in shown:
        label, inside = field._label, field._inside
        if not (label.isVisible() and label.text().strip() and label.buddy() is inside):
            bad.append(f"a field without a label: {type(inside).__name__}")
    wrong = [field for field in shown if field.control.property("bad") == "true"]
    for field in wrong:
        why, told = field._error, field._inside.accessibleDescription()
        if not (why.isVisible() and why.text().strip() and why.text() in told):
            bad.append(f"{field._label.text()} does not say what is wrong")
    return bad


def _chip(chip: Chip) -> str:
    said = [label.text() for label in chip.findChildren(QLabel) if label.isVisible()]
    return "" if any(words.strip() for words in said) else "a chip without words"


def _alert(alert: Alert) -> str:
    marks = [one for one in alert.findChildren(Mark) if one.isVisible()]
    if any(one.accessibleName().strip() for one in marks):
        return ""
    return f"an alert with {len(marks)} icons, none with a name"


def _place(rows: PlaceList) -> str:
    """Draw the selected row as it is and as if it were not: without colours they must differ."""
    items = rows.selectedItems()
    if not items:
        return ""
    area, words = rows.visualItemRect(items[0]), items[0].text()
    selected = _ink(rows, area)
    signals, current = rows.blockSignals(True), rows.currentRow()
    rows.clearSelection()
    plain = _ink(rows, area)
    rows.setCurrentRow(current)
    rows.blockSignals(signals)
    bar, beside = now().fixed("selection_bar"), area.height()
    if selected[:, :bar].max() <= plain[:, :bar].max():
        return f"{words} is selected without a bar"
    apart = np.abs(selected - plain)[:, beside:].sum()
    heavier = apart > plain[:, beside:].sum() * _OTHER_LETTERS
    return "" if rows.rail or heavier else f"{words} is selected without weight"


def _ink(rows: PlaceList, area: QRect) -> NDArray[np.float64]:
    """Return how much each pixel is covered, from 0 to 1, whatever the colours."""
    image: QImage = rows.viewport().grab(area).toImage()
    far = np.abs(pixels(image).astype(float) - _ground(pixels(image))).sum(axis=2)
    covered: NDArray[np.float64] = far / max(1.0, far[:, area.height() :].max(initial=0))
    return covered


def _ground(shot: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the colour of the upper quarter, where there are no letters and no bar."""
    ground: NDArray[np.float64] = np.median(shot[2 : shot.shape[0] // 4].reshape(-1, 3), axis=0)
    return ground


def _reference(chart: TrendChart) -> list[str]:
    shown, canvas = chart._chart, chart._canvas  # what is drawn is asked of the drawing itself
    if shown is None or canvas is None:
        return []
    axes, bad = canvas.figure.axes[0], []
    bottom, top = axes.get_ylim()
    written = {text.get_text() for text in axes.texts}
    bands = [patch.get_extents().height for patch in axes.patches]
    dashed = {float(np.asarray(line.get_ydata())[0]) for line in axes.lines if line.is_dashed()}
    for one in shown.references:
        low = bottom if one.low is None else max(bottom, one.low)
        high = top if one.high is None else min(top, one.high)
        if low >= high:
            continue
        if not bands:
            bad.append(f"{one.label} has no band")
        if one.label not in written:
            bad.append(f"{one.label} is not written")
        edges = {float(edge) for edge in (one.low, one.high) if edge is not None}
        bad += [f"{one.label} has no line at {e:g}" for e in edges - dashed if bottom < e < top]
    return bad
