"""Joins the dialog of the cards to what it keeps."""

from __future__ import annotations

from vault.ui.desk import Desk
from vault.ui.pages.arrange.dialog import ArrangeDialog
from vault.ui.pages.arrange.presenter import ArrangePresenter
from vault.ui.pages.arrange.state import ArrangeState
from vault.wording.errors import sentence


def join(desk: Desk) -> None:
    """Open the dialog over the overview."""

    def show(state: ArrangeState) -> None:
        dialog = ArrangeDialog(desk.window, state)
        dialog.arranged.connect(presenter.arrange)
        dialog.open()

    presenter = ArrangePresenter(
        desk.session, desk.person, desk.ask, show, desk.tell,
        lambda error: desk.tell(sentence(error), None),
    )  # fmt: skip
    presenter.begin()
