"""Joins the search to what it finds."""

from __future__ import annotations

from vault.i18n import _
from vault.ui.desk import Desk, Joined
from vault.ui.pages.search.page import SearchPage
from vault.ui.pages.search.presenter import SearchPresenter
from vault.ui.pages.search.state import SearchState


def join(desk: Desk) -> Joined:
    """Open the search in the record on screen."""
    page = SearchPage()
    presenter = SearchPresenter(desk.session, desk.person, desk.ask, page.show_state)
    page.searched.connect(presenter.search)
    page.widened.connect(lambda on: presenter.widen(everybody=on))

    def begin() -> None:
        page.show_state(SearchState())
        presenter.begin()
        page.arrive()

    return Joined(
        page, "search", {"again": presenter.begin}, leave=presenter.leave, finds=page.arrive,
        begin=begin,
        help=lambda: _("Looks for words in the whole record. What you look for is not kept."),
    )  # fmt: skip
