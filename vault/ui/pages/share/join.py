"""Joins the first two steps of a new share to what they show."""

from __future__ import annotations

from vault.i18n import _
from vault.ui.desk import Desk, Joined
from vault.ui.keys import unquoted
from vault.ui.pages.share.page import SharePage
from vault.ui.pages.share.presenter import SharePresenter


def join(desk: Desk, service: str) -> Joined:
    """Begin a share with the service of this number; the person on screen is whose data it is."""
    page = SharePage()
    presenter = SharePresenter(
        desk.session, desk.person, unquoted(service), desk.ask, page.show_state, desk.go
    )
    return Joined(
        page, "sharing",
        {
            "again": presenter.begin, "update": lambda: desk.go("services"),
            "purpose": presenter.choose, "next": presenter.next, "previous": presenter.previous,
            "tick": presenter.tick, "required": presenter.tick_required,
            "family": lambda family, _kind: presenter.tick_family(family),
            "field": presenter.tick_field, "period": presenter.period, "end": presenter.lasting,
            "mode": presenter.sending,
        },
        leave=presenter.leave, begin=presenter.begin,
        help=lambda: _("What you choose here is sent only after you sign it on the next page."),
    )  # fmt: skip
