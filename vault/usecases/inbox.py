"""Readings that wait: given to somebody, thrown away, put back to wait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from vault.errors import WrongUse
from vault.fhir.measured import fact
from vault.i18n import _
from vault.record.changes import Changes
from vault.record.inbox import Waiting
from vault.record.moments import Moment, TimeQuality, lies_ahead
from vault.record.person import Person
from vault.record.provenance import Batch
from vault.store.frames import DISCARDED
from vault.usecases.import_report import Report
from vault.usecases.readings import READER, at, measured, told_of
from vault.usecases.session import Session
from vault.usecases.streams import column, samples_of


@dataclass(frozen=True, slots=True)
class Assigned:
    """What an assignment brought into a record; `taken` are the readings as they waited."""

    batch: str | None
    report: Report
    changes: Changes
    taken: tuple[Waiting, ...] = ()


def waiting(session: Session) -> tuple[Waiting, ...]:
    """Return what waits, in order of arrival; counted, charted and shared nowhere."""
    return session.vault.inbox.all()


def assign(
    session: Session, uids: Sequence[str], person: Person, when: datetime | None = None
) -> Assigned:
    """Give readings to a person: one transaction, one batch, undone like an import.

    `when` is for readings whose time nobody knows.

    Raises:
        NotFound: a reading does not wait.
        WrongUse: a reading has no time, and none was given, or one in the future.
    """
    vault = session.vault
    if when is not None and lies_ahead(when, session.clock.now()):
        raise WrongUse(_("this time lies in the future"))
    found = [vault.inbox.get(uid) for uid in dict.fromkeys(uids)]
    if when is None and any(one.body["instant"] is None for one in found):
        raise WrongUse("--at")
    with session.database.transaction():
        return _given(session, found, person, when)


def accept(session: Session, uids: Sequence[str]) -> tuple[Assigned, ...]:
    """Give readings to those they are proposed to: one transaction, one batch a person.

    A reading without a proposal or without a time goes on waiting.

    Raises:
        NotFound: a reading does not wait.
    """
    vault = session.vault
    people = {one.uid: one for one in vault.people.all()}
    shares: dict[str, list[Waiting]] = defaultdict(list)
    for uid in dict.fromkeys(uids):
        one = vault.inbox.get(uid)
        if acceptable(one) and one.proposed in people:
            shares[one.proposed].append(one)
    with session.database.transaction():
        return tuple(
            _given(session, found, people[uid], None) for uid, found in shares.items()
        )  # fmt: skip


def acceptable(one: Waiting) -> bool:
    """Tell whether a reading can be given to whom it is proposed to, with nothing more asked."""
    return one.proposed is not None and one.body["instant"] is not None


def take_back(session: Session, given: Sequence[Assigned]) -> Changes:
    """Undo assignments: what they brought goes, their readings wait again as they did.

    Where something was typed over since, it stays in the record, and nothing waits twice.

    Raises:
        NotFound: one was taken back already.
    """
    vault, touched = session.vault, set[tuple[str, str]]()
    with session.database.transaction():
        for one in given:
            if one.batch is None:
                continue
            person = vault.batches.get(one.batch).person
            undone = vault.batches.undo(one.batch, session.ms(), session.actor)
            touched |= {(person, name) for name in undone.touched}
            told = {"batch": one.batch, "removed": undone.removed, "readings": len(one.taken)}
            session.note("import_undone", person, told)
            if not undone.edited:
                _wait(session, one.taken)
    return Changes(frozenset(touched))


def put_back(session: Session, thrown: Sequence[Waiting]) -> Changes:
    """Let readings that were thrown away wait again; those that wait already are left alone."""
    with session.act("readings_put_back", None, {"readings": len(thrown)}):
        _wait(session, thrown)
    return Changes(frozenset())


def discard(session: Session, uids: Sequence[str]) -> Changes:
    """Throw readings away: their frames are erased after 30 days, they never come back.

    Raises:
        NotFound: a reading does not wait.
    """
    vault = session.vault
    found = [vault.inbox.get(uid) for uid in dict.fromkeys(uids)]
    with session.act("discarded", None, {"readings": len(found)}):
        for one in found:
            vault.inbox.remove(one.uid)
            vault.reading_keys.put(one.key, one.instrument, "discarded", session.ms())
            vault.frames.skipped(one.body["frames"], DISCARDED)
    return Changes(frozenset())


def _given(
    session: Session, found: Sequence[Waiting], person: Person, when: datetime | None
) -> Assigned:
    """Bring readings into a record, with the journal line; call it inside a transaction."""
    vault, report = session.vault, Report(session.clock.zone)
    batch = Batch(str(uuid4()), "device", _driver(session, found), READER)
    row = vault.batches.open(batch, vault.people.row_id(person.uid), session.ms())
    for one in found:
        _keep(session, one, (row, person), when, report)
    vault.batches.finish(row, report.document(), session.ms())
    session.note("assigned", person.uid, {"batch": batch.uid, "readings": len(found)})
    report.batches[batch.uid] = batch.format
    touched = {(person.uid, value.measure) for one in found for value in one.values}
    return Assigned(batch.uid, report, Changes(frozenset(touched)), tuple(found))


def _wait(session: Session, readings: Sequence[Waiting]) -> None:
    vault = session.vault
    for one in readings:
        if vault.inbox.keyed(one.key) is None:
            vault.inbox.add(one)
        vault.reading_keys.put(one.key, one.instrument, "waiting", session.ms())
        vault.frames.decoded(one.body["frames"])


def _driver(session: Session, found: Sequence[Waiting]) -> str:
    return session.vault.instruments.get(found[0].instrument).driver


def _keep(
    session: Session, one: Waiting, whose: tuple[int, Person], when: datetime | None,
    report: Report,
) -> None:  # fmt: skip
    vault, (batch, person) = session.vault, whose
    instrument, row = vault.instruments.get(one.instrument), vault.people.row_id(person.uid)
    streamed = samples_of(one)
    if streamed is not None:
        made = column(instrument, *streamed, session.clock.zone)
        report.samples(vault.samples.keep(batch, row, made, "span", session.ms()))
    else:
        told = told_of(one)
        if told.moment is None and when is not None:
            told = at(told, Moment(when, TimeQuality.ZONE_ASSUMED))
        frames = vault.frames.bodies(told.frames)
        facts = [fact(value) for value in measured(told, instrument.source, frames)]
        kept = vault.facts.keep(batch, row, facts, session.ms(), session.actor)
        for value, outcome in zip(facts, kept.outcomes, strict=True):
            report.fact(value, outcome)
        first, *others = (uid for uid in kept.uids if uid is not None)
        for other in others:
            vault.facts.link(other, first, "measured_with")
    vault.inbox.remove(one.uid)
    vault.reading_keys.put(one.key, one.instrument, "kept", session.ms())
