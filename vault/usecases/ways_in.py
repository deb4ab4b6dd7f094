"""The ways into an open vault: list, add, change, remove."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from vault.crypto.keys import recovery_seed
from vault.crypto.recovery_words import words_of
from vault.crypto.strength import demand
from vault.errors import NoSuchWayIn, NotFound, PassphraseNeeded, WrongUse
from vault.record.ways_in import KeyFile, Passphrase, Way, WayIn, Words
from vault.store import header_pair, keyslots
from vault.store.vault_folder import Held
from vault.usecases import people
from vault.usecases.policy import STANDARD, Policy
from vault.usecases.session import Session
from vault.usecases.unlocking import keep_seed

_FILE_BYTES, _SECRET_BYTES = 64, 16


def listed(session: Session) -> tuple[WayIn, ...]:
    """Tell the ways in, those of later versions too."""
    return keyslots.listed(_held(session).header)


def change_passphrase(session: Session, passphrase: str, policy: Policy = STANDARD) -> None:
    """Put a new passphrase in the place of the old one, at the cost that suits this computer now.

    The vault was opened by the old passphrase or by the recovery sheet. Old copies of the vault
    still open by the old one.

    Raises:
        PassphraseNeeded: the vault was opened by another way.
        PassphraseTooWeak: short, or easy to guess.
    """
    known = [word for one in session.vault.people.all() for word in people.told_by(one)]
    demand(passphrase, known)
    held = _held(session)
    if session.opened_by not in ("passphrase", "recovery"):
        raise PassphraseNeeded
    others = [slot for slot in held.header.slots if slot["kind"] != "passphrase"]
    made = _made(held, Passphrase(passphrase), policy)
    _rewrite(session, [made, *others], "passphrase_changed", {})


def add_key_file(
    session: Session, write: Callable[[bytes], None], policy: Policy = STANDARD
) -> None:
    """Add a key file as a way in; `write` lays its content down, which is kept nowhere else.

    Raises:
        PassphraseNeeded: the vault was not opened by its passphrase.
    """
    content = keyslots.key_file(secrets.token_bytes(_FILE_BYTES))
    held = _held(session, passphrase=True)
    slot = _made(held, KeyFile(content), policy)
    write(content)  # first: a slot whose file could not be written would open for nobody
    _rewrite(session, [*held.header.slots, slot], "way_in_added", _line(slot))


def new_sheet(session: Session, policy: Policy = STANDARD) -> tuple[str, ...]:
    """Make a new recovery sheet and let the old one go; return the words, kept nowhere.

    Raises:
        PassphraseNeeded: the vault was not opened by its passphrase.
    """
    secret = secrets.token_bytes(_SECRET_BYTES)
    words, seed = words_of(secret), recovery_seed(secret)
    held = _held(session, passphrase=True)
    others = [slot for slot in held.header.slots if slot["kind"] != "recovery"]
    slot = _made(held, Words(" ".join(words)), policy)

    def also() -> None:
        keep_seed(session, seed)
        session.vault.meta.remove("recovery_checked")

    _rewrite(session, [*others, slot], "way_in_added", _line(slot), also)
    return words


def check_sheet(session: Session, typed: str) -> None:
    """Prove that the sheet was kept: the words, typed back, open this vault.

    Raises:
        NoSuchWayIn: they do not.
    """
    held = _held(session)
    key = keyslots.opened(held.header, Words(typed), held.bounds)
    key[:] = bytes(len(key))
    _note_checked(session)


def sheet_checked_at(session: Session) -> int | None:
    """Return when the sheet was last typed back (ms since 1970 UTC); None = never."""
    kept: int | None = session.vault.meta.get("recovery_checked")
    return kept


def sheet_checked(session: Session) -> None:
    """Note that the sheet was kept: it has just opened this vault.

    Raises:
        NoSuchWayIn: another way opened it.
    """
    if session.opened_by != "recovery":
        raise NoSuchWayIn("recovery")
    _note_checked(session)


def _note_checked(session: Session) -> None:
    with session.act("recovery_checked", None):
        session.vault.meta.put("recovery_checked", session.ms())


def remove(session: Session, slot_id: str, *, last_sheet: bool = False) -> None:
    """Remove a way in; the passphrase stays for ever, the sheet goes only when told twice.

    Raises:
        PassphraseNeeded: the vault was not opened by its passphrase.
        NotFound: no way in has this id.
        WrongUse: it is the passphrase, or the last sheet without `last_sheet`.
    """
    held = _held(session, passphrase=True)
    found = next((slot for slot in held.header.slots if slot["id"] == slot_id), None)
    if found is None:
        raise NotFound(what="way in")
    if found["kind"] == "passphrase" or (found["kind"] == "recovery" and not last_sheet):
        raise WrongUse(found["kind"])
    others = [slot for slot in held.header.slots if slot["id"] != slot_id]
    _rewrite(session, others, "way_in_removed", _line(found))


def _held(session: Session, *, passphrase: bool = False) -> Held:
    if session.held is None:
        raise NoSuchWayIn
    if passphrase and not session.by_passphrase:
        raise PassphraseNeeded
    return session.held


def _made(held: Held, way: Way, policy: Policy) -> dict[str, Any]:
    cost = policy.cost() if isinstance(way, Passphrase) else policy.least
    return keyslots.made(held.header, way, held.data_key, cost)


def _line(slot: Mapping[str, Any]) -> dict[str, object]:
    return {"way": slot["kind"], "slot": slot["id"]}


def _rewrite(
    session: Session, slots: Sequence[Mapping[str, Any]], kind: str, body: Mapping[str, object],
    also: Callable[[], None] = lambda: None,
) -> None:  # fmt: skip
    """Replace the header; the database remembers it in the transaction of the journal line."""
    held = _held(session)
    header = held.header.next(slots, held.key("header-mac"))

    def commit() -> None:
        with session.act(kind, None, body):
            header_pair.remember(session.database, header)
            also()
        held.header = header

    header_pair.rewrite(held.place, header, commit)
