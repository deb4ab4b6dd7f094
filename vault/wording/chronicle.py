"""What a line of the history says, with the names its ids stand for; names and counts only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vault.formatting import whole
from vault.i18n import _, ngettext
from vault.usecases.chronicle import Told
from vault.wording.history import happened

_BARE: Final[dict[str, Callable[[], str]]] = {
    "readings_kept": lambda: _("Readings were received"),
    "device_read": lambda: _("A device was read"),
    "readings_assigned": lambda: _("Readings were assigned"),
    "readings_discarded": lambda: _("Readings were discarded"),
    "device_added": lambda: _("A device was added"),
    "device_changed": lambda: _("A device was changed"),
    "ledger_sealed": lambda: _("The list of shares was sealed"),
}
_NAMED: Final[dict[str, Callable[[], str]]] = {
    "import_undone": lambda: _("Import of {name} undone"),
    "device_read": lambda: _("{name} was read"),
    "device_added": lambda: _("{name} was added to the devices"),
    "device_changed": lambda: _("Settings of {name} were changed"),
    "device_forgotten": lambda: _("{name} was taken off the devices"),
    "share_signed": lambda: _("Share with {name} signed"),
    "share_sent": lambda: _("Sending to {name}"),
    "share_confirmed": lambda: _("Received by {name}"),
    "share_refused": lambda: _("Sending refused by {name}"),
    "share_stopped": lambda: _("Share with {name} stopped"),
    "share_ended": lambda: _("Share with {name} ended"),
    "share_declined": lambda: _("Share with {name} declined"),
    "erasure_asked": lambda: _("Erasure asked of {name}"),
}


def line(told: Told) -> str:
    """Say one line; an object that is gone leaves the plain sentence of its kind."""
    kind = told.entry.kind
    if said := _counted(told):
        return said
    if told.named and kind in _NAMED:
        return _NAMED[kind]().format(name=told.named)
    return _BARE[kind]() if kind in _BARE else happened(kind)


def _counted(told: Told) -> str:
    """Say a line that counts; "" where the kind has no such sentence, or nothing to name."""
    kind, n, count = told.entry.kind, told.count, whole(told.count)
    if kind == "failed_attempts":
        words = ngettext(
            "{n} failed attempt since the last opening",
            "{n} failed attempts since the last opening",
            n,
        )
    elif kind == "imported" and told.named:
        words = ngettext("Import of {name}: {n} item added", "Import of {name}: {n} items added", n)
    elif kind == "readings_kept" and told.named:
        words = ngettext("{name}: {n} measurement added", "{name}: {n} measurements added", n)
    elif kind in ("assigned", "readings_assigned") and told.person:
        words = ngettext("{n} reading attributed", "{n} readings attributed", n)
    else:
        return ""
    return words.format(n=count, name=told.named)
