"""Leads from page to page: opens what was asked, remembers the way back, hears of changes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from vault.record.changes import Changes
from vault.ui.desk import Desk, Join, Joined
from vault.ui.help import HelpDialog
from vault.ui.main_window import MainWindow

_FIRST: Final = "overview"
_LONGEST: Final = 50  # pages on the way back
_TYPED_IN: Final = (QLineEdit, QPlainTextEdit, QTextEdit)


def join_of(key: str) -> Join:
    """Return what opens the page of this name: `join` of its folder, imported when first asked."""
    found: Join = import_module(f"vault.ui.pages.{key}.join").join
    return found


class Guide(QObject):
    """Opens pages in a window for one person; `acts` are the keys that open no page.

    A page that was left hears nothing any more: its presenter drops what is still on its way.
    """

    def __init__(
        self, window: MainWindow, desk: Callable[[Guide], Desk], acts: dict[str, Callable[[], None]]
    ) -> None:
        super().__init__()
        self._window, self._acts = window, acts
        self._way: list[str] = []
        self.joined: Joined | None = None
        self.desk = desk(self)
        window.asked.connect(self.asked)

    def start(self, key: str = _FIRST) -> None:
        """Open the first page; a dialog opens over the overview."""
        self.go(_FIRST)
        if key != _FIRST:
            self.go(key)

    def go(self, key: str, *, arrives: bool = True) -> None:
        """Open a page, or a dialog over the one that stands."""
        name, *about = key.split("/")
        joined = join_of(name)(self.desk, *about)
        if joined is None:
            return
        if not self._way or self._way[-1] != key:
            self._way = [*self._way[-_LONGEST:], key]
        self._leave()
        self.joined = joined
        joined.page.asked.connect(self._page_asked)
        self._window.show_page(joined.page, joined.place, arrives=arrives)
        if joined.begin is not None:
            joined.begin()

    @property
    def here(self) -> str:
        """The key of the page that stands."""
        return self._way[-1] if self._way else _FIRST

    def back(self) -> None:
        """Open the page before this one."""
        if len(self._way) > 1:
            self._way.pop()
            self.go(self._way.pop())

    def changed(self, changes: Changes) -> None:
        """Tell the page that stands what an operation touched."""
        if self.joined is not None:
            self.joined.changed(changes)

    def asked(self, key: str, arrives: bool) -> None:  # noqa: FBT001 - the signal's own shape
        """Answer a place, a utility, a header action or a shortcut."""
        known = {
            "back": self.back, "filter": self._find, "print": self._print, "undo": self._undo,
            "help": self._help,
        }  # fmt: skip
        if act := (self._acts | known).get(key):
            act()
        elif self.joined is not None and key in self.joined.acts:
            self.joined.acts[key]()
        else:
            self.go(key, arrives=arrives)

    def close(self) -> None:
        """Another person, or a lock: nothing of this record is drawn any more."""
        self._leave()
        with suppress(RuntimeError):  # the window may be gone already
            self._window.asked.disconnect(self.asked)

    def _page_asked(self, key: str) -> None:
        name, *about = key.split("/")
        if self.joined is not None and name in self.joined.acts:
            self.joined.acts[name](*about)
        else:
            self.asked(key, arrives=True)

    def _leave(self) -> None:
        if self.joined is not None:
            self.joined.leave()
        self.joined = None

    def _help(self) -> None:
        told = self.joined.help() if self.joined is not None else ""
        HelpDialog(self._window, told, lambda: self.go("keys")).open()

    def _find(self) -> None:
        if self.joined is not None and self.joined.finds is not None:
            self.joined.finds()

    def _print(self) -> None:
        if self.joined is not None and self.joined.prints is not None:
            self.joined.prints()

    def _undo(self) -> None:
        if not isinstance(QApplication.focusWidget(), _TYPED_IN):
            self._acts["take back"]()
