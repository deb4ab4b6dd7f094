"""Joins the dialog that adds a device to the radio and to the carnet."""

from __future__ import annotations

from collections.abc import Callable

from vault.ui.desk import Desk
from vault.ui.outside import Outside
from vault.ui.pages.pair.dialog import PairDialog
from vault.ui.pages.pair.presenter import PairPresenter
from vault.ui.pages.pair.screen import Screen
from vault.ui.pages.pair.state import PairState


def join(desk: Desk) -> None:
    """Open the dialog over the page that stands."""
    dialog, done = PairDialog(desk.window, PairState()), list[str]()

    def close(key: str) -> None:
        done.append(key)
        dialog.accept()

    def over() -> None:
        presenter.leave()
        if desk.is_open() and (done or presenter.added):
            desk.go(done[0] if done else "devices")

    outside = Outside(desk.follow, desk.lane, desk.radio)
    presenter = PairPresenter(
        desk.session, desk.ask, outside, Screen(dialog.show_state, desk.tell, close)
    )
    acts: dict[str, Callable[[], None]] = {
        "cancel": dialog.reject, "previous": presenter.previous, "again": presenter.again,
        "file": lambda: close("imports"), "ignore": presenter.ignore, "later": presenter.later,
        "else": presenter.later, "close": presenter.later, "no": lambda: presenter.answer(None),
        "same": presenter.confirm, "code": lambda: presenter.answer(dialog.code()),
        "whose": lambda: presenter.belongs(dialog.whose()), "yes": presenter.yes,
    }  # fmt: skip
    about = {"kind": presenter.choose, "near": presenter.connect, "give": presenter.give}

    def pressed(key: str) -> None:
        name, _slash, rest = key.partition("/")
        about[name](rest) if rest else acts[name]()

    dialog.pressed.connect(pressed)
    dialog.finished.connect(lambda _result: over())
    dialog.open()
    presenter.begin()
