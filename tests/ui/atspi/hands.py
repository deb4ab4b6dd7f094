"""Real keys, pressed on the screen of `run.sh`."""

from __future__ import annotations

import subprocess
from typing import Final

_FIRST_DIGIT: Final = 10  # key code of the key 1, whatever a layout writes on it


def press(*keys: str) -> None:
    """Press keys by the names of X: "Return", "ctrl+l"."""
    subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True, timeout=30)


def press_place(number: int) -> None:
    """Press Ctrl and the key of a digit, without Shift: on a French keyboard it writes a sign."""
    press(f"ctrl+{_FIRST_DIGIT + number - 1}")


def write(text: str) -> None:
    """Type letters."""
    subprocess.run(["xdotool", "type", "--delay", "20", text], check=True, timeout=60)
