"""The devices that people added."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from vault.errors import NotFound
from vault.record.instrument import Instrument
from vault.store.database import Database
from vault.store.settings import Meta
from vault.store.sources import Sources

_SELECT: Final = (
    "SELECT i.uid, i.driver, i.source, p.uid, i.settings, i.paired, i.forgotten"
    " FROM instrument i LEFT JOIN person p ON p.id = i.person"
)
_KEY_BYTES: Final = 32


class Instruments:
    """Devices and what was learned of them; a device that is forgotten keeps its row and uid."""

    def __init__(self, database: Database, sources: Sources, meta: Meta) -> None:
        self._database, self._sources, self._meta = database, sources, meta

    def mark(self, identity: str) -> bytes:
        """Return what recognises a device by its serial or address, without saying either.

        The key never leaves the vault: nobody who has the mark elsewhere can try addresses.
        """
        key = self._meta.get("device_key")
        if key is None:
            key = secrets.token_bytes(_KEY_BYTES)
            self._meta.put("device_key", key)
        return hmac.digest(key, identity.encode(), hashlib.sha256)

    def marked(self, mark: bytes) -> Instrument | None:
        """Return the device of a mark, also one that was forgotten."""
        rows = self._database.run(f"{_SELECT} WHERE i.address_hash = ?", mark)
        return self._read(rows[0]) if rows else None

    def get(self, uid: str) -> Instrument:
        """Return one device by its uid.

        Raises:
            NotFound: no device has this uid.
        """
        rows = self._database.run(f"{_SELECT} WHERE i.uid = ?", uid)
        if not rows:
            raise NotFound(what="device")
        return self._read(rows[0])

    def all(self) -> tuple[Instrument, ...]:
        """Return the devices that are not forgotten, the oldest first."""
        rows = self._database.run(f"{_SELECT} WHERE i.forgotten IS NULL ORDER BY i.id")
        return tuple(self._read(row) for row in rows)

    def add(self, instrument: Instrument, mark: bytes) -> None:
        """Add a device, or take one up again that was forgotten."""
        self._database.run(
            "INSERT INTO instrument (uid, source, driver, address_hash, person, settings, paired)"
            " VALUES (?, ?, ?, ?, (SELECT id FROM person WHERE uid = ?), ?, ?)"
            " ON CONFLICT (uid) DO UPDATE SET source = excluded.source, driver = excluded.driver,"
            " address_hash = excluded.address_hash, person = excluded.person,"
            " settings = excluded.settings, paired = excluded.paired, forgotten = NULL",
            instrument.uid, self._sources.id_of(instrument.source), instrument.driver, mark,
            instrument.person, _written(instrument.settings), instrument.paired,
        )  # fmt: skip

    def learn(self, uid: str, settings: Mapping[str, Any]) -> None:
        """Put settings in the place of the old ones."""
        self._database.run(
            "UPDATE instrument SET settings = ? WHERE uid = ?", _written(settings), uid
        )

    def change(self, uid: str, person: str | None, settings: Mapping[str, Any]) -> None:
        """Say whose a device is, with its settings."""
        self._database.run(
            "UPDATE instrument SET settings = ?, person = (SELECT id FROM person WHERE uid = ?)"
            " WHERE uid = ?",
            _written(settings), person, uid,
        )  # fmt: skip

    def forget(self, uid: str, at: int) -> None:
        """Erase address, keys, codes and people of a device, at ms UTC; readings stay."""
        known = self.get(uid)
        kept = {"serial": known.source.serial, "label": known.name}  # of readings that still wait
        self._database.run(
            "UPDATE instrument SET settings = ?, person = NULL, forgotten = ? WHERE uid = ?",
            _written(kept), at, uid,
        )  # fmt: skip

    def _read(self, row: tuple[Any, ...]) -> Instrument:
        uid, driver, source, person, settings, paired, forgotten = row
        known: dict[str, Any] = json.loads(settings)
        told = replace(self._sources.get(source), serial=known.get("serial", ""))
        return Instrument(uid, driver, told, person, known, paired, forgotten)


def _written(settings: Mapping[str, Any]) -> str:
    return json.dumps(settings, ensure_ascii=False, sort_keys=True)
