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
    joining = _Inbox(desk)
    page, presenter = joining.page, joining.presenter
    page.given.connect(presenter.give)
    page.accepted.connect(presenter.accept)
    page.ignored.connect(presenter.ignore)
    page.elsewhere.connect(joining.ask_whose)
    return Joined(
        page, "devices", {"all": joining.ask_all, "again": presenter.begin},
        presenter.changed, presenter.leave,
        help=lambda: _("Nothing enters a record before you say whose it is."),
        begin=presenter.begin,
    )  # fmt: skip


class _Inbox:
    """The page, its presenter, and the dialogs that stand between them."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._state, self.page = desk, InboxState(), InboxPage()
        screen = Screen(self._show, desk.tell, self._ask_when)
        self.presenter = InboxPresenter(desk.session, desk.zone, desk.ask, screen)

    def ask_whose(self, keys: tuple[str, ...]) -> None:
        """Ask whose some readings are; without any there is nothing to ask."""
        if not keys:
            return
        window, people = self._desk.window, self._state.people
        WhoseDialog(window, people, lambda person: self.presenter.give(keys, person)).open()

    def ask_all(self) -> None:
        """Ask whether every proposal is right."""
        presenter = self.presenter
        AllDialog(self._desk.window, presenter.proposals(), presenter.accept_all).open()

    def _show(self, state: InboxState) -> None:
        self._state = state
        self.page.show_state(state)

    def _ask_when(self, keys: tuple[str, ...], person: str) -> None:
        """Ask when readings were taken whose time nobody knows."""
        presenter = self.presenter
        title = _("Attribute to {first}").format(first=presenter.first(person))
        WhenDialog(
            self._desk.window, title, self._present, self._read,
            lambda at: presenter.give_at(keys, person, at),
        ).open()  # fmt: skip

    def _present(self) -> tuple[str, str]:
        at = self._desk.session.clock.now().astimezone(self._desk.zone)
        return write_day(at.date()), write_time(at)

    def _read(self, day: str, time: str) -> tuple[datetime | None, str, str]:
        return typed(day, time, self._desk.session.clock.now(), self._desk.zone)
