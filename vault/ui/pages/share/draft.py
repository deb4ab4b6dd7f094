"""What a person has chosen so far for a new share; nothing is ticked at first; plain Python."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from vault.record.consent import MOST_DAYS, Mode
from vault.record.service import Finality
from vault.usecases.previewing import Choice

PERIODS: Final = (30, 90, 365, 3650)
ENDS: Final = (7, 30, 90, 180, 365)


@dataclass(frozen=True, slots=True)
class Draft:
    """A choice in the making; `days` of data up to today, `lasts` days from today."""

    service: str
    finality: Finality
    days: int
    lasts: int
    kinds: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    mode: Mode = "once"

    def turned(self, kind: str) -> Draft:
        """Tick a kind, or take the tick away."""
        return replace(self, kinds=self.kinds ^ {kind})

    def family_turned(self, family: str) -> Draft:
        """Tick a sensitive family, or take the tick away; never by any other tick."""
        return replace(self, families=self.families ^ {family})

    def field_turned(self, name: str) -> Draft:
        """Add a field, or leave it out again."""
        return replace(self, fields=self.fields ^ {name})

    def required_ticked(self) -> Draft:
        """Tick what the service cannot do without, and nothing else."""
        return replace(self, kinds=self.kinds | self.required)

    @property
    def required(self) -> frozenset[str]:
        """The kinds that the service cannot do without."""
        return frozenset(one.code for one in self.finality.asked("read") if one.required)

    @property
    def periods(self) -> tuple[int, ...]:
        """Periods of data that may be chosen, in days; the service asks for the last of them."""
        asked = self.finality.history_days
        return (*(days for days in PERIODS if days < asked), asked)

    @property
    def ends(self) -> tuple[int, ...]:
        """How long the share may last, in days: never more than the catalogue allows, or a year."""
        most = min(self.finality.max_days, MOST_DAYS - 1)
        default = min(self.finality.default_days or most, most)
        return tuple(sorted({days for days in ENDS if days < most} | {default, most}))

    def choice(self, today: date) -> Choice:
        """Return what is to be shown before it is signed."""
        return Choice(
            self.service, self.finality.code, only=tuple(sorted(self.kinds)),
            start=today - timedelta(days=self.days), end=today if self.mode == "once" else None,
            until=today + timedelta(days=self.lasts),
            sensitive=tuple(sorted(self.families)), include=tuple(sorted(self.fields)),
            mode=self.mode,
        )  # fmt: skip


def fresh(service: str, finality: Finality) -> Draft:
    """Return a draft with no tick at all, for as long as the service proposes."""
    most = min(finality.max_days, MOST_DAYS - 1)
    lasts = min(finality.default_days or most, most)
    mode: Mode = "once" if "once" in finality.modes else "standing"
    return Draft(service, finality, finality.history_days, lasts, mode=mode)
