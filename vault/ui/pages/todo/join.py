"""Joins « To check » to what waits."""

from __future__ import annotations

from vault.ui.desk import Desk, Joined
from vault.ui.pages.todo.page import TodoPage
from vault.ui.pages.todo.presenter import TodoPresenter


def join(desk: Desk) -> Joined:
    """Open what waits for the person on screen."""
    page = TodoPage()
    presenter = TodoPresenter(desk.session, desk.person, desk.ask, page.show_state, desk.tell)
    ways = {
        "tomorrow": presenter.tomorrow, "week": presenter.next_week, "never": presenter.never,
    }  # fmt: skip
    page.put_off.connect(lambda key, way: ways[way](key))
    return Joined(
        page, "overview", {"again": presenter.begin}, presenter.changed, presenter.leave,
        begin=presenter.begin,
    )  # fmt: skip
