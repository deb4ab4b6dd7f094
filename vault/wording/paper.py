"""How figures, dates and names are written on paper: as in window and terminal."""

from __future__ import annotations

from datetime import date

from vault import formatting
from vault.exports.format import Forms
from vault.i18n import _
from vault.record.measures import MEASURES
from vault.wording.kinds import kind_name
from vault.wording.measures import measure_name
from vault.wording.units import unit_word


def forms() -> Forms:
    """Return the forms of the language spoken; a page is read in other years: each day has its."""
    return Forms(
        number=formatting.decimal,
        rounded=formatting.number,
        duration=formatting.duration,
        unit=unit_word,
        day=_day,
        partial=formatting.partial_date,
        clock=formatting.clock,
        measure=_named,
        kind=kind_name,
    )


def _day(day: date) -> str:
    return formatting.day(day, day, "full")


def _named(key: str) -> str:
    return measure_name(MEASURES[key]) if key in MEASURES else _("Other measurement")
