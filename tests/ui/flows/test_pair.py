"""Adding a device where there is no Bluetooth: said, tried again, a file instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtGui import QAccessible

from tests.ui.flows.hands import Hands
from vault.devices.replay import ReplayRadio
from vault.errors import BluetoothAbsent

pytestmark = pytest.mark.screen
IDENTIFIER = QAccessible.Text.Identifier


class Absent(ReplayRadio):
    """A computer without Bluetooth."""

    async def nearby(self, seconds: float, seen: Callable[[Any], bool]) -> None:
        raise BluetoothAbsent


@pytest.fixture
def bare(inside: Hands) -> Hands:
    """Camille's record on such a computer."""
    guide = inside.app.guide
    assert guide is not None
    guide.desk = replace(guide.desk, radio=Absent)
    return inside


def test_without_bluetooth_a_file_can_be_brought_instead(bare: Hands) -> None:
    bare.open("pair")
    bare.wait(lambda: bare.has("pair.kind.example"))
    names = [node.text(IDENTIFIER) for node in bare.nodes()]
    kind = next(one for one in names if one.startswith("pair.kind.") and "example" not in one)
    bare.click(kind)
    bare.wait(lambda: bare.has("dialog.file"))
    bare.act("dialog.again")
    bare.wait(lambda: bare.has("dialog.file"))
    bare.act("dialog.previous")
    bare.wait(lambda: bare.has(kind))
    bare.click(kind)
    bare.wait(lambda: bare.has("dialog.file"))
    bare.act("dialog.file")
    bare.back()
    bare.wait(lambda: bare.has("import.file"))


def test_who_only_looks_adds_nothing(bare: Hands) -> None:
    bare.open("pair")
    bare.wait(lambda: bare.has("pair.kind.example"))
    bare.act("dialog.cancel")
    bare.back()
    assert bare.heading() != "Devices"
