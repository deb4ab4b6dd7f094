"""A catalogue of services, verified against its pinned roots and against what was seen before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from vault.crypto import joint, jws
from vault.crypto.keys import PublicKey, read_all
from vault.crypto.strict_json import read_object
from vault.errors import (
    CatalogueForked,
    CatalogueRolledBack,
    CatalogueStale,
    FileUnreadable,
    SignatureInvalid,
)
from vault.record import service as entries
from vault.record.consent import DAY, Pinned
from vault.record.ledger import CATALOGUE, CATALOGUE_KEYS
from vault.record.service import Service

LONGEST: Final = 14 * DAY  # that a catalogue may claim to hold
KEYS_SUFFIX: Final = ".keys"  # of the address of a catalogue: where its new roots are found
MOST_ROOT_FILE: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Trust:
    """A catalogue as a person added it: whose it is and the roots that they compared."""

    iss: str
    roots: tuple[PublicKey, ...]
    kind: Literal["practice", "added"] = "added"


@dataclass(frozen=True, slots=True)
class Seen:
    """The last version that was verified; `sha256` as `Catalogue.sha256`, `iat` in seconds."""

    version: int
    sha256: str
    iat: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A version whose signature held; times in seconds since 1970 UTC."""

    iss: str
    version: int
    iat: int
    exp: int
    previous: str  # sha256 of the version before
    services: tuple[Service, ...]
    statement: jws.Statement = field(repr=False)

    @property
    def sha256(self) -> str:
        """Return the hash by which a grant pins this version."""
        return self.statement.sha256

    @property
    def pinned(self) -> Pinned:
        """Return what a grant says of this version."""
        return Pinned(self.iss, self.version, self.sha256)

    @property
    def seen(self) -> Seen:
        """Return what is to be remembered of this version."""
        return Seen(self.version, self.sha256, self.iat)

    def service(self, name: str) -> Service | None:
        """Return the entry of this id."""
        return next((one for one in self.services if one.id == name), None)

    def check_fresh(self, at: int) -> None:
        """Raise CatalogueStale when its time has passed: then nothing new is signed or sent."""
        if at > self.exp + jws.SKEW:
            raise CatalogueStale(date=datetime.fromtimestamp(self.iat, UTC).date().isoformat())


def kind_of(address: str) -> Literal["practice", "added"]:
    """Tell a practice catalogue, which is on this computer, from any other."""
    return "practice" if urlsplit(address).hostname == "127.0.0.1" else "added"


def read_root_file(data: bytes, kind: Literal["practice", "added"] = "added") -> Trust:
    """Read a root key file: `{"catalogue": address, "roots": [JWK, ...]}`.

    Raises:
        FileUnreadable: it is none, or holds no key, or one that is no public signing key.
    """
    try:
        if len(data) > MOST_ROOT_FILE:
            raise FileUnreadable
        stated = read_object(data)
        roots = read_all(stated["roots"])
        iss = stated["catalogue"]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise FileUnreadable(lacks="key") from None
    if not roots or not isinstance(iss, str) or not iss:
        raise FileUnreadable(lacks="key")
    return Trust(iss, roots, kind)


def read_held(token: str, trust: Trust) -> Catalogue:
    """Read a version that was verified when it came, whatever its age; SignatureInvalid if not."""
    return _verified(token, trust, None)


def verify(token: str, trust: Trust, seen: Seen | None, at: int) -> Catalogue:
    """Verify a version that just came, at seconds since 1970 UTC.

    Raises:
        SignatureInvalid: it breaks a rule of statements; no pinned root signed it; it is of another
            catalogue; it claims to hold longer than 14 days.
        CatalogueRolledBack: older than the one seen.
        CatalogueForked: the number seen with other bytes, or the next one of another chain.
        CatalogueStale: its time has passed.
    """
    found = _verified(token, trust, jws.reading_time(token, at))
    if seen is not None:
        _check_chain(found, seen)
    found.check_fresh(at)
    return found


def _check_chain(found: Catalogue, seen: Seen) -> None:
    if found.version < seen.version:
        raise CatalogueRolledBack(service=found.iss)
    if found.version == seen.version and found.sha256 != seen.sha256:
        raise CatalogueForked(service=found.iss)
    if found.iat < seen.iat:
        raise CatalogueRolledBack(service=found.iss)
    if found.version == seen.version + 1 and found.previous != seen.sha256:
        raise CatalogueForked(service=found.iss)


def _verified(token: str, trust: Trust, at: int | None) -> Catalogue:
    limit = jws.MOST_OF_A_CATALOGUE
    expected = jws.Expected(CATALOGUE, trust.roots, at, iss=trust.iss, limit=limit)
    statement = jws.verify(token, expected)
    claims = statement.claims
    if not _well_formed(claims):
        raise SignatureInvalid(what=CATALOGUE, problem="bad-statement")
    practice = trust.kind == "practice"
    return Catalogue(
        iss=claims["iss"],
        version=claims["version"],
        iat=claims["iat"],
        exp=claims["exp"],
        previous=str(claims.get("prev", "")),
        services=tuple(entries.read(entry, practice=practice) for entry in claims["services"]),
        statement=statement,
    )


def _well_formed(claims: Mapping[str, Any]) -> bool:
    version, services = claims.get("version"), claims.get("services")
    return (
        type(version) is int
        and version > 0
        and "exp" in claims
        and 0 < claims["exp"] - claims["iat"] <= LONGEST
        and isinstance(services, list)
        and all(isinstance(entry, dict) for entry in services)
    )


def verify_roots(document: bytes, trust: Trust, version: int, at: int) -> tuple[Trust, int]:
    """Verify new roots: signed by one that is still pinned, and by each new one.

    `version` is that of the roots known (0 when none came yet); the new one is returned.

    Raises:
        SignatureInvalid: it breaks a rule, a signature lacks, or its version does not grow.
    """
    wrong = SignatureInvalid(what=CATALOGUE_KEYS, problem="bad-signature")
    try:
        stated = joint.peek_together(document, CATALOGUE_KEYS).get("roots")
        new = read_all(stated if isinstance(stated, list) else [])
    except (ValueError, AttributeError):
        raise wrong from None
    known = {key.thumbprint: key for key in (*trust.roots, *new)}
    expected = jws.Expected(CATALOGUE_KEYS, tuple(known.values()), at, iss=trust.iss)
    found = joint.verify_together(document, expected)
    signed, pinned = set(found.kids), {key.thumbprint for key in trust.roots}
    if not new or not signed & pinned or not signed.issuperset(key.thumbprint for key in new):
        raise wrong
    grown = found.claims.get("version")
    if type(grown) is not int or grown <= version:
        raise wrong
    return Trust(trust.iss, new, trust.kind), grown
