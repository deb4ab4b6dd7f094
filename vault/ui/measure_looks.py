"""How a measure looks in the window: its group, its icon and its colour, names of the tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vault.i18n import _
from vault.record.measures import MEASURES, Measure
from vault.trends.manners import manner

_ICONS: Final = {
    "measure_body": "weight", "measure_pressure": "blood pressure", "measure_heart": "heart rate",
    "measure_activity": "steps", "measure_sleep": "sleep", "measure_glucose": "glucose",
    "measure_oxygen": "oxygen and breathing", "measure_temperature": "temperature",
    "measure_symptom": "pain", "measure_lab": "laboratory",
}  # fmt: skip
_LENGTHS: Final = (
    "body_height", "waist_circumference", "hip_circumference", "head_circumference",
)  # fmt: skip
_GROUP_OF: Final = {
    "measure_body": "body", "measure_pressure": "heart", "measure_heart": "heart",
    "measure_oxygen": "breathing", "measure_temperature": "breathing",
    "measure_activity": "activity", "measure_sleep": "sleep", "measure_glucose": "glucose",
    "measure_lab": "laboratory", "measure_symptom": "feeling",
}  # fmt: skip
GROUPS: Final[dict[str, Callable[[], str]]] = {
    "body": lambda: _("Body"),
    "heart": lambda: _("Pressure and heart"),
    "breathing": lambda: _("Breathing and temperature"),
    "activity": lambda: _("Activity"),
    "sleep": lambda: _("Sleep"),
    "glucose": lambda: _("Glucose"),
    "laboratory": lambda: _("Laboratory"),
    "feeling": lambda: _("How you feel"),
    "other": lambda: _("Others"),
}


def hue(key: str) -> str:
    """Return the colour of the family of a measure; what has no key here has the laboratory's."""
    measure = MEASURES.get(key)
    return manner(measure).ink if measure is not None else "measure_lab"


def icon(key: str) -> str:
    """Return the icon of a measure."""
    if key in _LENGTHS:
        return "height and lengths"
    return _ICONS[hue(key)] if key in MEASURES else "measurements"


def group(key: str) -> str:
    """Return the key of the group a measure is listed in."""
    return _GROUP_OF[hue(key)] if key in MEASURES else "other"


def has_bars(measure: Measure | None) -> bool:
    """Tell whether days of a measure stand as bars from zero."""
    return measure is not None and manner(measure).shape == "bars"
