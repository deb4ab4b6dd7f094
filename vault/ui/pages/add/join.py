"""Joins the dialog of a measurement to what it keeps."""

from __future__ import annotations

from vault.errors import VaultError
from vault.ui.desk import Desk
from vault.ui.pages.add.dialog import AddDialog
from vault.ui.pages.add.presenter import AddPresenter, Told, Ways
from vault.ui.pages.add.state import AddState, Typed
from vault.wording.errors import sentence


def join(desk: Desk, kind: str = "", uid: str = "") -> None:
    """Open the dialog: for a measure of this key, or, with an id, to edit that value."""
    shown: list[AddDialog] = []

    def show(state: AddState) -> None:
        if shown:
            shown[0].show_state(state)
            return
        dialog = AddDialog(desk.window, state, presenter.present)
        dialog.kind_chosen.connect(presenter.choose)
        dialog.saved.connect(lambda typed, again: presenter.save(typed, again=again))
        dialog.finished.connect(lambda _code: presenter.leave())
        shown.append(dialog)
        desk.drafts.follow(
            dialog, f"add/{kind}/{uid}" if uid else "add", lambda: dialog.typed().plain(),
            lambda body: presenter.resume(Typed.of(body)),
        )  # fmt: skip
        dialog.open()

    def told(what: Told) -> None:
        if what.closes:
            shown[0].accept()
        desk.tell(what.words, what.undo)

    def sorry(error: VaultError) -> None:
        desk.tell(sentence(error), None)

    presenter = AddPresenter(
        desk.session, desk.person, desk.ask, Ways(show, told, sorry), kind, uid
    )
    presenter.begin()
