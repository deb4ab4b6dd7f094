"""Joins the documents to what they show."""

from __future__ import annotations

from vault.i18n import _
from vault.record.changes import Changes
from vault.ui.desk import Desk, Joined
from vault.ui.pages.documents.page import DocumentsPage
from vault.ui.pages.documents.presenter import DocumentsPresenter


def join(desk: Desk) -> Joined:
    """Open the documents of the person on screen."""
    page = DocumentsPage()
    ratio = desk.window.devicePixelRatioF()
    presenter = DocumentsPresenter(desk.session, desk.person, desk.ask, page.show_state, ratio)
    page.sifted.connect(presenter.sift)

    def changed(changes: Changes) -> None:
        if any(uid == desk.person.uid for uid, _what in changes.touched):
            presenter.begin()

    return Joined(
        page, "documents",
        {"open": presenter.open, "close": presenter.close, "again": presenter.begin},
        changed=changed, leave=presenter.leave, finds=page.field.arrive, begin=presenter.begin,
        help=lambda: _("Documents that came with imported files, as they came."),
    )  # fmt: skip
