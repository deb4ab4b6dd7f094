"""Joins the dialog of a receipt to what it shows, a file and a printer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vault.i18n import _
from vault.ui import printing
from vault.ui.desk import Desk
from vault.ui.pages.receipt.dialog import ReceiptDialog
from vault.ui.pages.receipt.presenter import ReceiptPresenter
from vault.ui.pages.receipt.state import ReceiptState
from vault.ui.widgets.sheet import Drawn

_FILE: Final = "carnet-{word}-{day}.pdf"  # never a name of a person or of a service


def join(desk: Desk, grant: str, sending: str = "") -> None:
    """Show the receipt of a sending of a share; without a sending, of the last one."""
    presenter = ReceiptPresenter(
        desk.session, (grant, sending), desk.ask, lambda words: desk.tell(words, None)
    )

    def save() -> None:
        name = _FILE.format(word=_("receipt"), day=desk.today.isoformat())
        desk.save_file(_("Save the receipt"), name, presenter.save)

    def drawn(pages: Sequence[Drawn]) -> None:
        printing.print_sheets(desk.window, pages, presenter.printed)

    def show(state: ReceiptState) -> None:
        dialog = ReceiptDialog(desk.window, state)
        acts = {"save": save, "print": lambda: presenter.draw(drawn), "close": dialog.accept}
        dialog.asked.connect(lambda key: acts[key]())
        dialog.open()

    presenter.begin(show)
