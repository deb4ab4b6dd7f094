"""Opens the dialog of a reference over the page that stands."""

from __future__ import annotations

from collections.abc import Callable

from vault.record.changes import Changes
from vault.record.measures import known
from vault.ui.desk import Desk
from vault.ui.pages.reference.dialog import ReferenceDialog
from vault.ui.pages.reference.presenter import ReferencePresenter, Subject
from vault.ui.pages.reference.state import ReferenceState


def join(desk: Desk, key: str) -> None:
    """Open the dialog for the measure of this public key.

    Raises:
        UnknownMeasure: no measure has this key.
    """
    opened: list[ReferenceDialog] = []

    def show(state: ReferenceState) -> None:
        if opened:
            opened[0].show_state(state)
            return
        dialog = ReferenceDialog(desk.window, state)
        opened.append(dialog)
        dialog.saved.connect(presenter.save)
        dialog.removed.connect(presenter.remove)
        dialog.finished.connect(presenter.leave)
        dialog.open()

    def done(words: str, undo: Callable[[], Changes]) -> None:
        opened[0].accept()
        desk.tell(words, undo)

    subject = Subject(desk.session, desk.person, known(key))
    presenter = ReferencePresenter(subject, desk.ask, show, done)
    presenter.begin()
