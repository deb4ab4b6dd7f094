"""Catalogues of services: add, fetch, verify against what was seen, look up a service."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from vault.crypto import jws
from vault.crypto.base64url import b64, sha256, unb64
from vault.crypto.jws import MOST_OF_A_CATALOGUE
from vault.errors import (
    CatalogueForked,
    CatalogueRolledBack,
    CatalogueStale,
    FileTooLarge,
    FileUnreadable,
    NotFound,
    SignatureInvalid,
    VaultError,
    WrongUse,
)
from vault.record.ledger import CATALOGUE
from vault.record.service import Service
from vault.store.catalogues import KeptCatalogue
from vault.sync import catalogue as letters
from vault.sync.catalogue import Catalogue, Seen, Trust
from vault.sync.sending import Ask
from vault.usecases.catalogue_roots import fetched, followed, pinned, signer, written
from vault.usecases.session import Session

_DAY: Final = 86_400_000  # ms
_OK: Final = 200
_REFUSALS: Final = (CatalogueForked, CatalogueRolledBack, CatalogueStale, SignatureInvalid)
_BLOCKS: Final = ("CatalogueForked", "CatalogueStale")


@dataclass(frozen=True, slots=True)
class Held:
    """A catalogue of the vault with the version that is held, its signature checked just now."""

    kept: KeptCatalogue
    catalogue: Catalogue

    @property
    def services(self) -> tuple[Service, ...]:
        """Return the services it states."""
        return self.catalogue.services


@dataclass(frozen=True, slots=True)
class RootKeys:
    """The keys of a file that a person compares with those a catalogue publishes elsewhere."""

    catalogue: str
    fingerprints: tuple[str, ...]


def root_keys(root_file: Path) -> RootKeys:
    """Read a key file; FileUnreadable, FileTooLarge when it is none."""
    trust = letters.read_root_file(_read(root_file, letters.MOST_ROOT_FILE))
    return RootKeys(trust.iss, tuple(key.thumbprint for key in trust.roots))


def update(
    session: Session, ask: Ask, place: str | None = None, root_file: Path | None = None
) -> tuple[Held, ...]:
    """Fetch and verify catalogues: the one at `place` (an address or a file), or every one known.

    A new one is added with its root keys, which a person compared; what is refused is noted, and
    the version that is held stays.

    Raises:
        WrongUse: a new place without root keys.
        NotFound: there is no catalogue yet.
        FileUnreadable, FileTooLarge: a file that is none.
        SignatureInvalid, CatalogueRolledBack, CatalogueForked, CatalogueStale: refused.
        ServiceUnreachable: it does not answer.
    """
    known = _at(session, place)
    if root_file is not None:
        return (_added(session, ask, place, known, _read(root_file, letters.MOST_ROOT_FILE)),)
    if place is not None and not known:
        raise WrongUse("--root")
    if not known:
        raise NotFound(what="catalogue")
    return tuple(_fetched(session, ask, one) for one in known)


def held(session: Session) -> tuple[Held, ...]:
    """Return every catalogue with the version that is held; SignatureInvalid when it was altered.

    Reads only what lies in the vault.
    """
    return tuple(
        Held(kept, letters.read_held(token, pinned(kept, past=True)))
        for kept in session.vault.catalogues.all()
        if kept.version is not None
        and (token := session.vault.catalogues.token(kept.row, kept.version)) is not None
    )


def find(session: Session, service: str) -> tuple[Held, Service]:
    """Return a service by its id; one of practice by its name, at whatever port it runs now.

    Raises:
        NotFound: no catalogue of the vault states it, or several do.
    """
    every = [(one, entry) for one in held(session) for entry in one.services]
    found = [pair for pair in every if pair[1].id == service]
    if not found and letters.kind_of(service) == "practice":
        name = urlsplit(service).path
        here = (pair for pair in every if pair[0].kept.kind == "practice")
        found = [pair for pair in here if urlsplit(pair[1].id).path == name]
    if len(found) != 1:
        raise NotFound(what="service")
    return found[0]


def open_for_new(session: Session, held: Held) -> None:
    """Raise when nothing new may be signed or sent under this catalogue now.

    Raises:
        CatalogueStale: its time has passed, or the last one received had expired.
        CatalogueForked: two bear one number, and the person has not decided.
    """
    held.catalogue.check_fresh(session.ms() // 1000)
    if held.kept.problem == "CatalogueForked":
        raise CatalogueForked(service=held.kept.iss)
    if held.kept.problem == "CatalogueStale":
        made = datetime.fromtimestamp(held.catalogue.iat, UTC).date()
        raise CatalogueStale(service=held.kept.iss, date=made.isoformat())


def refreshed(session: Session, ask: Ask, held: Held, *, now: bool = False) -> Held:
    """Fetch a catalogue anew when it was last asked for more than 24 hours ago, or `now`.

    A place that does not answer, or an answer that is refused, leaves the version that is held;
    when it was asked for `now` the error is raised. What a refusal forbids `open_for_new` says.
    """
    checked = held.kept.checked or 0
    if not now and 0 <= session.ms() - checked <= _DAY:
        return held
    try:
        return _fetched(session, ask, held.kept)
    except VaultError:
        if now:
            raise
        kept = session.vault.catalogues.find(held.kept.iss)
        return held if kept is None else Held(kept, held.catalogue)


def version(session: Session, kept: KeptCatalogue, number: int) -> Catalogue | None:
    """Return a version that a grant pins, its signature checked; None when it is not kept whole."""
    token = session.vault.catalogues.token(kept.row, number)
    return None if token is None else letters.read_held(token, pinned(kept, past=True))


def _at(session: Session, place: str | None) -> tuple[KeptCatalogue, ...]:
    every = session.vault.catalogues.all()
    return every if place is None else tuple(one for one in every if one.url == place)


def _added(
    session: Session, ask: Ask, place: str | None, known: tuple[KeptCatalogue, ...], root: bytes
) -> Held:
    """Add a catalogue under the roots of a file, or set the roots of a known one by hand.

    Setting them by hand is also how a person decides after a fork.
    """
    if place is None and len(known) != 1:
        raise WrongUse("--root")
    address = known[0].url if place is None else place
    trust = letters.read_root_file(root, letters.kind_of(address))
    before = session.vault.catalogues.find(trust.iss)
    kept = before or KeptCatalogue(trust.iss, address, trust.kind, "")
    decided = kept.problem == "CatalogueForked"
    kept = replace(kept, url=address, kind=trust.kind, roots=written(trust, 0, kept))
    return _taken(session, ask, kept, trust, seen=None if decided else _seen(session, kept))


def _fetched(session: Session, ask: Ask, kept: KeptCatalogue) -> Held:
    return _taken(session, ask, kept, pinned(kept), seen=_seen(session, kept))


def _taken(
    session: Session, ask: Ask, kept: KeptCatalogue, trust: Trust, seen: Seen | None
) -> Held:
    token, at = _token(ask, kept.url), session.ms() // 1000
    try:
        if kept.row and signer(token) not in {root.thumbprint for root in trust.roots}:
            trust, kept = followed(ask, kept, trust, at)
        found = letters.verify(token, trust, seen, at)
    except _REFUSALS as refusal:
        _note_refusal(session, kept, refusal, token)
        raise
    return _keep(session, kept, found)


def _keep(session: Session, kept: KeptCatalogue, found: Catalogue) -> Held:
    """Keep a verified version; a line in the journal only when it is a new one."""
    now, digest = session.ms(), unb64(found.sha256)
    new = replace(
        kept, version=found.version, iat=found.iat * 1000, expires=found.exp * 1000, checked=now,
        problem=None,
    )  # fmt: skip
    known = kept.row and session.vault.catalogues.digest(kept.row, found.version) == digest
    body = {"version": found.version, "sha256": found.sha256}
    line = session.database.transaction() if known else session.act("catalogue_changed", None, body)
    with line:
        new = session.vault.catalogues.keep(new, now)
        session.vault.catalogues.seen(new.row, found.version, digest, found.statement.token, now)
        session.vault.catalogues.shrink(new.row, _needed(session, new))
    return Held(new, found)


def _needed(session: Session, kept: KeptCatalogue) -> frozenset[int]:
    """Return the versions to keep whole: the one that is held, and those that a grant pins."""
    pinned = {
        int(jws.peek(one.token)[1]["cat"]["version"])
        for one in session.vault.consents.all()
        if one.catalogue == kept.row and one.token is not None
    }
    return frozenset(pinned | ({kept.version} if kept.version is not None else set()))


def _note_refusal(session: Session, kept: KeptCatalogue, refusal: VaultError, token: str) -> None:
    """Note that an answer was refused; of a fork both versions stay, as evidence."""
    name = type(refusal).__name__
    if not kept.row:
        return
    problem = kept.problem if kept.problem in _BLOCKS and name not in _BLOCKS else name
    with session.act("catalogue_changed", None, {"refused": name, "sha256": sha256(token)}):
        told = replace(kept, problem=problem, checked=session.ms())
        session.vault.catalogues.keep(told, session.ms())
        if name == "CatalogueForked":
            session.vault.settings.put(None, f"catalogue_fork:{sha256(token)}", token)


def _token(ask: Ask, place: str) -> str:
    limit = MOST_OF_A_CATALOGUE
    data = fetched(ask, place, limit) if "://" in place else _read(Path(place), limit)
    try:
        return data.decode("ascii").strip()
    except UnicodeDecodeError:
        raise SignatureInvalid(what=CATALOGUE, problem="bad-statement") from None


def _read(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError:
        raise FileUnreadable from None
    if len(data) > limit:
        raise FileTooLarge(limit)
    return data


def _seen(session: Session, kept: KeptCatalogue) -> Seen | None:
    if kept.version is None or kept.iat is None:
        return None
    digest = session.vault.catalogues.digest(kept.row, kept.version)
    return None if digest is None else Seen(kept.version, b64(digest), kept.iat // 1000)
