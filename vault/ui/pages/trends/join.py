"""Joins the trends page to what it shows."""

from __future__ import annotations

from pathlib import Path

from vault.i18n import _
from vault.record.measures import known
from vault.ui.desk import Desk, Joined
from vault.ui.pages.trends.dates import DatesDialog
from vault.ui.pages.trends.page import TrendsPage
from vault.ui.pages.trends.presenter import Subject, TrendsPresenter
from vault.ui.pages.trends.telling import Reader
from vault.ui.widgets.chart import load
from vault.usecases.picturing import Kind


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
        page, "measures",
        {
            "again": presenter.again, "compare": page.compare, "export": page.export,
            "dates": lambda: _choose_dates(desk, presenter),
            "against": presenter.compare,
            "other": presenter.join,
            "picture": lambda kind: _save(desk, presenter, kind),
        },
        changed=presenter.changed, leave=presenter.leave,
        help=lambda: _("How one measurement changes over time, with its figures."),
        begin=lambda: presenter.choose_period("quarter"),
    )  # fmt: skip


def _choose_dates(desk: Desk, presenter: TrendsPresenter) -> None:
    if presenter.span is not None:
        shown = presenter.span.first, presenter.span.last
        DatesDialog(desk.window, shown, presenter.between).open()


def _save(desk: Desk, presenter: TrendsPresenter, kind: Kind) -> None:
    """Ask the passphrase, then the place; the picture leaves in the clear."""

    def place(secret: str) -> None:
        def write(chosen: Path) -> None:
            presenter.export(chosen, kind, secret, lambda words: desk.tell(words, None))

        desk.save_file(_("Export the chart"), presenter.name(kind), write)

    desk.secret(_("Export the chart"), place)
