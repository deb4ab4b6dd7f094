"""Joins the medical profile to what it shows."""

from __future__ import annotations

from vault.i18n import _
from vault.record.changes import Changes
from vault.ui.desk import Desk, Joined
from vault.ui.pages.profile.page import ProfilePage
from vault.ui.pages.profile.presenter import ProfilePresenter


def join(desk: Desk, section: str = "") -> Joined:
    """Open the medical profile of the person on screen, at a section."""
    page = ProfilePage()
    presenter = ProfilePresenter(desk.session, desk.person, desk.ask, page.show_state)
    page.chosen.connect(presenter.choose)

    def begin() -> None:
        presenter.begin()
        if section:
            presenter.choose(section)

    def changed(changes: Changes) -> None:
        if any(uid == desk.person.uid for uid, _what in changes.touched):
            presenter.begin()

    return Joined(
        page, "profile", {"all": presenter.show_all, "again": presenter.begin}, changed=changed,
        leave=presenter.leave, begin=begin,
        help=lambda: _(
            "What is known of your health, section by section, with who said it. "
            "“Not filled in” is not “none”."
        ),
    )  # fmt: skip
