"""Finds shortcuts by a word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vault.i18n import _
from vault.ui.pages.keys.state import Group, Key, KeysState

_ARROWS: Final = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


class KeysPresenter:
    """`known` are the sequences of the window by the key of what they do."""

    def __init__(
        self, known: dict[str, tuple[str, ...]], show: Callable[[KeysState], None]
    ) -> None:
        self._known, self._show = known, show

    def begin(self) -> None:
        """Show all of them."""
        self.find("")

    def find(self, words: str) -> None:
        """Show those whose words hold these, in any order of letters' case."""
        wanted = words.casefold().strip()
        groups = (
            Group(group.name, tuple(key for key in group.keys if _holds(key, wanted)))
            for group in self._everything()
        )
        self._show(KeysState(tuple(group for group in groups if group.keys), words))

    def _everything(self) -> tuple[Group, ...]:
        return (
            Group(_("Places"), tuple(self._line(key, said) for key, said in _places().items())),
            Group(_("Everywhere"), tuple(self._line(key, said) for key, said in _acts().items())),
            Group(_("In a list"), tuple(Key(said, keys) for said, keys in _lists())),
            Group(_("In a chart"), tuple(Key(said, keys) for said, keys in _charts())),
        )

    def _line(self, key: str, said: str) -> Key:
        keys = self._known[key][0]
        for name, sign in _ARROWS.items():
            keys = keys.replace(name, sign)
        return Key(said, keys)


def _holds(key: Key, wanted: str) -> bool:
    return wanted in key.act.casefold() or wanted in key.keys.casefold()


def _places() -> dict[str, str]:
    return {
        "overview": _("Overview"), "measures": _("Measurements"), "documents": _("Documents"),
        "profile": _("Medical profile"), "devices": _("Devices"), "sharing": _("Shares"),
        "history": _("History"), "settings": _("Settings"),
    }  # fmt: skip


def _acts() -> dict[str, str]:
    return {
        "add": _("Add a measurement"), "imports": _("Import"), "exports": _("Export"),
        "search": _("Search everything"), "filter": _("Filter inside the page"),
        "undo": _("Undo the last change"), "print": _("Print"), "person": _("Change person"),
        "lock": _("Lock"), "back": _("Back"), "help": _("Help of the page"),
        "keys": _("Keyboard shortcuts"),
    }  # fmt: skip


def _lists() -> tuple[tuple[str, str], ...]:
    return (
        (_("Move"), "↑ ↓"), (_("Open"), _("Enter")), (_("Select"), _("Space")),
        (_("Copy as text"), "Ctrl+C"), (_("Next part of the window"), "F6"),
        (_("Close or cancel"), _("Esc")),
    )  # fmt: skip


def _charts() -> tuple[tuple[str, str], ...]:
    return (
        (_("From one value to the next"), "← →"), (_("First or last value"), _("Home, End")),
        (_("The table of the values"), "T"),
    )  # fmt: skip
