"""Makes a vault, opens it by any of its ways in, and locks it."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from vault import errors as e
from vault import log, paths
from vault.clock import Clock
from vault.crypto.base64url import sha256
from vault.crypto.derive import subkey
from vault.crypto.keys import recovery_seed
from vault.crypto.recovery_words import words_of
from vault.crypto.strength import demand
from vault.record.person import Person
from vault.record.vault_states import Standing, VaultState
from vault.record.ways_in import Passphrase, Way, Words
from vault.store import attempts, files, header_pair, keyslots, vault_folder
from vault.store.database import Database
from vault.store.header import Header, fresh
from vault.store.migrate import keep_safe, migrate, missing
from vault.store.open_vault import OpenVault
from vault.store.place import network, synced
from vault.store.signing_keys import KeptKey
from vault.store.vault_folder import DATABASE, Held
from vault.usecases import ledgers, people
from vault.usecases.falling import falling
from vault.usecases.policy import NOTHING, STANDARD, Consent, Policy
from vault.usecases.session import Session

_KEY, _SECRET, _LINEAGE = 32, 16, 8  # bytes


@dataclass(frozen=True, slots=True)
class _Opening:
    """What goes with one opening from beginning to end."""

    clock: Clock
    actor: str
    policy: Policy
    consent: Consent
    standing: Standing


@dataclass(frozen=True, slots=True)
class Created:
    """A new vault, open, and the words of its recovery sheet: shown this once, kept nowhere."""

    session: Session
    words: tuple[str, ...] = field(repr=False)


def create(
    place: Path, passphrase: str, person: Person, clock: Clock, actor: str = "command",
    *, policy: Policy = STANDARD,
) -> Created:  # fmt: skip
    """Make a vault with one person, a passphrase and a recovery sheet, and open it.

    It is built beside its place and moved there whole: what was stopped half-way is no vault.

    Raises:
        AlreadyThere: something stands at this place.
        PassphraseTooWeak: short, or easy to guess, also by who knows the person.
        DiskFull, NotWritable: the place refuses.
    """
    if paths.taken(place):
        raise e.AlreadyThere
    demand(passphrase, people.told_by(person))
    secret, data_key = secrets.token_bytes(_SECRET), bytearray(secrets.token_bytes(_KEY))
    words = words_of(secret)
    header = _first_header(data_key, (Passphrase(passphrase), Words(" ".join(words))), policy)
    with vault_folder.site(place) as building:
        with files.placed(place):
            files.make(building / DATABASE)
        database = Database(
            building / DATABASE, subkey(data_key, header.vault_id, "record.db"), create=True
        )
        try:
            migrate(database, policy.steps())
            session = Session(OpenVault(database), clock, actor)
            _begin(session, header, recovery_seed(secret))
            people.add(session, person)
            header_pair.place_first(building, header)
        finally:
            database.close()
    held = Held(place, vault_folder.hold(place), header, data_key, policy.bounds())
    opening = _Opening(clock, actor, policy, NOTHING, Standing(VaultState.OPENING))
    return Created(_opened(held, opening, None), words)


def open_vault(
    place: Path, way: Way, clock: Clock, actor: str = "command", *, policy: Policy = STANDARD,
    consent: Consent = NOTHING,
) -> Session:  # fmt: skip
    """Open a vault by a way in.

    Raises:
        VaultMissing, NotAVault, VaultInUse, VaultTooNew, NeedsMigration: it does not open now.
        WrongPassphrase, NoSuchWayIn, SlotTooWeak, KdfTooHeavy: this way in does not open it.
        VaultDamaged, HeaderAltered, HeaderRolledBack, Rollback: it is not what was once written.
        DiskFull, NotWritable: the place refuses.
    """
    standing = Standing(VaultState.LOCKED, consent.told)
    opening = _Opening(clock, actor, policy, consent, standing)
    with falling(standing):
        with files.placed(place):
            if not place.exists():
                raise e.VaultMissing
        standing.go(VaultState.OPENING)
        vault_folder.examine(place)
        lock = vault_folder.hold(place, policy.patience)
        held = Held(place, lock, fresh(""), bytearray(), policy.bounds())
        try:
            _unwrap(held, way, policy)
            return _opened(held, opening, keyslots.KIND[type(way)])
        except BaseException:
            held.let_go()
            raise


def ask_again(session: Session, passphrase: str) -> None:
    """Compare a passphrase, typed once more, with the one that opens this vault.

    Raises:
        WrongPassphrase: it is another one.
    """
    if session.held is None:
        raise e.WrongPassphrase
    way = Passphrase(passphrase)
    key = keyslots.opened(session.held.header, way, session.held.bounds)
    key[:] = bytes(len(key))


def doubts(place: Path) -> tuple[str, ...]:
    """Tell what is unwise about a place: "network" (a file system far away), "synced"."""
    asked = {"network": network(place), "synced": synced(place)}
    return tuple(name for name, true in asked.items() if true)


def _first_header(data_key: bytearray, ways: tuple[Way, ...], policy: Policy) -> Header:
    header, cost = fresh(str(uuid4())), policy.cost()
    slots: list[dict[str, object]] = []
    for way in ways:
        slots.append(keyslots.made(header.holding(slots), way, data_key, cost))
    return header.next(slots, subkey(data_key, header.vault_id, "header-mac"))


def _begin(session: Session, header: Header, seed: bytes) -> None:
    """Write what a vault knows about itself, with the first line of its journal."""
    meta = session.vault.meta
    with session.act("created", None):
        meta.put("vault_id", header.vault_id)
        meta.put("lineage", secrets.token_bytes(_LINEAGE))
        meta.put("created", session.ms())
        meta.put("people_made", 0)
        header_pair.remember(session.database, header)
        keep_seed(session, seed)


def keep_seed(session: Session, seed: bytes) -> None:
    """Keep what recovery keys come from, instead of that of an older sheet; in a transaction."""
    keys = session.vault.signing_keys
    keys.drop("recovery-seed")
    keys.keep(None, KeptKey(0, "recovery-seed", sha256(seed), "", seed), session.ms())


def taken(place: Path) -> bool:
    """Tell whether something stands at a place, so that no vault can be made there."""
    return paths.taken(place)


def _unwrap(held: Held, way: Way, policy: Policy) -> None:
    """Find the header that this way in opens, and the data key."""
    tried = header_pair.candidates(held.place)
    for header in tried:
        try:
            held.data_key = keyslots.opened(header, way, held.bounds)
        except (e.WrongPassphrase, e.NoSuchWayIn):
            if header is tried[-1]:
                attempts.missed(policy.attempts, header.vault_id)
                raise
        else:
            held.header = header
            header.prove(held.key("header-mac"))
            return


def _opened(held: Held, opening: _Opening, kind: str | None) -> Session:
    """Open the database with the key at hand; `kind` is None where the vault was just made."""
    place = held.place
    database = Database(
        place / DATABASE, held.key("record.db"), vault_id=held.header.vault_id,
        spare=lambda: vault_folder.give_reserve(place), live=not network(place),
    )  # fmt: skip
    try:
        steps = _bring_up_to_date(database, held, opening)
        held.header = header_pair.settled(
            place, database, held.header, held.key("header-mac"), accept=opening.consent.rollback
        )
        vault_folder.keep_reserve(place, opening.policy.reserve)
        session = _session(held, OpenVault(database), opening, kind or "passphrase")
        vault_folder.tidy(place, opening.clock.now().timestamp())
        if kind is not None:
            _tell_opened(session, steps)
            _resume(session)
        opening.standing.go(VaultState.OPEN)
    except BaseException:
        database.close()
        raise
    return session


def _session(held: Held, vault: OpenVault, opening: _Opening, kind: str) -> Session:
    return Session(
        vault, opening.clock, opening.actor,
        by_passphrase=kind == "passphrase",
        end=_Closing(held, vault, opening).run,
        held=held,
        failed_attempts=attempts.taken(opening.policy.attempts, held.header.vault_id),
        opened_by=kind,
    )  # fmt: skip


def _bring_up_to_date(database: Database, held: Held, opening: _Opening) -> int:
    """Run the steps that the file lacks, once the person agreed; return how many ran."""
    known = opening.policy.steps()
    if not missing(database, known):
        return 0
    if not opening.consent.migration:
        raise e.NeedsMigration
    opening.standing.go(VaultState.NEEDS_MIGRATION)
    opening.standing.go(VaultState.MIGRATING)
    staging = vault_folder.staging(held.place)
    keep_safe(database, held.place / DATABASE, staging, held.key("record.db"))
    return migrate(database, known)


def _tell_opened(session: Session, steps: int) -> None:
    """Write that it was opened; a full disk keeps nobody from reading."""
    with suppress(e.DiskFull):
        if steps:
            session.tell("migrated", {"steps": steps})
        if session.failed_attempts:
            session.tell("failed_attempts", {"count": session.failed_attempts})
        session.tell("opened", {"way": session.opened_by})


def _resume(session: Session) -> None:
    """Decode what a crash left undecoded; the room for it is loaded only when there is some.

    Whatever these bytes make of it, they keep nobody out of the vault: they wait for `devices
    read`, which says what is wrong.
    """
    if not session.vault.frames.any_waiting():
        return
    from vault.usecases.resuming import recover  # noqa: PLC0415 - the whole room of devices

    try:
        session.resumed.append(recover(session))
    except Exception as fault:  # noqa: BLE001 - a fault at every opening would lock people out
        log.event("frames.wait", session.clock.now(), error=type(fault))


@dataclass(slots=True)
class _Closing:
    """Locks a vault: heads, its last line, its file, its keys; a second call does nothing."""

    held: Held
    vault: OpenVault
    opening: _Opening

    def run(self) -> None:
        standing = self.opening.standing
        if standing.state is not VaultState.OPEN:
            return
        standing.go(VaultState.LOCKING)
        try:
            session = Session(self.vault, self.opening.clock, self.opening.actor)
            with suppress(e.VaultError):
                ledgers.sealed_all(session)
            with suppress(e.VaultError):
                session.tell("locked")
            self.vault.database.close()
        finally:
            self.held.let_go()
            standing.go(VaultState.LOCKED)
