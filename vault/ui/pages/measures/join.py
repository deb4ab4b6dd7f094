"""Joins the list of measures to what it shows."""

from __future__ import annotations

from vault.ui.desk import Desk, Joined
from vault.ui.pages.measures.page import MeasuresPage
from vault.ui.pages.measures.presenter import MeasuresPresenter


def join(desk: Desk) -> Joined:
    """Open the measures of the person on screen."""
    page = MeasuresPage()
    presenter = MeasuresPresenter(desk.session, desk.person, desk.ask, page.show_state)
    page.sifted.connect(presenter.sift)
    return Joined(
        page, "measures", {"again": presenter.begin},
        presenter.changed, presenter.leave, finds=page.field.arrive, begin=presenter.begin,
    )  # fmt: skip
