"""The settings of a device: its name, whose it is, who its users are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from vault.ui.pages.devices.settings import SettingsDialog
from vault.ui.theme import Theme
from vault.ui.widgets.combo import Combo

pytestmark = pytest.mark.screen
PEOPLE = (("c", "Claire"), ("n", "Noé"))


def test_each_user_of_the_device_is_somebody_or_nobody(
    qtbot: QtBot, dressed: Callable[[Theme], None]
) -> None:
    dressed(Theme())
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    dialog = SettingsDialog(window, "Scale", PEOPLE, ("c",), {1: "n", 2: ""})
    assert dialog.slots == {1: "n", 2: ""}
    dialog.findChildren(Combo)[1].choose("c")
    assert dialog.slots == {1: "n", 2: "c"}
    assert (dialog.name, dialog.whose) == ("Scale", ("c",))
    assert SettingsDialog(window, "Scale", PEOPLE, ("c",)).slots == {}
