"""The look of the window: every colour, size and font comes from the tokens, through here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from string import Template
from typing import Any, Final, Literal, Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from vault.paths import assets, font

ThemeName = Literal["light", "dark", "light-contrast", "dark-contrast"]
THEMES: Final[tuple[ThemeName, ...]] = ("light", "dark", "light-contrast", "dark-contrast")
SCALES: Final = (1.0, 1.25, 1.5, 2.0)

# The reflow rules of `screens.md` 3.3, which the tokens hold as sentences only.
_CARD_LEAST, _CARDS_ABREAST = 260, 3
_CONTENT_BESIDE_SIDEBAR, _CONTENT_WITH_ASIDE = 780, 720
_RAIL_MARGINS, _RAIL_ITEM = 32, 40

_ROLES: Final = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.ToolTipBase: "tooltip",
    QPalette.ColorRole.ToolTipText: "on_tooltip",
    QPalette.ColorRole.Highlight: "primary",
    QPalette.ColorRole.HighlightedText: "on_primary",
    QPalette.ColorRole.Link: "primary",
    QPalette.ColorRole.Accent: "primary",
}


@cache
def tokens() -> Mapping[str, Any]:
    """Return the design tokens as they stand in the file."""
    read: Mapping[str, Any] = json.loads((assets() / "themes" / "tokens.json").read_text("utf-8"))
    return read


@cache
def family() -> str:
    """Load Inter into the application; return its family name."""
    number = QFontDatabase.addApplicationFont(str(font()))
    return QFontDatabase.applicationFontFamilies(number)[0]


def face(pixels: int, weight: int = 400) -> QFont:
    """Make a font of a true weight; `setWeight` gives a synthetic bold, or nothing, instead."""
    made = QFont(family())
    made.setPixelSize(pixels)
    made.setVariableAxis(QFont.Tag("wght"), weight)
    return made


@lru_cache(maxsize=256)
def _styled(style: str, weight: str, scale: float) -> QFont:
    kind, weights = tokens()["type"]["styles"][style], tokens()["type"]["weights"]
    made = face(round(kind["size"] * scale), weights[weight] if weight else kind["weight"])
    if spacing := kind.get("spacing"):
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing * scale)
    return made


@dataclass(frozen=True, slots=True)
class Theme:
    """One of the four colour sets at a text scale; sizes are in device-independent pixels."""

    name: ThemeName = "light"
    scale: float = 1.0

    @property
    def _set(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = tokens()["themes"][self.name]
        return found

    @property
    def calm(self) -> bool:
        """True outside the contrast sets: fades and translucent bars are allowed."""
        return not self.name.endswith("contrast")

    def hexadecimal(self, name: str) -> str:
        """Return a colour as #RRGGBB, for a style sheet or a drawing."""
        found: str = self._set["colours"][name]
        return found

    def colour(self, name: str, opacity: str = "") -> QColor:
        """Return a colour, translucent by a named opacity of this set (`dot`, `bar`, `band`)."""
        found = QColor(self.hexadecimal(name))
        if opacity:
            found.setAlphaF(self._set["opacity"][opacity])
        return found

    def person(self, number: int) -> tuple[QColor, QColor]:
        """Return fill and ink of the person of this number, from 0; the first follows the last."""
        pairs = self._set["people"]
        pair = pairs[number % len(pairs)]
        return QColor(pair["fill"]), QColor(pair["ink"])

    def line(self, name: str) -> float:
        """Return the width of a `border`, `control`, `focus` or `zone_edge` line."""
        width: float = self._set["line"][name]
        return width

    def size(self, name: str) -> int:
        """Return a size that grows with the text."""
        plain: int = tokens()["size"][name]
        return round(plain * self.scale)

    def fixed(self, name: str) -> int:
        """Return a size that does not grow with the text: offsets, bars, the window."""
        found: int = tokens()["size"][name]
        return found

    def space(self, name: str) -> int:
        """Return a margin or a gap; they do not grow with the text."""
        found: int = tokens()["space"][name]
        return found

    def gap(self, name: str) -> int:
        """Return the gap between words and what belongs to them; it grows with the text."""
        return round(self.space(name) * self.scale)

    def radius(self, name: str) -> int:
        """Return the radius of a corner; it does not grow with the text."""
        found: int = tokens()["radius"][name]
        return found

    def chart(self, part: str, name: str) -> float:
        """Return a figure of a part of the charts (`sparkline`, `bar`)."""
        found: float = tokens()["chart"][part][name]
        return found

    def font(self, style: str, weight: str = "") -> QFont:
        """Return the font of a style; `weight` (regular, medium, semibold) replaces its own."""
        return _styled(style, weight, self.scale)

    def columns(self, width: int) -> int:
        """Say how many cards stand side by side in a width."""
        gap = self.space("card_gap")
        fit = int((width + gap) / (_CARD_LEAST * self.scale + gap))
        return max(1, min(_CARDS_ABREAST, fit))

    def has_aside(self, width: int) -> bool:
        """Say whether a content of this width keeps a second column beside the first."""
        return width >= _CONTENT_WITH_ASIDE * self.scale

    def has_rail(self, window: int) -> bool:
        """Say whether the sidebar of a window of this width becomes a rail of icons."""
        return window - self.size("sidebar") < _CONTENT_BESIDE_SIDEBAR

    def sidebar(self, window: int) -> int:
        """Return the width of the sidebar, or of the rail, in a window of this width."""
        rail = _RAIL_MARGINS + round(_RAIL_ITEM * self.scale)
        return rail if self.has_rail(window) else self.size("sidebar")

    def dialog(self) -> int:
        """Return the width of a dialog that has room; it grows with the text."""
        least: int = tokens()["size"]["dialog"][0]
        return round(least * self.scale)

    def palette(self) -> QPalette:
        """Return the palette, for what no style sheet reaches."""
        made = QPalette()
        for role, name in _ROLES.items():
            made.setColor(role, self.colour(name))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            made.setColor(QPalette.ColorGroup.Disabled, role, self.colour("disabled"))
        return made

    def sheet(self) -> str:
        """Return the one style sheet; it never speaks of fonts, which widgets set themselves."""
        names: dict[str, object] = dict(self._set["colours"])
        names |= {f"space_{name}": size for name, size in tokens()["space"].items()}
        names |= {f"radius_{name}": size for name, size in tokens()["radius"].items()}
        names |= {f"line_{name}": width for name, width in self._set["line"].items()}
        plain = (assets() / "themes" / "kit.qss").read_text("utf-8")
        return Template(plain).substitute(names)


@runtime_checkable
class Dressed(Protocol):
    """A widget whose fonts, icons or heights follow the theme."""

    def dress(self, theme: Theme) -> None:
        """Take over a theme; called once when made and again at each change."""
        ...


def chosen_theme(shade: str, scale: float, *, contrast: bool) -> Theme:
    """Return the theme of a choice; the shade "system" asks the screen."""
    dark = shade == "dark"
    if shade == "system":
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    names: tuple[ThemeName, ThemeName] = ("dark", "dark-contrast") if dark else (
        "light", "light-contrast",
    )  # fmt: skip
    return Theme(names[contrast], scale)


_worn: Final[list[Theme]] = [Theme()]


def now() -> Theme:
    """Return the theme that the application wears: one for all, as Qt has one palette."""
    return _worn[0]


def wear(theme: Theme, app: QApplication) -> None:
    """Dress the whole application, pages that stand open included; nothing is rebuilt."""
    if theme == now() and app.styleSheet():  # Qt reads the sheet again for every widget there is
        return
    _worn[0] = theme
    if not app.styleSheet():  # with a sheet, style() is a wrapper that hides its name
        app.setStyle("Fusion")
    app.setFont(theme.font("body"))
    app.setPalette(theme.palette())
    app.setStyleSheet(theme.sheet())
    for widget in app.allWidgets():
        if isinstance(widget, Dressed):
            widget.dress(theme)
