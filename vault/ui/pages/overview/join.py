"""Joins the overview to what it shows."""

from __future__ import annotations

from vault.ui.desk import Desk, Joined
from vault.ui.pages.overview.page import OverviewPage
from vault.ui.pages.overview.state import OverviewState


def join(desk: Desk) -> Joined:
    """Open the overview of the person on screen."""
    page = OverviewPage()
    first = desk.person.given or desk.person.called
    own = desk.person.relation == "self"
    return Joined(
        page, "overview", {},
        begin=lambda: page.show_state(OverviewState("empty", first, own)),
    )  # fmt: skip
