"""One batch of an import, written inside the transaction of its import."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from vault.fhir.measured import fact as fact_of
from vault.importers.format import ImportFormat, Watch
from vault.record.facts import Fact
from vault.record.provenance import Batch
from vault.usecases.import_report import Report, kind_of
from vault.usecases.session import Session
from vault.usecases.staging import Staged


@dataclass(frozen=True, slots=True)
class Choice:
    """How a batch is kept: what a source has and the file lacks, what was deleted by hand.

    `without` are kinds (measures and types of facts) that the person leaves out.
    """

    replace: bool = False
    again: bool = False
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A fact, and how the others of its file know it."""

    fact: Fact
    where: str
    group: str | None = None  # values of one act of measuring
    document: str | None = None  # the place of the document it was read in


class BatchKeeper:
    """Writes the batches of one import for one person; the caller holds the transaction."""

    def __init__(self, session: Session, person: str, report: Report, watch: Watch) -> None:
        self._session, self._report, self._watch = session, report, watch
        self._read, self._began = report.seconds, session.ms()
        self._person = session.vault.people.row_id(person)

    def keep(self, form: ImportFormat, batch: Batch, staged: Staged, choice: Choice) -> None:
        """Write all that one importer read, and count it."""
        vault, now = self._session.vault, self._session.ms()
        row = vault.batches.open(batch, self._person, now)
        for number, column in enumerate(staged.columns()):
            self._watch.look()
            self._watch.wrote(number, staged.streams + 1)
            if column.measure in choice.without:
                self._report.left_out[column.measure] += len(column)
                continue
            kept = vault.samples.keep(
                row, self._person, column, form.identity, now, self._watch.look
            )
            self._report.samples(kept)
            if choice.replace:
                hidden = vault.samples.replace(row, self._person, column, now)
                self._report.counts["replaced"] += hidden
        self._watch.look()
        self._watch.wrote(staged.streams, staged.streams + 1)
        self._facts(row, staged, choice, now)
        for known in staged.nothing:
            vault.nothing_known.say(
                self._person, known.section, known.state, now, self._session.actor, row
            )
        self._report.seconds = self._read + self._session.seconds_since(self._began)
        self._report.batches[batch.uid] = batch.format
        vault.batches.finish(row, self._report.document(), now, self._watch.look)

    def _facts(self, row: int, staged: Staged, choice: Choice, now: int) -> None:
        facts = list(self._once(self._wanted(_placed(staged), choice.without)))
        kept = self._session.vault.facts.keep(
            row, self._person, [one.fact for one in facts], now, self._session.actor,
            again=choice.again,
        )  # fmt: skip
        for one, outcome in zip(facts, kept.outcomes, strict=True):
            self._report.fact(one.fact, outcome)
        self._tie(facts, kept.uids)

    def _wanted(self, facts: Iterator[_Placed], without: frozenset[str]) -> Iterator[_Placed]:
        """Leave out the kinds that the person left out; they are counted."""
        for one in facts:
            if (kind := kind_of(one.fact)) in without:
                self._report.left_out[kind] += 1
            else:
                yield one

    def _once(self, facts: Iterator[_Placed]) -> Iterator[_Placed]:
        """Leave out what stands twice in the file; it is counted."""
        met: set[tuple[str, bytes, bytes]] = set()
        for one in facts:
            mark = (one.fact.type, one.fact.key, one.fact.digest)
            if mark in met:
                self._report.fact(one.fact, "duplicate_inside")
            else:
                met.add(mark)
                yield one

    def _tie(self, facts: list[_Placed], uids: tuple[str | None, ...]) -> None:
        """Link what was measured together, and what was read in a document of the same file."""
        kept = [(one, uid) for one, uid in zip(facts, uids, strict=True) if uid is not None]
        facts_of = self._session.vault.facts
        for together in _by((one.group, uid) for one, uid in kept).values():
            for first, second in pairwise(together):
                facts_of.link(second, first, "measured_with")
        documents = {one.where: uid for one, uid in kept if one.fact.document is not None}
        for where, found in _by((one.document, uid) for one, uid in kept).items():
            if where in documents:
                facts_of.part_of(documents[where], found)


def _by(pairs: Iterable[tuple[str | None, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, uid in pairs:
        if name is not None:
            found[name].append(uid)
    return found


def _placed(staged: Staged) -> Iterator[_Placed]:
    for one in staged.measured:
        yield _Placed(fact_of(one), one.where, one.group)
    for each in staged.clinical:
        yield _Placed(each.fact, each.where, None, each.documented_by)
