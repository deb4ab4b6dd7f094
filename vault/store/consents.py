"""What a person agreed to: drafts that were shown, grants that were signed, and their stops."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

from vault.store.database import Database

_NAMES: Final = (
    "uid", "person", "catalogue", "service", "name", "way", "finality", "mode", "state", "since",
    "until", "key", "id_key", "notice", "token", "paused", "replaces", "stop_state", "stop_asked",
    "stop_answered", "seq", "sender",
)  # fmt: skip
_COLUMNS: Final = ", ".join(_NAMES)
_READ: Final = ", ".join("p.uid" if name == "person" else f"c.{name}" for name in _NAMES)
_SELECT: Final = f"SELECT c.id, {_READ} FROM consent c JOIN person p ON p.id = c.person"


@dataclass(frozen=True, slots=True)
class Consent:
    """One agreement; times in ms UTC.

    `uid` is the `jti` of the grant; `person` a uid; `catalogue`, `key` and `replaces` row numbers;
    `way`: "service", "link", "file"; `notice` the whole text that was shown; `token` the signed
    grant, None while a draft; `stop_state`: None, "asked", "acknowledged", "pending", "refused".
    """

    uid: str
    person: str
    catalogue: int | None
    service: str
    name: str
    way: str
    finality: str | None
    mode: str
    state: str
    since: int
    until: int
    key: int | None
    id_key: bytes = field(repr=False)
    notice: str = field(repr=False)
    token: str | None = field(default=None, repr=False)
    paused: int | None = None
    replaces: int | None = None
    stop_state: str | None = None
    stop_asked: int | None = None
    stop_answered: int | None = None
    seq: int = 0
    sender: str | None = None
    row: int = 0


class Consents:
    """Every agreement of every person of one vault; none is ever removed but a draft."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, consent: Consent) -> Consent:
        """Write an agreement, new or changed; return it with its row number."""
        slots = ["(SELECT id FROM person WHERE uid = ?)" if n == "person" else "?" for n in _NAMES]
        changes = ", ".join(f"{name} = excluded.{name}" for name in _NAMES if name != "uid")
        ((row,),) = self._database.run(
            f"INSERT INTO consent ({_COLUMNS}) VALUES ({', '.join(slots)})"
            f" ON CONFLICT (uid) DO UPDATE SET {changes} RETURNING id",
            *(_stored(name, consent) for name in _NAMES),
        )
        return replace(consent, row=row)

    def find(self, uid: str) -> Consent | None:
        """Return one agreement."""
        rows = self._database.run(f"{_SELECT} WHERE c.uid = ?", uid)
        return _consent(rows[0]) if rows else None

    def by_row(self, row: int) -> Consent:
        """Return one agreement by its row number."""
        (found,) = self._database.run(f"{_SELECT} WHERE c.id = ?", row)
        return _consent(found)

    def all(self, person: str | None = None, *, drafts: bool = False) -> tuple[Consent, ...]:
        """Return the agreements of a person or of everybody, the oldest first."""
        rows = self._database.run(
            f"{_SELECT} WHERE (?1 IS NULL OR p.uid = ?1) AND (c.state = 'draft') = ?2"
            " ORDER BY c.id",
            person,
            int(drafts),
        )
        return tuple(_consent(row) for row in rows)

    def rekeyed(self, old: int, new: int) -> None:
        """Let another key speak for every agreement that one (row) was signed with."""
        self._database.run("UPDATE consent SET key = ? WHERE key = ?", new, old)

    def drop(self, draft: Consent) -> None:
        """Forget a draft and the bytes that were shown for it."""
        self._database.run("DELETE FROM sending WHERE consent = ?", draft.row)
        self._database.run("DELETE FROM consent WHERE id = ? AND state = 'draft'", draft.row)


def _stored(name: str, consent: Consent) -> object:
    value = getattr(consent, name)
    return value.encode("ascii") if name == "token" and value is not None else value


def _consent(row: tuple[Any, ...]) -> Consent:
    number, *rest = row
    told = dict(zip(_NAMES, rest, strict=True))
    token = told.pop("token")
    return Consent(**told, token=token and token.decode("ascii"), row=number)
