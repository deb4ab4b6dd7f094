"""Joins the devices page to the radio and to the carnet."""

from __future__ import annotations

from vault.i18n import _
from vault.ui.desk import Desk, Joined
from vault.ui.outside import Outside
from vault.ui.pages.devices.page import DevicesPage
from vault.ui.pages.devices.presenter import DevicesPresenter
from vault.ui.pages.devices.settings import SettingsDialog
from vault.ui.pages.devices.state import DevicesState
from vault.ui.widgets.question import Question


def join(desk: Desk, read: str = "") -> Joined:
    """Open the devices of the carnet; `read` is the uid of one to be read at once."""
    page, shown = DevicesPage(), [DevicesState()]

    def show(state: DevicesState) -> None:
        first = shown[0].step == "loading" and state.step == "ready" and bool(read)
        shown[0] = state
        page.show_state(state)
        if first and any(one.uid == read for one in state.devices):
            presenter.read(read)

    outside = Outside(desk.follow, desk.lane, desk.radio)
    presenter = DevicesPresenter(desk.session, desk.ask, outside, show)

    def edit(uid: str) -> None:
        whose = presenter.whose(uid)
        people, slots = shown[0].people, presenter.slots(uid)
        dialog = SettingsDialog(desk.window, presenter.name(uid), people, whose, slots)
        dialog.accepted.connect(
            lambda: presenter.change(uid, dialog.name, dialog.whose, dialog.slots)
        )
        dialog.open()

    def forget(uid: str) -> None:
        title = _("Forget {device}?").format(device=presenter.name(uid))
        said = (_("Its measurements stay. Its keys and its address are erased."),)
        question = Question(desk.window, title, said, _("Keep the device"), _("Forget the device"))
        question.put(lambda: presenter.forget(uid))

    return Joined(
        page, "devices",
        {
            "read": presenter.read, "edit": edit,
            "clock": lambda uid: presenter.read(uid, set_clock=True),
            "forget": forget, "stop": presenter.stop, "again": presenter.begin,
        },
        changed=lambda _changes: presenter.begin(), leave=presenter.leave, begin=presenter.begin,
        help=lambda: _("Devices that were added. Carnet reads them and never erases their memory."),
    )  # fmt: skip
