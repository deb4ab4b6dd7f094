"""Joins the history to what it shows."""

from __future__ import annotations

from pathlib import Path

from vault.errors import VaultError
from vault.i18n import _
from vault.ui.desk import Desk, Joined
from vault.ui.pages.history.detail import DetailDialog
from vault.ui.pages.history.page import HistoryPage
from vault.ui.pages.history.presenter import HistoryPresenter
from vault.ui.pages.history.state import HistoryState
from vault.usecases import files_out, history
from vault.wording.errors import sentence


def join(desk: Desk) -> Joined:
    """Open the history of the carnet."""
    page = HistoryPage()
    presenter: HistoryPresenter

    def show(state: HistoryState) -> None:
        page.show_state(state)
        if state.detail is not None:
            _detail(desk, state, presenter)

    presenter = HistoryPresenter(desk.session, desk.ask, show)
    page.group_asked.connect(presenter.choose)
    page.person_asked.connect(presenter.choose_person)
    page.words_asked.connect(presenter.search)
    return Joined(
        page, "history",
        {
            "line": presenter.open, "more": presenter.more, "again": presenter.begin,
            "export": lambda: _export(desk), "report": lambda: _export(desk),
        },
        changed=lambda _changes: presenter.begin(), leave=presenter.leave, finds=page.seek,
        help=lambda: _("Everything Carnet did, day by day, with who did it and when."),
        begin=presenter.begin,
    )  # fmt: skip


def _detail(desk: Desk, state: HistoryState, presenter: HistoryPresenter) -> None:
    detail = state.detail
    assert detail is not None
    dialog = DetailDialog(desk.window, detail)
    presenter.close()

    def act(key: str) -> None:
        if key == "undo":
            dialog.accept()
            desk.go(f"imports/report/{detail.undo}")

    dialog.asked.connect(act)
    dialog.open()


def _export(desk: Desk) -> None:
    def write(place: Path) -> None:
        def sorry(error: VaultError) -> None:
            desk.tell(sentence(error), None)

        def work() -> None:
            files_out.written(place, b"".join(history.as_lines(desk.session)))

        desk.ask(work, lambda _none: desk.tell(_("History exported"), None), sorry)

    name = f"carnet-historique-{desk.today.isoformat()}.jsonl"
    desk.save_file(_("Export the history"), name, write)
