"""Units as people read them; a code that needs no word is shown as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vault.i18n import _

_WORDS: Final[dict[str, Callable[[], str]]] = {
    "{steps}": lambda: _("steps"),
    "{flights}": lambda: _("floors"),
    "{fall}": lambda: _("falls"),
    "/min": lambda: _("per minute"),
    "kcal/d": lambda: _("kcal a day"),
}
_SIGNS: Final = {
    "mm[Hg]": "mmHg", "cm[Hg]": "cmHg", "Cel": "°C", "[degF]": "°F", "[lb_av]": "lb",
    "[oz_av]": "oz", "[stone_av]": "st", "[in_i]": "in", "[ft_i]": "ft", "[mi_i]": "mi",
    "[mi_i]/h": "mph", "[foz_us]": "fl\u00a0oz", "kg/m2": "kg/m²", "umol/L": "µmol/L",
    "ug/L": "µg/L", "U/L": "UI/L", "m[IU]/L": "mUI/L", "10*9/L": "G/L", "10*12/L": "T/L",
    "mL/min/{1.73_m2}": "mL/min/1,73\u00a0m²", "{score}": "", "{INR}": "", "1": "",
}  # fmt: skip


def unit_word(unit: str) -> str:
    """Say a UCUM code as a person reads it, "" where a number stands alone."""
    word = _WORDS.get(unit)
    return _SIGNS.get(unit, unit) if word is None else word()
