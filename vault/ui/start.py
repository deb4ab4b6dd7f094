"""What the words of a start ask of the window; read before anything slow is loaded."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

THEMES: Final[tuple[Literal["light", "dark", "light-contrast", "dark-contrast"], ...]] = (
    "light", "dark", "light-contrast", "dark-contrast",
)  # fmt: skip
_SIZES: Final = {"100": 1.0, "125": 1.25, "150": 1.5, "200": 2.0}
_LANGUAGES: Final = ("fr", "en")
_OPTIONS: Final = ("--vault", "--lang", "--theme", "--text-size")
_UNSEEN: Final = ("offscreen", "minimal")  # platforms of Qt that nobody can look at


@dataclass(frozen=True, slots=True)
class Look:
    """The window as it was asked for this run; None = as it was chosen before.

    `place` is the folder of a carnet as it was typed, `theme` one of `THEMES`, `scale` that of the
    text: 1, 1.25, 1.5 or 2.
    """

    place: str | None = None
    language: str | None = None
    theme: Literal["light", "dark", "light-contrast", "dark-contrast"] | None = None
    scale: float | None = None


def look(words: Sequence[str], environment: Mapping[str, str]) -> Look | None:
    """Return how the window is to open; None where a command is meant, or no screen is there.

    A word that is not known here, or does not fit, is the command line's to answer.
    """
    given = _given(words)
    if given is None or not _screen(environment):
        return None
    fits = (
        given.get("--lang", _LANGUAGES[0]) in _LANGUAGES
        and given.get("--theme", THEMES[0]) in THEMES
        and given.get("--text-size", "100") in _SIZES
    )
    if not fits:
        return None
    return Look(
        given.get("--vault", environment.get("CARNET_VAULT") or None),
        given.get("--lang"),
        next((theme for theme in THEMES if theme == given.get("--theme")), None),
        _SIZES.get(given.get("--text-size", "")),
    )


def _given(words: Sequence[str]) -> dict[str, str] | None:
    """Return the options of the window with their values; None where any other word stands."""
    found: dict[str, str] = {}
    rest = list(words)
    while rest:
        name, joined, value = rest.pop(0).partition("=")
        if name not in _OPTIONS or not (joined or rest):
            return None
        found[name] = value if joined else rest.pop(0)
    return found


def _screen(environment: Mapping[str, str]) -> bool:
    if environment.get("QT_QPA_PLATFORM", "").partition(":")[0] in _UNSEEN:
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
