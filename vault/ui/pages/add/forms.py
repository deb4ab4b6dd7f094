"""What each kind of measurement asks, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vault.i18n import _
from vault.record.measures import BLOOD_PRESSURE, GLUCOSE, Measure
from vault.record.units import units_of
from vault.ui.pages.add.state import Form, Part
from vault.wording.measures import component_name
from vault.wording.units import unit_word

Answers = tuple[tuple[str, str], ...]
Question = tuple[str, str, Answers]
PULSE: Final = "pulse"
VALUE: Final = "value"
_SNOMED: Final = "http://snomed.info/sct"

# codes of the moments of a glucose value (French measure profiles, mesures-moment-of-measurement)
MOMENTS: Final[dict[str, Callable[[], str]]] = {
    "53049-3": lambda: _("Fasting"),
    "88365-2": lambda: _("Before a meal"),
    "16915-1": lambda: _("After a meal"),
    "LA11865-5": lambda: _("After exercise"),
    "A05": lambda: _("During a faint"),
    "LA46-8": lambda: _("Other"),
}
ARMS: Final[dict[str, Callable[[], str]]] = {
    f"{_SNOMED}|368208006": lambda: _("Left arm"),
    f"{_SNOMED}|368209003": lambda: _("Right arm"),
}
POSITIONS: Final[dict[str, Callable[[], str]]] = {
    "sitting": lambda: _("Sitting"),
    "lying": lambda: _("Lying"),
    "standing": lambda: _("Standing"),
}


def form(measure: Measure, *, alone: bool = False) -> Form:
    """Say what a measure asks; `alone` without the pulse that is typed with a blood pressure."""
    return Form(
        measure.key, tuple(_parts(measure, alone=alone)), units(measure),
        _questions(measure), _folded(measure),
    )  # fmt: skip


def units(measure: Measure) -> Answers:
    """Return the units a person may choose from, the usual one first."""
    codes = measure.shown or (units_of(measure) if measure.as_reported else (measure.unit,))
    return tuple((code, unit_word(code)) for code in dict.fromkeys((*codes, measure.unit)))


def _parts(measure: Measure, *, alone: bool) -> list[Part]:
    if not measure.panel:
        return [Part(VALUE, _("Value"), measure.decimals)]
    parts = [
        Part(one.name, component_name(one.name), measure.decimals, optional=number > 0)
        for number, one in enumerate(measure.components[:2])
    ]
    pulse = [Part(PULSE, _("Pulse"), 0, optional=True)]
    return parts + (pulse if measure is BLOOD_PRESSURE and not alone else [])


def _questions(measure: Measure) -> tuple[Question, ...]:
    if measure is not GLUCOSE:
        return ()
    answers = (("", _("Not stated")), *((code, words()) for code, words in MOMENTS.items()))
    return (("moment", _("Context"), answers),)


def _folded(measure: Measure) -> tuple[Question, ...]:
    if measure is not BLOOD_PRESSURE:
        return ()
    none = ("", _("Not stated"))
    arms = (none, *((code, words()) for code, words in ARMS.items()))
    positions = (none, *((code, words()) for code, words in POSITIONS.items()))
    return (("arm", _("Arm"), arms), ("position", _("Position"), positions))


def circumstance(name: str, code: str) -> str:
    """Say a circumstance of a measurement; a word that came from elsewhere stays as it is."""
    tables = {"moment": MOMENTS, "site": ARMS, "arm": ARMS, "position": POSITIONS}
    words = tables.get(name, {}).get(code)
    return words() if words else code.rpartition("|")[2]
