"""The report of an import that is kept: read again later, opened line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from vault.errors import NotFound
from vault.record.batch import Remark
from vault.record.facts import Kept
from vault.record.person import Person
from vault.store import bringing
from vault.store.bringing import Became
from vault.usecases.import_report import COUNTERS
from vault.usecases.session import Session

__all__ = ("Became", "KeptReport", "items", "remarks", "report")
_ALL: Final = 500  # items of one line that are shown


@dataclass(frozen=True, slots=True)
class KeptReport:
    """What an import did, as it was told then; `at` in the zone of its person.

    `state`: "kept" or "undone"; `told` is the document of the report, with its remarks.
    """

    uid: str
    person: Person
    at: datetime
    file: str | None
    format: str
    size: int
    state: str
    told: Mapping[str, Any]

    @property
    def counts(self) -> dict[str, int]:
        """Return every counter, in the order it is shown."""
        return {name: int(self.told.get(name, 0)) for name in COUNTERS}

    @property
    def read(self) -> int:
        """Return how many items were read: the sum of the counters."""
        return sum(self.counts.values())


def report(session: Session, uid: str) -> KeptReport:
    """Return the report of one batch.

    Raises:
        NotFound: no batch has this uid.
    """
    kept = session.vault.batches.get(uid)
    found = [one for one in session.vault.people.all() if one.uid == kept.person]
    if not found:
        raise NotFound(what="batch")
    at = datetime.fromtimestamp(kept.started / 1000, ZoneInfo(found[0].zone))
    batch = kept.batch
    return KeptReport(
        uid, found[0], at, batch.file_name, batch.format, batch.file_size or 0, kept.state,
        kept.report,
    )  # fmt: skip


def items(session: Session, uid: str, counter: Became, limit: int = _ALL) -> tuple[Kept, ...]:
    """Return facts that stand behind a counter; samples of streams are counted by kind only."""
    found = bringing.facts(session.database, uid, counter, limit)
    return tuple(session.vault.facts.get(one) for one in found)


def remarks(told: Mapping[str, Any]) -> tuple[Remark, ...]:
    """Return what was said of an import, out of its report."""
    return tuple(
        Remark(one["kind"], one["where"], one["facts"], one["level"])
        for one in told.get("remarks", ())
    )
