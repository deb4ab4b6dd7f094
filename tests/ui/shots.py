"""A page and its named states: what each folder of `tests/ui/pages` gives to the gallery."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from vault.record.person import Person
from vault.ui.main_window import MainWindow
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.page import Page

CLAIRE: Final = Person("p1", "Claire Martin", "self", "self", "Europe/Paris")
ANNE: Final = replace(CLAIRE, called="Anne-Charlotte-Élisabeth de La Rochefoucauld-Doudeauville")
NOE: Final = Person("p2", "Noé Martin", "child", "legal", "Europe/Paris")
Whose = tuple[Person, int]


def own(_name: str) -> Whose:
    """Claire looks at her own record."""
    return CLAIRE, 0


@dataclass(frozen=True, slots=True)
class Pictured:
    """One page in all its states: the constant `PICTURED` of a `states.py`.

    `states` gives the named states in a language ("fr", "en"), drawn by `page().show_state`.
    `place` is the key of the place that is selected; None for a page before unlocking.
    `dialog` makes a dialog over the window instead of a page, and shows the state itself.
    """

    place: str | None
    states: Callable[[str], Mapping[str, Any]]
    page: Callable[[], Page] | None = None
    dialog: Callable[[QWidget, Any], Dialog] | None = None
    whose: Callable[[str], Whose] = own

    def window(self, name: str, language: str, size: tuple[int, int]) -> MainWindow:
        """Build the window of a state, not yet shown."""
        state, made = self.states(language)[name], MainWindow()
        made.resize(*size)
        page = Page() if self.page is None else self.page()
        if self.place is None:
            made.show_gate(page)
        else:
            made.show_person(*self.whose(name))
            made.show_page(page, self.place, arrives=False)
        if self.page is not None:
            page.show_state(state)  # type: ignore[attr-defined]
        return made
