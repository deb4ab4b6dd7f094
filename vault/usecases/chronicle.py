"""The journal as people read it: each line with the names that its ids stand for today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from vault.errors import NotFound
from vault.record.person import Person
from vault.store.journal import Entry
from vault.usecases import history
from vault.usecases.session import Session

Group = Literal["shares", "imports", "changes", "openings", "backups"]
_GROUPS: Final[dict[Group, tuple[str, ...]]] = {
    "shares": (
        "share_signed", "share_sent", "share_confirmed", "share_paused", "share_resumed",
        "share_stopped", "share_ended", "share_replaced", "share_refused", "share_declined",
        "erasure_asked", "key_rotated", "catalogue_changed", "recovered",
    ),
    "imports": ("imported", "import_undone", "device_read", "readings_kept", "readings_assigned",
                "readings_discarded", "readings_put_back", "assigned", "discarded", "received"),
    "openings": ("created", "opened", "locked", "failed_attempts", "way_in_added",
                 "way_in_removed", "recovery_checked", "passphrase_changed", "rekeyed"),
    "backups": ("backup_made", "backup_failed", "rehearsed", "restored_from_backup"),
}  # fmt: skip
_LINE_OF: Final = {kind: group for group, kinds in _GROUPS.items() for kind in kinds}


@dataclass(frozen=True, slots=True)
class Told:
    """A line, whose record it is about, and what is still known of its object.

    `count`: items, readings or attempts. `named`: a file, a device or a service; empty when the
    object is gone or the line has none. `undoable` is the uid of an import that can be taken back.
    """

    entry: Entry
    group: Group
    person: Person | None
    gone: bool  # it was about a person who is no longer there
    count: int
    named: str
    undoable: str = ""


def told(
    session: Session, group: Group | None = None, person: Person | None = None, words: str = ""
) -> tuple[Told, ...]:
    """Return the lines, the newest first: of one group, about one person, with these words.

    `words` are looked for in the names of objects and people.
    """
    people = {one.uid: one for one in session.vault.people.all()}
    names = _Names(session)
    found = [
        _line(entry, people, names)
        for entry in reversed(history.listing(session))
        if (group is None or group_of(entry.kind) == group)
        and (person is None or entry.person == person.uid)
    ]
    asked = words.casefold()
    return tuple(one for one in found if asked in _searched(one))


def group_of(kind: str) -> Group:
    """Say to which group of the filter a kind of line belongs."""
    return _LINE_OF.get(kind, "changes")


def _searched(one: Told) -> str:
    return f"{one.named} {one.person.called if one.person else ''}".casefold()


def _line(entry: Entry, people: dict[str, Person], names: _Names) -> Told:
    known = people.get(entry.person or "")
    named, undoable = names.of(entry)
    return Told(
        entry, group_of(entry.kind), known, bool(entry.person) and known is None,
        _count(entry), named, undoable,
    )  # fmt: skip


def _count(entry: Entry) -> int:
    body = entry.body
    for key in ("added", "readings", "assigned", "items", "count", "removed"):
        if isinstance(body.get(key), int):
            return int(body[key])
    return len(body["facts"]) if isinstance(body.get("facts"), list) else 0


class _Names:
    """What ids stand for, looked up once for many lines."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._batches = {one.batch.uid: one for one in session.vault.batches.all()}
        self._services: dict[str, str] = {}

    def of(self, entry: Entry) -> tuple[str, str]:
        """Return the name of the object of a line, and the import that it may take back."""
        body = entry.body
        if entry.kind in ("imported", "import_undone"):
            uids = body.get("batches") or [body.get("batch", "")]
            kept = [self._batches[uid] for uid in uids if uid in self._batches]
            names = dict.fromkeys(one.batch.file_name or "" for one in kept)
            live = [one.batch.uid for one in kept if one.state == "kept"]
            undoable = live[0] if entry.kind == "imported" and live else ""
            return ", ".join(name for name in names if name), undoable
        if "device" in body:
            return self._device(str(body["device"])), ""
        if entry.kind in ("device_read", "readings_kept"):
            return self._driven(str(body.get("batch", ""))), ""
        return self._service(str(body.get("grant", ""))), ""

    def _device(self, uid: str) -> str:
        try:
            return self._session.vault.instruments.get(uid).name
        except NotFound:
            return ""

    def _driven(self, uid: str) -> str:
        """Name the device of a batch, when only one of the vault has its driver."""
        batch = self._batches.get(uid)
        every = self._session.vault.instruments.all()
        same = [one.name for one in every if batch and one.driver == batch.batch.format]
        return same[0] if len(same) == 1 else ""

    def _service(self, grant: str) -> str:
        if grant and grant not in self._services:
            consent = self._session.vault.consents.find(grant)
            self._services[grant] = "" if consent is None else consent.name
        return self._services.get(grant, "")
