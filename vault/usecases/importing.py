"""Bringing files into a record: recognise, ask, read and stage, keep in one transaction, report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

from vault.importers.format import Question, Watch
from vault.importers.registry import formats
from vault.record.batch import Remark
from vault.record.person import Person
from vault.record.provenance import Batch
from vault.store.undoing import Undone
from vault.usecases import asking, returning
from vault.usecases.import_keeping import BatchKeeper, Choice
from vault.usecases.import_reading import Given, Ground, Prepared, Reading, Wish
from vault.usecases.import_report import COUNTERS, Report
from vault.usecases.nothing_known import brought_back, ended
from vault.usecases.session import Session
from vault.usecases.staging import QUIET, Staged

__all__ = (
    "Brought", "Format", "Given", "Ground", "Prepared", "Question", "Wish", "asked", "brought",
    "keep", "known", "prepared", "preview", "read", "undo", "undo_preview",
)  # fmt: skip
LISTED = 12  # names in one sentence


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that can be imported."""

    name: str
    title: str
    extensions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brought:
    """One act that brought facts, as a list shows it; `at` has the offset of its person's zone."""

    uid: str
    kind: str
    format: str
    person: str  # uid
    at: datetime
    file: str | None
    added: int
    state: str


def known() -> tuple[Format, ...]:
    """Return what can be imported."""
    return tuple(Format(one.name, one.title(), one.extensions) for one in formats())


def undo(session: Session, uid: str, *, remove_edited: bool = False) -> Undone:
    """Take a whole import back; what was edited by hand since stays, unless told.

    Readings of a device wait again for a person.

    Raises:
        NotFound: no batch has this uid, or it was taken back already.
    """
    person = session.vault.batches.get(uid).person
    with session.act("import_undone", person) as told:
        read = returning.readings(session, uid)
        undone = session.vault.batches.undo(
            uid, session.ms(), session.actor, remove_edited=remove_edited
        )
        told |= {
            "batch": uid, "removed": undone.removed, "returned": undone.returned,
            "kept_elsewhere": undone.kept_elsewhere, "edited": len(undone.edited),
        }  # fmt: skip
        told.update(brought_back(session, person))
        if waiting := returning.wait_again(session, read):
            told["readings"] = waiting
    return undone


def undo_preview(session: Session, uid: str) -> Undone:
    """Say what taking an import back would do; nothing is taken back.

    Raises:
        NotFound: no batch has this uid, or it was taken back already.
    """
    told: list[Undone] = []
    with suppress(_PreviewedError), session.database.transaction():
        told.append(session.vault.batches.undo(uid, session.ms(), session.actor))
        raise _PreviewedError
    return told[0]


def brought(session: Session, person: Person | None = None) -> tuple[Brought, ...]:
    """Return what was brought in, the oldest first; into the record of one person, or all."""
    zones = {one.uid: ZoneInfo(one.zone) for one in session.vault.people.all()}
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return tuple(
        Brought(
            one.batch.uid, one.batch.kind, one.batch.format, one.person,
            (epoch + timedelta(milliseconds=one.started)).astimezone(zones.get(one.person, UTC)),
            one.batch.file_name, int(one.report.get("added", 0)), one.state,
        )
        for one in session.vault.batches.all()
        if person is None or one.person == person.uid
    )  # fmt: skip


@contextmanager
def prepared(
    session: Session,
    person: Person,
    wish: Wish,
    *,
    told: Callable[[int, int], None] = lambda _done, _of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Prepared]:
    """Read files for a person and hold them ready; nothing is written.

    `told` hears (bytes read from the disk, bytes to read); `cancelled` is looked at all the time.

    Raises:
        UnknownFormat: nothing recognises the files.
        FileEncrypted: an archive whose files are protected by a password.
        FileUnreadable: broken, out of bounds, or nothing in it can be read; and its kinds.
        WrongUse: no such format, zone or choice.
        Cancelled: the person stopped it.
    """
    with read(Ground.of(session, person), wish, told=told, cancelled=cancelled) as ready:
        yield ready


@contextmanager
def read(
    ground: Ground,
    wish: Wish,
    *,
    told: Callable[[int, int], None] = lambda _done, _of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Prepared]:
    """Do what `prepared` does without the vault, on any thread; raises as it does."""
    with ExitStack() as doors:
        yield Reading(ground, wish, Watch(cancelled, told), doors).all()


def keep(
    session: Session, ready: Prepared, *, act: str = "imported",
    then: Callable[[Report, dict[str, object]], None] = lambda _report, _told: None,
) -> Report:  # fmt: skip
    """Keep what was read, in one transaction with its journal line; `then` is done inside it.

    Raises:
        Cancelled: the person stopped it; nothing was written.
    """
    with session.act(act, ready.person.uid) as told:
        row = session.vault.people.row_id(ready.person.uid)
        before = session.vault.nothing_known.standing(row)
        report = _written(session, ready)
        asking.remember(session, ready.person, ready.answers)
        told.update(ended(session, row, before))
        told["batches"] = sorted(report.batches)
        told["formats"] = sorted(report.formats)
        told |= {name: count for name, count in sorted(report.counts.items()) if count}
        then(report, told)
    return report


def preview(session: Session, ready: Prepared) -> Report:
    """Return the very report that keeping would give; nothing stays."""
    told: list[Report] = []
    with suppress(_PreviewedError), session.database.transaction():
        told.append(_written(session, ready))
        raise _PreviewedError
    told[0].batches.clear()
    return told[0]


class _PreviewedError(Exception):
    """Ends a preview: the transaction goes back."""


def asked(ready: Prepared) -> Report:
    """Return the report of an import that waits for answers."""
    return _begun(ready)


def _begun(ready: Prepared) -> Report:
    report = Report(ready.zone, questions=list(ready.questions), whose=ready.whose)
    report.seconds = ready.seconds
    report.formats = list(ready.staged)
    for staged in ready.staged.values():
        report.complete = report.complete and not staged.cut
        report.unsupported += staged.unsupported
        report.remarks += _said(staged)
    report.unsupported.update(ready.unknown)
    report.partial = bool(ready.unknown)
    open_still = any(one.name == "person_in_file" for one in ready.questions)
    if ready.whose is not None and ready.whose.matches is not True and not open_still:
        kind = "person_unsure" if ready.whose.matches is None else "person_different"
        facts = {"name": ready.whose.name, "born": ready.whose.born}
        report.remarks.append(Remark(kind, facts=facts))
    return report


def _said(staged: Staged) -> Iterator[Remark]:
    for reason, count in sorted(staged.refused.items()):
        if reason == "cut":  # said at the end, with what was read before it
            continue
        places = staged.places[reason]
        quiet = reason in QUIET
        facts: dict[str, str | int | Decimal] = {"count": count, "places": ", ".join(places)}
        yield Remark(f"refused_{reason}", places[0], facts, level="info" if quiet else "warning")
    alike: dict[tuple[str, str], list[Remark]] = {}
    for remark in staged.remarks:
        alike.setdefault((remark.kind, str(sorted(remark.facts.items()))), []).append(remark)
    for first, *more in alike.values():  # said once, with how many there are
        yield replace(first, facts={"count": 1 + len(more), **first.facts})


def _written(session: Session, ready: Prepared) -> Report:
    """Write all batches of an import; the caller holds the transaction."""
    report = _begun(ready)
    keeper = BatchKeeper(session, ready.person.uid, report, ready.watch)
    choice = Choice(ready.wish.replace, ready.wish.reimport_deleted, ready.without)
    report.counts["refused"] += sum(staged.left_out for staged in ready.staged.values())
    kind = "import" if ready.wish.given is None else ready.wish.given.kind
    for name, staged in ready.staged.items():
        if staged.empty and len(ready.staged) > 1:
            continue
        form = next(one for one in formats() if one.name == name)
        batch = Batch(
            str(uuid4()), kind, name, form.version, file_name=_file_name(ready.wish),
            file_hash=ready.file_hash, file_size=ready.file_size, zone=ready.zone.key,
        )  # fmt: skip
        keeper.keep(form, batch, staged, choice)
    report.remarks += _concluded(report, ready)
    for uid in report.batches:
        session.vault.batches.add_to_report(uid, {"remarks": [_kept(r) for r in report.remarks]})
    return report


def _kept(remark: Remark) -> dict[str, object]:
    facts = {name: str(told) for name, told in remark.facts.items()}
    where = remark.where.encode(errors="replace").decode()  # a name may be no UTF-8
    return {"kind": remark.kind, "where": where, "facts": facts, "level": remark.level}


def _concluded(report: Report, ready: Prepared) -> Iterator[Remark]:
    """Say what only the end shows: cuts, corrections, what is not recognised, nothing new."""
    counts = report.counts
    read = sum(counts[name] for name in COUNTERS if name != "refused")
    for staged in ready.staged.values():
        for place in staged.places.get("cut", []):
            _name, _colon, line = place.rpartition(":")
            kind = "file_cut" if line.isdigit() else "member_cut"
            yield Remark(kind, place, {"count": read, "line": line}, level="warning")
    if report.unsupported:
        names = sorted(report.unsupported)
        shown = ", ".join(names[:LISTED]) + (" …" if len(names) > LISTED else "")
        yield Remark("unsupported", facts={"count": len(names), "list": shown})
    if counts["replaced"]:
        yield Remark("replaced", facts={"count": counts["replaced"]})
    if counts["corrected"]:
        yield Remark("corrected", facts={"count": counts["corrected"]})
    if report.nothing_new:
        yield Remark("nothing_new", facts={"count": counts["already_present"]})


def _file_name(wish: Wish) -> str | None:
    if wish.given is not None:
        return wish.given.name
    if len(wish.files) != 1:
        return None
    return wish.files[0].name.encode(errors="replace").decode()  # a name may be no UTF-8
