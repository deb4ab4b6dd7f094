"""What an import did: every item read stands in exactly one of its counters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

from vault.importers.format import Question
from vault.record.batch import Remark, Subject
from vault.record.facts import Fact
from vault.store.facts import Outcome
from vault.store.sifting import SamplesKept

COUNTERS = (
    "added", "already_present", "corrected", "duplicate_inside_file", "duplicate_of_other_source",
    "to_check", "refused",
)  # fmt: skip
_OUTCOMES: Mapping[Outcome, str] = {
    "added": "added", "present": "already_present", "corrected": "corrected",
    "to_check": "to_check", "duplicate_inside": "duplicate_inside_file",
    "duplicate_other": "duplicate_of_other_source", "refused": "refused",
}  # fmt: skip


@dataclass(slots=True)
class Kind:
    """What was added of one measure, or one type of fact; figures in the canonical unit."""

    added: int = 0
    first: tuple[int, str] | None = None  # ms UTC, and as it is written
    last: tuple[int, str] | None = None
    low: float | None = None
    high: float | None = None
    total: float = 0.0
    total2: float | None = None
    unit: str | None = None

    def seen(self, at: int, written: str) -> None:
        """Widen the period."""
        self.first = min(self.first or (at, written), (at, written))
        self.last = max(self.last or (at, written), (at, written))

    def valued(self, low: float, high: float, total: float) -> None:
        """Widen the range."""
        self.low = low if self.low is None else min(self.low, low)
        self.high = high if self.high is None else max(self.high, high)
        self.total += total

    def document(self) -> dict[str, Any]:
        """Return the entry of `by_kind`."""
        told: dict[str, Any] = {"added": self.added}
        if self.first and self.last:
            told |= {"first": self.first[1], "last": self.last[1]}
        if self.low is not None:
            told |= {"min": self.low, "max": self.high, "sum": self.total}
        if self.total2 is not None:
            told["sum2"] = self.total2
        return told | ({"unit": self.unit} if self.unit is not None else {})


@dataclass(frozen=True, slots=True)
class Whose:
    """The person a file names; `matches` is None when that cannot be decided."""

    name: str
    born: str
    matches: bool | None

    @classmethod
    def of(cls, subject: Subject, *, matches: bool | None) -> Whose:
        """Take what is shown of a subject."""
        return cls(subject.shown, subject.born, matches)


@dataclass(slots=True)
class Report:
    """The report of one import: counts, ranges, what was said; questions when it did not begin."""

    zone: tzinfo
    batches: dict[str, str] = field(default_factory=dict)  # uid -> format
    formats: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, Kind] = field(default_factory=dict)
    unsupported: Counter[str] = field(default_factory=Counter)
    remarks: list[Remark] = field(default_factory=list)
    whose: Whose | None = None
    questions: list[Question] = field(default_factory=list)
    complete: bool = True
    partial: bool = False  # something in it was not recognised
    seconds: float = 0.0
    left_out: Counter[str] = field(default_factory=Counter)  # by kind, as the person chose

    def samples(self, kept: SamplesKept) -> None:
        """Count what became of a column."""
        self.counts["added"] += kept.added
        self.counts["already_present"] += kept.present
        self.counts["corrected"] += kept.corrected
        self.counts["to_check"] += kept.implausible
        self.counts["duplicate_inside_file"] += kept.duplicates
        self.counts["refused"] += kept.refused
        if not kept.added or kept.first is None or kept.last is None:
            return
        kind = self.kinds.setdefault(kept.measure, Kind())
        kind.added += kept.added
        kind.seen(kept.first, self._written(kept.first, None))
        kind.seen(kept.last, self._written(kept.last, None))
        if kept.measure not in ("sleep", "other"):  # stages are codes, others are many things
            kind.unit = kept.unit
            if kept.low is not None and kept.high is not None:
                kind.valued(kept.low, kept.high, kept.total)

    def fact(self, fact: Fact, outcome: Outcome) -> None:
        """Count what became of a fact."""
        self.counts[_OUTCOMES[outcome]] += 1
        if outcome != "added":
            return
        kind = self.kinds.setdefault(kind_of(fact), Kind())
        kind.added += 1
        if fact.start_ms is not None and fact.measure is not None:
            written = fact.when_text or self._written(fact.start_ms, fact.offset_min)
            kind.seen(fact.start_ms, written)
        if fact.measure in (None, "other") or fact.value is None:
            return
        kind.unit = fact.unit
        value = float(fact.value)
        kind.valued(value, value, value)
        if fact.value2 is not None:
            kind.total2 = (kind.total2 or 0.0) + float(fact.value2)

    def _written(self, at: int, offset: int | None) -> str:
        zone = self.zone if offset is None else timezone(timedelta(minutes=offset))
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)
        return moment.astimezone(zone).isoformat()

    @property
    def nothing_new(self) -> bool:
        """Whether all of it stood there already."""
        return bool(self.counts["already_present"]) and not (
            self.counts["added"] or self.counts["corrected"] or self.counts["to_check"]
        )

    @property
    def code(self) -> int:
        """The exit code of a command: 0 complete, 1 in part or waiting for an answer."""
        return int(bool(self.questions) or not self.complete or self.partial)

    def document(self) -> dict[str, Any]:
        """Return the report without its sentences, as it is stored and shown."""
        only = next(iter(self.batches)) if len(self.batches) == 1 else None
        whose = self.whose and {
            "name": self.whose.name, "born": self.whose.born or None, "matches": self.whose.matches,
        }  # fmt: skip
        return {
            "batch": only,
            "batches": [{"id": uid, "format": name} for uid, name in self.batches.items()],
            "format": self.formats[0] if self.formats else None,
            "complete": self.complete,
            "seconds": round(self.seconds, 3),
            "person_in_file": whose,
            **{name: self.counts[name] for name in COUNTERS},
            "unsupported": dict(self.unsupported),
            "by_kind": {name: kind.document() for name, kind in sorted(self.kinds.items())},
            **({"left_out": dict(self.left_out)} if self.left_out else {}),
        }


def kind_of(fact: Fact) -> str:
    """Return the kind a fact is counted under: its measure, else its type."""
    return fact.measure or fact.type
