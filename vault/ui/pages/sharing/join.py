"""Joins the pages about shares to what they show."""

from __future__ import annotations

from typing import Final

from vault.i18n import _
from vault.ui.desk import Desk, Joined
from vault.ui.pages.sharing import dialogs
from vault.ui.pages.sharing.page import SharingPage
from vault.ui.pages.sharing.presenter import SharePresenter, SharingPresenter
from vault.ui.pages.sharing.state import Tab
from vault.ui.pages.sign.exact_dialog import ExactDialog
from vault.ui.pages.sign.state import ExactState
from vault.usecases.exact import Exact

_EVIDENCE: Final = "carnet-{day}.evidence.zip"
_CONTENT: Final = "carnet-{day}.json"
_TABS: Final = {"current": "sharing", "past": "sharing/past", "services": "services"}


def join(desk: Desk, *about: str) -> Joined:
    """Open the list, those that are past, or one share by its number."""
    page = SharingPage()
    if about and about[0] != "past":
        return _one(desk, page, about[0])
    tab: Tab = "past" if about else "current"
    presenter = SharingPresenter(desk.session, desk.person, tab, desk.ask, page.show_state)
    return Joined(
        page, "sharing",
        {
            "again": presenter.begin, "tab": lambda key: desk.go(_TABS[key]),
            "forget": presenter.forget,
        },
        leave=presenter.leave, begin=presenter.begin, help=_help,
    )  # fmt: skip


def _one(desk: Desk, page: SharingPage, grant: str) -> Joined:
    presenter = SharePresenter(
        desk.session, grant, desk.ask, desk.post, page.show_state,
        lambda words: desk.tell(words, None),
    )  # fmt: skip

    def stop() -> None:
        question = dialogs.stopping(desk.window, presenter.service)
        question.put(lambda erase: presenter.stop(erase=erase))

    def resume() -> None:
        dialogs.resuming(desk.window).put(lambda more: presenter.resume(catch_up=more))

    def evidence() -> None:
        dialogs.proving(desk.window).put(lambda content: _evidence(desk, presenter, content))

    def exact(sending: str) -> None:
        def shown(state: ExactState, what: Exact) -> None:
            ExactDialog(desk.window, state, lambda: save(what)).open()

        presenter.exact(sending, shown)

    def save(what: Exact) -> None:
        name = _CONTENT.format(day=desk.today.isoformat())
        desk.save_file(_("Save the exact content"), name, lambda place: presenter.save(what, place))

    return Joined(
        page, "sharing",
        {
            "again": presenter.begin, "stop": stop, "exact": exact, "send": presenter.send,
            "pause": presenter.pause, "resume": resume, "renew": lambda: presenter.renew(desk.go),
            "evidence": evidence, "erase": lambda: presenter.stop(erase=True),
            "receipt": lambda sending: desk.go(f"receipt/{grant}/{sending}"),
        },
        leave=presenter.leave, begin=presenter.begin, help=_help,
    )  # fmt: skip


def _evidence(desk: Desk, presenter: SharePresenter, content: bool) -> None:  # noqa: FBT001
    """Ask where to write it, after the passphrase where it holds what was sent."""
    name = _EVIDENCE.format(day=desk.today.isoformat())

    def place(passphrase: str | None) -> None:
        title = _("Save the evidence")
        desk.save_file(title, name, lambda chosen: presenter.evidence(chosen, passphrase))

    if content:
        desk.secret(_("Save with what was sent"), place)
    else:
        place(None)


def _help() -> str:
    return _("What you share, with whom, until when. Any share can be stopped here.")
