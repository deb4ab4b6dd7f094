"""Joins the table of values to what it shows."""

from __future__ import annotations

from vault.errors import UnknownMeasure
from vault.record.measures import MEASURES, OTHER
from vault.ui.desk import Desk, Joined
from vault.ui.pages.values.page import ValuesPage
from vault.ui.pages.values.presenter import ValuesPresenter


def join(desk: Desk, key: str) -> Joined:
    """Open all values of a measure, named by its public key.

    Raises:
        UnknownMeasure: no measure has this key.
    """
    if key not in MEASURES and key != OTHER:
        raise UnknownMeasure
    page = ValuesPage(named=key == OTHER)
    presenter = ValuesPresenter(
        desk.session, desk.person, desk.ask, page.show_state, desk.tell, key
    )
    page.sifted.connect(presenter.sift)
    page.everything.connect(presenter.everything)
    page.deleted.connect(presenter.delete)

    def edit(uid: str) -> None:
        if presenter.may_edit(uid):
            desk.go(f"value/{uid}")

    return Joined(
        page, "measures",
        {"again": presenter.begin, "older": presenter.older, "edit": edit},
        presenter.changed, presenter.leave, finds=page.field.arrive, begin=presenter.begin,
    )  # fmt: skip
