"""Joins the pages about services to what they show."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from vault.i18n import _
from vault.ui.desk import Desk, Joined
from vault.ui.keys import unquoted
from vault.ui.pages.services.adding import AddCatalogue
from vault.ui.pages.services.page import ServicesPage
from vault.ui.pages.services.presenter import ServicePresenter, ServicesPresenter
from vault.ui.pages.services.reporting import ReportDialog
from vault.ui.pages.services.state import ServiceState
from vault.usecases.catalogues import RootKeys

_REPORT: Final = "carnet-{word}-{day}.txt"  # never a name of a service


def join(desk: Desk, *about: str) -> Joined:
    """Open the list, or one service by its number in the catalogue."""
    page = ServicesPage()
    if about:
        return _one(desk, page, unquoted(about[0]))
    session = desk.session
    presenter = ServicesPresenter(
        session, desk.person, desk.ask, desk.post,
        lambda then, sorry: desk.aside(lambda: desk.practice.start(session.clock), then, sorry),
        page.show_state,
    )  # fmt: skip

    page.sifting.sifted.connect(presenter.sift)
    page.sifting.picked.connect(presenter.pick)

    def add() -> None:
        title, kinds = _("Key file of the catalogue"), _("Key file (*.json)")
        desk.open_file(title, kinds, lambda place: presenter.keys(place, partial(compare, place)))

    def compare(place: Path, keys: RootKeys) -> None:
        dialog = AddCatalogue(desk.window, keys.catalogue, keys.fingerprints)
        dialog.put(lambda address: presenter.add(address, place))

    return Joined(
        page, "sharing",
        {
            "add-catalogue": add, "practise": presenter.practise, "update": presenter.update,
            "again": presenter.begin,
            "tab": lambda key: desk.go({"current": "sharing", "past": "sharing/past"}[key]),
        },
        leave=presenter.leave, begin=presenter.begin, help=_help,
        finds=page.sifting.field.arrive,
    )  # fmt: skip


def _one(desk: Desk, page: ServicesPage, service: str) -> Joined:
    shown = [ServiceState()]

    def show(state: ServiceState) -> None:
        shown[0] = state
        page.show_state(state)

    presenter = ServicePresenter(desk.session, desk.person, service, desk.ask, show)

    def save(text: str) -> None:
        name = _REPORT.format(word=_("problem"), day=desk.today.isoformat())

        def write(place: Path) -> None:
            presenter.save(text, place, lambda words: desk.tell(words, None))

        desk.save_file(_("Save the text"), name, write)

    def report() -> None:
        ReportDialog(desk.window, shown[0].report, save).open()

    return Joined(
        page, "sharing",
        {
            "again": presenter.begin, "update": lambda: desk.go("services"), "report": report,
        },
        leave=presenter.leave, begin=presenter.begin, help=_help,
    )  # fmt: skip


def _help() -> str:
    return _("The services of the catalogues you added: who they are and what they ask for.")
