"""Joins the trends page to what it shows."""

from __future__ import annotations

from vault.record.measures import known
from vault.ui.desk import Desk, Joined
from vault.ui.pages.trends.page import TrendsPage
from vault.ui.pages.trends.presenter import Subject, TrendsPresenter
from vault.ui.pages.trends.telling import Reader
from vault.ui.widgets.chart import load


def join(desk: Desk, key: str) -> Joined:
    """Open the trend of one measure, named by its public key.

    Raises:
        UnknownMeasure: no measure has this key.
    """
    page = TrendsPage()
    subject = Subject(desk.session, desk.person, known(key), Reader(desk.today, desk.zone))
    presenter = TrendsPresenter(subject, desk.ask, page.show_state, load)
    page.period_asked.connect(presenter.choose_period)
    page.moved.connect(presenter.move)
    page.zoomed.connect(presenter.zoom)
    page.whole_asked.connect(presenter.whole)
    return Joined(
        page, "measures", {"again": presenter.again},
        changed=presenter.changed, leave=presenter.leave,
        begin=lambda: presenter.choose_period("quarter"),
    )  # fmt: skip
