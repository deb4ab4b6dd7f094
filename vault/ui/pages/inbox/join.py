"""Joins the page of readings to attribute to what waits in the carnet."""

from __future__ import annotations

from datetime import datetime

from vault.i18n import _
from vault.ui.desk import Desk, Joined
from vault.ui.pages.inbox.dialogs import AllDialog, WhenDialog, WhoseDialog
from vault.ui.pages.inbox.page import InboxPage
from vault.ui.pages.inbox.presenter import InboxPresenter, Screen
from vault.ui.pages.inbox.state import InboxState
from vault.ui.pages.inbox.typed import typed
from vault.ui.typed_moments import write_day, write_time


def join(desk: Desk) -> Joined:
    """Open the readings of the carnet that nobody has claimed."""
    page, shown = InboxPage(), [InboxState()]

    def show(state: InboxState) -> None:
        shown[0] = state
        page.show_state(state)

    def present() -> tuple[str, str]:
        at = desk.session.clock.now().astimezone(desk.zone)
        return write_day(at.date()), write_time(at)

    def read(day: str, time: str) -> tuple[datetime | None, str, str]:
        return typed(day, time, desk.session.clock.now(), desk.zone)

    def when(keys: tuple[str, ...], person: str) -> None:
        title = _("Attribute to {first}").format(first=presenter.first(person))
        WhenDialog(
            desk.window, title, present, read, lambda at: presenter.give_at(keys, person, at)
        ).open()

    def whose(keys: tuple[str, ...]) -> None:
        if keys:
            WhoseDialog(
                desk.window, shown[0].people, lambda person: presenter.give(keys, person)
            ).open()

    def every() -> None:
        AllDialog(desk.window, presenter.proposals(), presenter.accept_all).open()

    screen = Screen(show, desk.tell, when)
    presenter = InboxPresenter(desk.session, desk.zone, desk.ask, screen)
    page.given.connect(presenter.give)
    page.accepted.connect(presenter.accept)
    page.ignored.connect(presenter.ignore)
    page.elsewhere.connect(whose)
    return Joined(
        page, "devices", {"all": every, "again": presenter.begin},
        presenter.changed, presenter.leave,
        help=lambda: _("Nothing enters a record before you say whose it is."),
        begin=presenter.begin,
    )  # fmt: skip
