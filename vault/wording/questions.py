"""What a file leaves open, asked in words; each has the place that cannot be decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vault.i18n import _
from vault.importers.format import Question

_TEXTS: Final[dict[str, Callable[[str], str]]] = {
    "person_in_file": lambda because: _(
        "This file is in the name of {person}. Is it about the person of this record?"
    ).format(person=because),
    "zone": lambda because: _("{place}: in which time zone was this written?").format(
        place=because
    ),
    "date_order": lambda because: _(
        "{place}: which is the day and which the month? The file does not tell."
    ).format(place=because),
    "decimal": lambda because: _(
        "{place}: is the comma a decimal comma? The file does not tell."
    ).format(place=because),
    "weight_unit": lambda because: _("{place}: in which unit is this weight?").format(
        place=because
    ),
    "fitbit_json_clock": lambda because: _(
        "{place}: is this time of the place, or universal time?"
    ).format(place=because),
    "format": lambda because: _("{place}: which kind of file is it?").format(place=because),
}


_CHOICES: Final[dict[str, Callable[[], str]]] = {
    "dmy": lambda: _("day, then month"),
    "mdy": lambda: _("month, then day"),
    "ymd": lambda: _("year, month, day"),
    "local": lambda: _("time of the place"),
    "utc": lambda: _("universal time"),
}


def choice(answer: str) -> str:
    """Say an answer; one that has no words of its own is a unit, a name or a zone."""
    said = _CHOICES.get(answer)
    return said() if said else answer


def question(asked: Question) -> str:
    """Ask a question of a file."""
    name, _dot, column = asked.name.partition(".")
    if name == "unit":
        return _("{place}: in which unit is the column {column}?").format(
            place=asked.because, column=column
        )
    return _TEXTS[name](asked.because)
