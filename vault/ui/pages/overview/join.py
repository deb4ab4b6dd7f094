"""Joins the overview to what it shows."""

from __future__ import annotations

from vault.ui.desk import Desk, Joined
from vault.ui.pages.overview.page import OverviewPage
from vault.ui.pages.overview.presenter import OverviewPresenter


def join(desk: Desk) -> Joined:
    """Open the overview of the person on screen."""
    page = OverviewPage()
    presenter = OverviewPresenter(desk.session, desk.person, desk.ask, page.show_state)
    return Joined(
        page, "overview",
        {
            "again": presenter.begin,
            "report": lambda: desk.go(f"imports/report/{presenter.batch}"),
        },
        presenter.changed, presenter.leave,
        begin=presenter.begin,
    )  # fmt: skip
