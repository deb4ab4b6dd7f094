"""One batch of an import, written inside the transaction of its import."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from vault.fhir.measured import fact as fact_of
from vault.importers.format import ImportFormat
from vault.record.batch import Measured
from vault.record.facts import Fact
from vault.record.identity import row_key
from vault.record.measures import MEASURES
from vault.record.provenance import Batch
from vault.usecases.import_report import Report
from vault.usecases.session import Session
from vault.usecases.staging import Staged

_AT_ONCE: Final = 500  # facts between two looks at the watch


def keep_batch(
    session: Session, form: ImportFormat, batch: Batch, person: str, staged: Staged,
    report: Report,
) -> None:  # fmt: skip
    """Write all that one importer read, and count it."""
    vault, now = session.vault, session.ms()
    row = vault.people.row_id(person)
    brought = vault.batches.open(batch, row, now)
    for column in staged.columns():
        report.samples(vault.samples.keep(brought, row, column, form.identity, now))
    facts = _once(_facts(staged), report)
    while some := list(islice(facts, _AT_ONCE)):
        kept = vault.facts.keep(brought, row, some, now, session.actor)
        for fact, outcome in zip(some, kept.outcomes, strict=True):
            report.fact(fact, outcome)
    report.batches[batch.uid] = batch.format
    vault.batches.finish(brought, report.document(), now)


def _once(facts: Iterator[Fact], report: Report) -> Iterator[Fact]:
    """Leave out what stands twice in the file; it is counted."""
    met: set[tuple[str, bytes, bytes]] = set()
    for fact in facts:
        mark = (fact.type, fact.key, fact.digest)
        if mark in met:
            report.fact(fact, "duplicate_inside")
        else:
            met.add(mark)
            yield fact


def _facts(staged: Staged) -> Iterator[Fact]:
    met: dict[bytes, list[bytes]] = {}
    for measured in _in_order(staged.measured):
        made = fact_of(measured)
        yield made if made.native else _numbered(measured, made, met.setdefault(made.key, []))
    for clinical in staged.clinical:
        yield clinical.fact


def _numbered(measured: Measured, made: Fact, met: list[bytes]) -> Fact:
    """Tell values apart that share code, times and source, by their order after sorting."""
    if made.digest not in met:
        met.append(made.digest)
    number = met.index(made.digest)
    if not number:
        return made
    code = measured.measure if measured.measure in MEASURES else measured.code or measured.title
    key = row_key(code, made.start_ms, made.end_ms, made.source.key, number)
    return replace(made, key=key)


def _in_order(measured: list[Measured]) -> list[Measured]:
    """Sort values, so that those of one instant are numbered alike whatever the file's order."""
    return sorted(measured, key=lambda one: (one.measure, one.when.at.timestamp(), _size(one)))


def _size(measured: Measured) -> tuple[str, ...]:
    parts = [measured.value, *measured.components.values()]
    return tuple(str(part.value) for part in parts if part is not None)
