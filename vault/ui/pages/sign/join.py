"""Joins the page of the signature to what it shows."""

from __future__ import annotations

from typing import Final

from vault.i18n import _
from vault.ui.desk import Desk, Joined
from vault.ui.keys import choice_of
from vault.ui.pages.sign.exact_dialog import ExactDialog
from vault.ui.pages.sign.items_dialog import ItemsDialog
from vault.ui.pages.sign.page import SignPage
from vault.ui.pages.sign.presenter import SignPresenter, Ways

_FILE: Final = "carnet-{day}.json"  # never a name of a person or of a service


def join(desk: Desk, choice: str) -> Joined:
    """Show what was chosen, to be checked and signed, declined, or left for later."""
    page, wish = SignPage(), choice_of(choice)
    ways = Ways(desk.go, lambda words: desk.tell(words, None), example=desk.example)
    presenter = SignPresenter(desk.session, desk.person, desk.ask, desk.post, page.show_state, ways)
    name = _FILE.format(day=desk.today.isoformat())

    def save() -> None:
        desk.save_file(_("Save the exact content"), name, presenter.save)

    def exact() -> None:
        presenter.exact(lambda state: ExactDialog(desk.window, state, save).open())

    def items(code: str) -> None:
        presenter.items(code, lambda state: ItemsDialog(desk.window, state).open())

    return Joined(
        page, "sharing",
        {
            "sign": lambda: presenter.sign(page.take()), "decline": presenter.decline,
            "later": presenter.later, "exact": exact, "again": presenter.again,
            "send": presenter.send, "stop": presenter.stop, "see": presenter.see,
            "online": presenter.when_online, "items": items,
            "receipt": lambda: desk.go(f"receipt/{presenter.grant}"),
        },
        leave=presenter.leave, begin=lambda: presenter.begin(wish),
        help=lambda: _("What you read here is what you sign. Declining costs nothing."),
    )  # fmt: skip
