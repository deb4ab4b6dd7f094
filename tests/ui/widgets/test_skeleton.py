"""What stands while something is read: nothing while it may still be quick, then grey blocks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible, QColor
from pytestqt.qtbot import QtBot

from vault.ui.theme import Theme
from vault.ui.widgets.skeleton import Skeleton

pytestmark = pytest.mark.screen

_WIDE = 200


def test_blocks_are_grey_once_reading_has_lasted_and_nothing_shows_before(
    qtbot: QtBot, dressed: Callable[[Theme], None]
) -> None:
    theme = Theme()
    dressed(theme)
    skeleton = Skeleton(2)
    qtbot.addWidget(skeleton)
    skeleton.resize(_WIDE, skeleton.height())
    row, gap = theme.size("list_row"), theme.space("card_gap")

    def colours() -> list[QColor]:
        """Look at the middle of the first block, of the gap and of the second block."""
        drawn = skeleton.grab().toImage()
        scale = drawn.devicePixelRatio()
        heights = (row / 2, row + gap / 2, row + gap + row / 2)
        return [drawn.pixelColor(int(_WIDE / 2 * scale), int(high * scale)) for high in heights]

    sunken, before = theme.colour("sunken"), colours()
    assert sunken not in before, "nothing flashes when what is read comes at once"
    assert len({colour.name() for colour in before}) == 1

    qtbot.waitUntil(lambda: colours()[0] == sunken, timeout=10_000)
    assert colours() == [sunken, before[1], sunken]


def test_the_blocks_have_the_height_of_what_will_come_and_say_that_it_is_read(
    qtbot: QtBot, dressed: Callable[[Theme], None]
) -> None:
    theme = Theme()
    dressed(theme)
    one, three = Skeleton(1, lines=4), Skeleton(3)
    qtbot.addWidget(one)
    qtbot.addWidget(three)
    row, gap = theme.size("list_row"), theme.space("card_gap")
    assert one.height() == 4 * row
    assert three.height() == 3 * row + 2 * gap
    heard = QAccessible.queryAccessibleInterface(three)
    assert heard.text(QAccessible.Text.Name) == "Reading…"
