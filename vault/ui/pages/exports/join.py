"""Joins the export page to what it makes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from vault.i18n import _
from vault.ui import printing
from vault.ui.desk import Desk, Joined
from vault.ui.pages.exports.page import ExportsPage
from vault.ui.pages.exports.presenter import ExportsPresenter, Whose
from vault.ui.pages.exports.state import ExportsState
from vault.ui.widgets.sheet import Drawn


def join(desk: Desk) -> Joined:
    """Open the summary of the person on screen."""
    page, written = ExportsPage(), list[Path]()

    def show(state: ExportsState) -> None:
        written[:] = [Path(state.saved)] if state.saved else []
        page.show_state(state)

    whose = Whose(desk.person, desk.today, desk.window.devicePixelRatioF())
    presenter = ExportsPresenter(desk.session, whose, desk.ask, show)
    page.period_asked.connect(presenter.choose)

    def save() -> None:
        def place(secret: str) -> None:
            desk.save_file(
                _("Save as PDF"), presenter.name(), lambda place: presenter.save(place, secret)
            )

        desk.secret(_("Save the summary of {first}").format(first=_first(desk)), place)

    def where() -> None:
        for file in written:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))

    def drawn(pages: Sequence[Drawn]) -> None:
        printing.print_sheets(desk.window, pages, presenter.printed)

    return Joined(
        page, "profile", {"save": save, "again": presenter.begin, "place": where},
        changed=lambda _changes: presenter.begin(), leave=presenter.leave,
        help=lambda: _("One or two pages to show to a professional, with its own gaps."),
        begin=presenter.begin, prints=lambda: presenter.draw(drawn),
    )  # fmt: skip


def _first(desk: Desk) -> str:
    return desk.person.given or desk.person.called
