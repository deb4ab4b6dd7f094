"""Import: choose files, see them read, check what they hold, see it written."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.imports.checking import Checking
from vault.ui.pages.imports.choosing import choice, formats, history
from vault.ui.pages.imports.state import Check, ImportsState
from vault.ui.pages.imports.state import Progress as Figures
from vault.ui.theme import now
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.page import Action, Head, Page
from vault.ui.widgets.progress import Progress
from vault.ui.widgets.skeleton import Skeleton
from vault.ui.widgets.steps import Steps

_TICK: Final = 100  # ms between two looks at the figures of what runs
_HERE: Final = {"choose": 1, "failed": 1, "reading": 2, "check": 3, "writing": 4}


class ImportsPage(Page):
    """Shows a state; says `file`, `folder`, `again`, `cancel`, `keep` or the key of a report.

    What is decided in the check comes by the signals of `Checking`; `ticked` asks for new figures.
    """

    ticked = Signal()
    checking_made = Signal(object)  # a `Checking` that was just put on the page

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(now().space("card_gap"))
        self._bar: Progress | None = None
        self._step = ""
        self.checking: Checking | None = None
        self._clock = QTimer(self, interval=_TICK)
        self._clock.timeout.connect(self.ticked)

    def show_state(self, state: ImportsState) -> None:
        """Draw a state; figures that move leave everything else as it stands."""
        moved = state.step == self._step and state.step in ("reading", "writing")
        if moved and self._bar is not None and state.progress is not None:
            self._figures(state.progress)
            return
        held = QApplication.focusWidget()
        kept = held.accessibleIdentifier() if held and self.isAncestorOf(held) else ""
        self._step, self._bar, self.checking = state.step, None, None
        while gone := self._column.takeAt(0):
            if widget := gone.widget():
                widget.setParent(None)
                widget.deleteLater()
        for part in self._parts(state):
            self._column.addWidget(part)
            if self.isVisible():
                part.show()
        running = state.step in ("reading", "writing")
        self._clock.start() if running else self._clock.stop()
        self.headed.emit(_head(state))
        self._focus(kept, running=running)

    def _parts(self, state: ImportsState) -> list[QWidget]:
        if state.step == "loading":
            return [Skeleton(2, lines=3)]
        parts: list[QWidget] = [Steps(_steps(), _HERE[state.step])]
        if state.title:
            failed = state.step == "failed"
            parts.append(Alert("error" if failed else "note", state.title, state.sentence))
        if state.progress is not None:
            self._bar = Progress(state.progress.title)
            self._bar.button.setAccessibleIdentifier("cancel")
            self._bar.stopped.connect(lambda: self.asked.emit("cancel"))
            self._figures(state.progress)
            parts.append(self._bar)
        if state.long and state.progress is not None:
            parts.append(_patience())
        if state.check is not None:
            self.checking = Checking(state.check, state.first)
            self.checking_made.emit(self.checking)
            parts.append(self.checking)
        if state.step in ("choose", "failed"):
            parts += [choice(state.first, self.asked.emit), formats(state.formats)]
        if state.step == "choose" and state.past:
            parts.append(history(state.past, self.asked.emit))
        return parts

    def _figures(self, told: Figures) -> None:
        if self._bar is not None:
            self._bar.show_step(told.item, told.done, told.total)

    def _focus(self, kept: str, *, running: bool) -> None:
        """Keep the keyboard where it was; beside work that runs it waits on « Cancel »."""
        if running and self._bar is not None and kept:
            self._bar.button.setFocus()
            return
        for widget in self.findChildren(QWidget):
            if kept and widget.accessibleIdentifier() == kept:
                widget.setFocus()


def _patience() -> Alert:
    words = _("This import is long. Your carnet locks by itself after a while without a key.")
    return Alert("note", words, _("Stay in front of the screen or lengthen the delay."))


def _steps() -> tuple[str, ...]:
    return _("Choose"), _("Analyse"), _("Check"), _("Import"), _("Report")


def _head(state: ImportsState) -> Head:
    note = _("Into {first}’s record").format(first=state.first)
    if state.files:
        note = f"{note} · {state.files}"
    if state.step != "check":
        return Head(_("Import"), note)
    check = state.check or Check()
    back = Action("again", _("Choose another file"), "previous")
    if check.held:
        return Head(_("Import"), note, (back,))
    words = _("Import for {first}").format(first=state.first)
    return Head(_("Import"), note, (back, Action("keep", words, "import", "primary")))
