"""Joins the several-day record to what it shows, a file and a printer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vault.i18n import _
from vault.ui import printing
from vault.ui.desk import Desk, Joined
from vault.ui.pages.pressure.page import PressurePage
from vault.ui.pages.pressure.presenter import PressurePresenter
from vault.ui.widgets.sheet import Drawn

_FILE: Final = "carnet-{word}-{day}.pdf"  # never a name of a person


def join(desk: Desk) -> Joined:
    """Open the last days of blood pressure of the person on screen."""
    page = PressurePage()
    presenter = PressurePresenter(
        desk.session, desk.person, desk.ask, page.show_state, lambda words: desk.tell(words, None)
    )
    page.days_asked.connect(presenter.choose)

    def save() -> None:
        name = _FILE.format(word=_("pressure"), day=desk.today.isoformat())

        def place(secret: str) -> None:
            desk.save_file(_("Save as PDF"), name, lambda chosen: presenter.save(chosen, secret))

        first = desk.person.given or desk.person.called
        desk.secret(_("Save the blood pressure of {first}").format(first=first), place)

    def drawn(pages: Sequence[Drawn]) -> None:
        printing.print_sheets(desk.window, pages, presenter.printed)

    return Joined(
        page, "measures", {"save": save, "again": presenter.begin},
        presenter.changed, presenter.leave, prints=lambda: presenter.draw(drawn),
        help=lambda: _("Readings of some days in the morning and in the evening, on one page."),
        begin=presenter.begin,
    )  # fmt: skip
