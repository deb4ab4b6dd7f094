"""Raw frames, keys of readings that were seen, and clocks of devices held against ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from vault.store.database import Database

Fate = Literal["waiting", "kept", "discarded"]
_DAY: Final = 86_400_000  # ms
_STREAMS_KEPT, _SKIPPED_KEPT = 7 * _DAY, 30 * _DAY
DISCARDED: Final = "discarded"


@dataclass(frozen=True, slots=True)
class RawFrame:
    """A frame as it lies in the log; `received` is ms UTC."""

    uid: str
    session: str  # uid of one connection
    instrument: str  # uid
    received: int
    uuid: str
    kind: str
    body: bytes


class Frames:
    """What devices sent, byte for byte: written before anything is decoded."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, session: str, instrument: str, frames: Sequence[RawFrame]) -> None:
        """Append frames of a session, as not yet decoded."""
        self._database.many(
            "INSERT INTO frame (uid, session, instrument, received, uuid, kind, body, state)"
            " VALUES (?, ?, (SELECT id FROM instrument WHERE uid = ?), ?, ?, ?, ?, 'received')",
            [(f.uid, session, instrument, f.received, f.uuid, f.kind, f.body) for f in frames],
        )

    def any_waiting(self) -> bool:
        """Tell whether something was committed and not yet decoded; one step in an index."""
        return bool(self._database.run("SELECT 1 FROM frame WHERE state = 'received' LIMIT 1"))

    def waiting(self) -> tuple[RawFrame, ...]:
        """Return what was committed and not yet decoded, in order of arrival."""
        rows = self._database.run(
            "SELECT f.uid, f.session, i.uid, f.received, f.uuid, f.kind, f.body FROM frame f"
            " JOIN instrument i ON i.id = f.instrument WHERE f.state = 'received'"
            " ORDER BY f.received, f.id"
        )
        return tuple(RawFrame(*row) for row in rows)

    def latest(self, instrument: str) -> tuple[RawFrame, ...]:
        """Return what is left of the latest session of an instrument (uid), in order of arrival."""
        rows = self._database.run(
            "SELECT f.uid, f.session, i.uid, f.received, f.uuid, f.kind, f.body FROM frame f"
            " JOIN instrument i ON i.id = f.instrument WHERE i.uid = ?1 AND f.session ="
            " (SELECT session FROM frame WHERE instrument = i.id ORDER BY received DESC LIMIT 1)"
            " ORDER BY f.received, f.id",
            instrument,
        )
        return tuple(RawFrame(*row) for row in rows)

    def bodies(self, uids: Iterable[str]) -> tuple[bytes, ...]:
        """Return the bytes of frames, in the order asked; those erased are left out."""
        found = (self._database.run("SELECT body FROM frame WHERE uid = ?", uid) for uid in uids)
        return tuple(bytes(rows[0][0]) for rows in found if rows)

    def of(self, instrument: str, bodies: Iterable[bytes]) -> tuple[RawFrame, ...]:
        """Return the frames of an instrument (uid) with these bytes, the last of each."""
        found = (
            self._database.run(
                "SELECT f.uid, f.session, i.uid, f.received, f.uuid, f.kind, f.body FROM frame f"
                " JOIN instrument i ON i.id = f.instrument WHERE i.uid = ? AND f.body = ?"
                " ORDER BY f.id DESC LIMIT 1",
                instrument, body,
            )
            for body in bodies
        )  # fmt: skip
        return tuple(RawFrame(*rows[0]) for rows in found if rows)

    def decoded(self, uids: Iterable[str]) -> None:
        """Mark frames as read."""
        self._database.many(
            "UPDATE frame SET state = 'decoded' WHERE uid = ?", [(uid,) for uid in uids]
        )

    def skipped(self, uids: Iterable[str], reason: str) -> None:
        """Mark frames as left out, and why; they are erased after 30 days."""
        self._database.many(
            "UPDATE frame SET state = 'skipped', reason = ? WHERE uid = ?",
            [(reason, uid) for uid in uids],
        )

    def purge(self, now_ms: int, streams: Iterable[str]) -> None:
        """Erase what was kept long enough; `streams` are the characteristics of streams."""
        self._database.run(
            "DELETE FROM frame WHERE state = 'skipped' AND received < ?", now_ms - _SKIPPED_KEPT
        )
        self._database.many(
            "DELETE FROM frame WHERE state = 'decoded' AND uuid = ? AND received < ?",
            [(uuid, now_ms - _STREAMS_KEPT) for uuid in streams],
        )


class ReadingKeys:
    """Readings that were seen, whatever became of them: reading all again adds nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def fate(self, key: bytes) -> Fate | None:
        """Return what became of a reading; None when it is new."""
        rows = self._database.run("SELECT state FROM reading_key WHERE key = ?", key)
        return rows[0][0] if rows else None

    def instrument(self, key: bytes) -> str | None:
        """Return the uid of the instrument a reading came from; None when it is new."""
        rows = self._database.run(
            "SELECT i.uid FROM reading_key k JOIN instrument i ON i.id = k.instrument"
            " WHERE k.key = ?",
            key,
        )
        return rows[0][0] if rows else None

    def last(self, instrument: str) -> int | None:
        """Return when the last reading of an instrument (uid) came, in ms UTC."""
        ((at,),) = self._database.run(
            "SELECT max(k.at) FROM reading_key k JOIN instrument i ON i.id = k.instrument"
            " WHERE i.uid = ?",
            instrument,
        )
        return None if at is None else int(at)

    def put(self, key: bytes, instrument: str, fate: Fate, at: int) -> None:
        """Note what became of a reading of an instrument (uid), at ms UTC."""
        self._database.run(
            "INSERT INTO reading_key VALUES (?, (SELECT id FROM instrument WHERE uid = ?), ?, ?)"
            " ON CONFLICT DO UPDATE SET state = excluded.state, at = excluded.at",
            key, instrument, fate, at,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One check of a device's clock; `at` is ms UTC, `offset` seconds."""

    at: int
    offset: float
    timeline: int
    action: str


class ClockChecks:
    """Clocks of devices held against ours, one row a session that could read one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, instrument: str) -> tuple[ClockRow, ...]:
        """Return the checks of an instrument (uid) in order of time."""
        rows = self._database.run(
            "SELECT c.at, c.offset_s, c.timeline, c.action FROM clock_check c"
            " JOIN instrument i ON i.id = c.instrument WHERE i.uid = ? ORDER BY c.at, c.id",
            instrument,
        )
        return tuple(ClockRow(*row) for row in rows)

    def add(self, instrument: str, row: ClockRow) -> None:
        """Append a check."""
        self._database.run(
            "INSERT INTO clock_check (instrument, at, offset_s, timeline, action)"
            " VALUES ((SELECT id FROM instrument WHERE uid = ?), ?, ?, ?, ?)",
            instrument, row.at, row.offset, row.timeline, row.action,
        )  # fmt: skip

    def acted(self, instrument: str, at: int, action: str) -> None:
        """Say what was done about the check of `at`."""
        self._database.run(
            "UPDATE clock_check SET action = ? WHERE at = ?"
            " AND instrument = (SELECT id FROM instrument WHERE uid = ?)",
            action, at, instrument,
        )  # fmt: skip
