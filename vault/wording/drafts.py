"""What somebody was doing when it was interrupted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vault.i18n import _

_OWN: Final[dict[str, Callable[[], str]]] = {
    "add": lambda: _("You were adding a measurement."),
    "value": lambda: _("You were editing a measurement."),
    "people": lambda: _("You were adding a person."),
}
_THEIRS: Final[dict[str, Callable[[], str]]] = {
    "add": lambda: _("You were adding a measurement for {first}."),
    "value": lambda: _("You were editing a measurement of {first}."),
}


def begun(form: str, first: str | None = None) -> str:
    """Say what a form was about; `first` is the first name of whose record, None in one's own."""
    if first is None or form not in _THEIRS:
        return _OWN.get(form, lambda: _("You had begun to type something."))()
    return _THEIRS[form]().format(first=first)
