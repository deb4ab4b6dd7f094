"""Joins the list of shortcuts to the keys that the window listens to."""

from __future__ import annotations

from vault.i18n import _
from vault.ui.desk import Desk, Joined
from vault.ui.pages.keys.page import KeysPage
from vault.ui.pages.keys.presenter import KeysPresenter
from vault.ui.places import KEYS


def join(_desk: Desk) -> Joined:
    """Open the list of shortcuts."""
    page = KeysPage()
    presenter = KeysPresenter(KEYS, page.show_state)
    page.sought.connect(presenter.find)
    return Joined(
        page, "settings", {}, finds=page.seek, begin=presenter.begin,
        help=lambda: _("What every key does. Type a word to find one."),
    )  # fmt: skip
