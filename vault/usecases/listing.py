"""The values of one measure, the newest first, as far back as one looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vault.record.person import Person
from vault.store.listing import per_day
from vault.usecases.measurements import Measurement, measurements
from vault.usecases.session import Session

PAGE: Final = 200  # values that are enough to begin with; a day is never cut
_DAY: Final = 86_400_000  # ms


@dataclass(frozen=True, slots=True)
class Listed:
    """Values from the newest back to a UTC day (since 1970), and how many there are in all.

    `older` tells whether there are values before.
    """

    values: tuple[Measurement, ...]
    total: int
    since: int
    older: bool


def listed(
    session: Session, person: Person, measure: str, *, pages: int = 1, everything: bool = False
) -> Listed:
    """Return the newest values of a measure, as many days as hold some `pages` of them.

    `everything` shows also what is set aside. Raises UnknownMeasure for an unknown key.
    """
    row = session.vault.people.row_id(person.uid)
    days = per_day(session.database, row, measure)
    since, seen = (days[0][0] if days else 0), 0
    for day, count in reversed(days):
        seen += count
        since = day
        if seen >= PAGE * pages:
            break
    period = (since * _DAY, 1 << 60)
    found = measurements(session, person, measure, period, everything=everything)
    return Listed(
        tuple(reversed(found)),
        sum(count for _day, count in days),
        since,
        older=bool(days) and since > days[0][0],
    )
