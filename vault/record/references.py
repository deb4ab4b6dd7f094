"""References that a person chose: who says them, since when, between which values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Origin = Literal["me", "professional", "public"]
Standing = Literal["below", "within", "above"]


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference of a measure of one person; an end that is None is open, not both.

    Values are in `unit`, the canonical one. `part` names the component of a panel, "" where there
    is one value. `name` is that of the professional, or title and publisher of a public source;
    `dated` is YYYY[-MM[-DD]], "" where it has no date. It never judges.
    """

    measure: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    origin: Origin
    name: str = ""
    dated: str = ""
    part: str = ""

    def standing(self, value: float) -> Standing:
        """Say where a value stands; the ends belong to the reference."""
        if self.high is not None and value > self.high:
            return "above"
        return "below" if self.low is not None and value < self.low else "within"


def standing(references: Sequence[Reference], values: Sequence[float]) -> Standing:
    """Say where a value stands, or the parts of a panel: one above is above, whatever the other."""
    found = {one.standing(value) for one, value in zip(references, values, strict=False)}
    if "above" in found:
        return "above"
    return "below" if "below" in found else "within"
