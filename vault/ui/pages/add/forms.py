"""What each kind of measurement asks, in words."""

from __future__ import annotations

from typing import Final

from vault.i18n import _
from vault.record.measures import BLOOD_PRESSURE, GLUCOSE, Measure
from vault.record.units import units_of
from vault.ui.pages.add.state import Form, Part
from vault.wording.circumstances import ARMS, MOMENTS, POSITIONS
from vault.wording.measures import component_name
from vault.wording.units import unit_word

Answers = tuple[tuple[str, str], ...]
Question = tuple[str, str, Answers]
PULSE: Final = "pulse"
VALUE: Final = "value"


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
