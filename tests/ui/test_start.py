"""Which words open the window, and what is loaded before it is painted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from vault.cli import parser
from vault.ui import start
from vault.ui.start import Look
from vault.ui.theme import THEMES

SCREEN = {"DISPLAY": ":0"}


@pytest.mark.parametrize(
    ("words", "look"),
    [
        ("", Look()),
        ("--vault a.carnet --lang fr", Look("a.carnet", "fr")),
        ("--theme dark-contrast --text-size=200", Look(theme="dark-contrast", scale=2.0)),
        ("--vault=a.carnet", Look("a.carnet")),
        ("--theme pink", None),
        ("--text-size 90", None),
        ("--lang de", None),
        ("--vault", None),
        ("--help", None),
        ("--json", None),
        ("people list", None),
        ("--vault a.carnet people list", None),
    ],
)
def test_words_without_a_command_open_the_window(words: str, look: Look | None) -> None:
    assert start.look(words.split(), SCREEN) == look


def test_the_carnet_of_the_environment_is_opened_where_none_is_named() -> None:
    told = {**SCREEN, "CARNET_VAULT": "b.carnet"}
    assert start.look([], told) == Look("b.carnet")
    assert start.look(["--vault", "a.carnet"], told) == Look("a.carnet")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="a screen is always there")
@pytest.mark.parametrize(
    ("told", "opens"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({**SCREEN, "QT_QPA_PLATFORM": "offscreen"}, False),
        ({**SCREEN, "QT_QPA_PLATFORM": "minimal:enable_fonts"}, False),
        ({**SCREEN, "QT_QPA_PLATFORM": "xcb"}, True),
    ],
)
def test_without_a_screen_no_window_is_opened(told: dict[str, str], *, opens: bool) -> None:
    assert (start.look([], told) is not None) is opens


def test_the_command_line_knows_the_same_looks() -> None:
    assert parser.THEMES == start.THEMES == THEMES
    assert set(parser.TEXT_SIZES) == set(start._SIZES)


SLOW = (
    "asyncio", "babel", "bleak", "cryptography", "dbus_fast", "httpx", "joserfc", "lucide", "lxml",
    "matplotlib", "numpy", "rich", "sqlcipher3", "typst", "vault.cli", "vault.devices",
    "vault.store", "vault.sync", "zxcvbn",
)  # fmt: skip


def test_nothing_slow_is_loaded_before_the_window_can_be_made() -> None:
    gates = (f"vault.ui.pages.{name}.join" for name in ("unlock", "welcome"))
    names = "vault.__main__", "vault.bootstrap", "vault.ui.program", *gates
    code = f"import sys, {', '.join(names)}; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True,
        cwd=Path(start.__file__).parents[2],
    )  # fmt: skip
    loaded = set(ran.stdout.split())
    assert loaded >= set(names)
    assert [name for name in SLOW if name in loaded] == []
