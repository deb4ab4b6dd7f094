"""One line for each step of the tour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from vault.formatting import number
from vault.i18n import _, ngettext

_DONE: Final[dict[str, Callable[[Mapping[str, Any]], str]]] = {
    "vault": lambda x: _("Encrypted carnet made, for {people} made-up people.").format(**x),
    "import": lambda x: _("Two files read: {added} items added to the record.").format(
        added=number(x["added"], 0)
    ),
    "scale": lambda x: ngettext(
        "Recorded Bluetooth scale read: {readings} reading kept.",
        "Recorded Bluetooth scale read: {readings} readings kept.",
        x["readings"],
    ).format(**x),
    "chart": lambda _x: _("Chart of the weight drawn."),
    "catalogue": lambda x: _(
        "Practice service started; its catalogue of {services} services is signed and verified."
    ).format(**x),
    "preview": lambda x: _("Exact content of the share shown: {items} items.").format(**x),
    "sign": lambda _x: _("Agreement signed with the passphrase. Nothing has left yet."),
    "send": lambda _x: _("Share sent, and received: the receipt is right."),
    "stop": lambda _x: _("Share stopped, and erasure confirmed by the service."),
    "evidence": lambda x: _("Evidence written and checked: {checks} checks hold.").format(**x),
    "summary": lambda _x: _("Summary for a professional made."),
}
_TITLES: Final[dict[str, Callable[[], str]]] = {
    "vault": lambda: _("Making the carnet"),
    "import": lambda: _("Reading the files"),
    "scale": lambda: _("Reading the scale"),
    "chart": lambda: _("Drawing the chart"),
    "catalogue": lambda: _("Verifying the catalogue"),
    "preview": lambda: _("Showing the content"),
    "sign": lambda: _("Signing"),
    "send": lambda: _("Sending"),
    "stop": lambda: _("Stopping the share"),
    "evidence": lambda: _("Checking the evidence"),
    "summary": lambda: _("Making the summary"),
}


def step_done(name: str, facts: Mapping[str, Any], seconds: float) -> str:
    """Say that a step is done, what it counted and how long it took."""
    return f"{_DONE[name](facts)} ({number(seconds, 1)}\u00a0s)"


def step_failed(name: str) -> str:
    """Say which step did not end well; the error says why."""
    return _("This step was not finished: {step}.").format(step=_TITLES[name]())
