"""What a receiving service does, in the order of the protocol: shares, stops, erasures, new keys.

Everything lies in memory. It knows nothing of HTTP, and refuses by the names of the protocol.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

from vault.crypto import jws
from vault.crypto.base64url import sha256
from vault.crypto.keys import PrivateKey, PublicKey
from vault.errors import SignatureInvalid
from vault.record import consent
from vault.record.consent import DAY, Grant
from vault.record.ledger import SHARE, SHARE_RECEIPT
from vault.record.service import Finality, Service
from vault.sandbox.judging import allowed
from vault.sandbox.opening import Opened, opened, same_bytes
from vault.sandbox.problems import Problem, named

SKEW: Final = jws.SKEW


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a desk sees of the catalogue: its own entry today, and as a grant pins it.

    `pinned(version, sha256)` gives the entry of the current version or of the three before.
    """

    today: Callable[[], Service]
    pinned: Callable[[int, str], Service | None]


@dataclass(slots=True)
class Known:
    """A grant that was accepted once: it is not asked again for its catalogue."""

    grant: Grant
    sha256: str
    key: PublicKey
    finality: Finality | None
    revoked: str = ""  # the receipt of its revocation


@dataclass(frozen=True, slots=True)
class Held:
    """A bundle that was received and is kept."""

    grant: str  # jti
    share: str
    at: int
    bundle: bytes = field(repr=False)
    seq: object = None


@dataclass(slots=True)
class Desk:
    """One service; `now` gives seconds since 1970 UTC."""

    shelf: Shelf
    signing: PrivateKey
    opening: PrivateKey
    now: Callable[[], int]
    grants: dict[str, Known] = field(default_factory=dict)
    held: list[Held] = field(default_factory=list)
    answers: dict[str, tuple[str, str]] = field(default_factory=dict)  # share -> envelope, receipt
    erased: list[str] = field(default_factory=list)
    successors: dict[str, PublicKey] = field(default_factory=dict)  # thumbprint of the grant's key
    rotated: set[str] = field(default_factory=set)  # documents that were taken
    commitments: dict[str, str] = field(default_factory=dict)  # the first recovery key named

    @property
    def id(self) -> str:
        """Return the id of the service."""
        return self.shelf.today().id

    def forget(self) -> None:
        """Forget every grant and everything received; keys stay."""
        for kept in (self.grants, self.held, self.answers, self.erased, self.successors):
            kept.clear()
        self.commitments.clear()
        self.rotated.clear()

    def share(self, envelope: str, *, half: bool = False) -> str:
        """Take an envelope; return the receipt. `half` rejects every second item.

        Raises:
            Problem: by the first rule that it breaks.
        """
        try:
            return self._share(envelope, half=half)
        except SignatureInvalid as refusal:
            raise named(refusal) from None

    def signer(self, known: Known) -> PublicKey:
        """Return the key that speaks for a grant today: its own, or the one that followed."""
        return self.successors.get(known.key.thumbprint, known.key)

    def drop(self, share: str) -> bool:
        """Erase what was received under a share; tell whether there was anything."""
        kept = [one for one in self.held if one.share != share]
        gone = len(kept) != len(self.held)
        self.held[:] = kept
        if gone:
            self.erased.append(share)
        return gone

    def _share(self, envelope: str, *, half: bool) -> str:
        inside = opened(envelope, self.opening, self.id)
        jti = str(jws.peek(inside.share, SHARE, jws.MOST)[1].get("jti"))
        if jti in self.answers:  # before any expiry: the first answer may have been lost
            known_as, receipt = self.answers[jti]
            if known_as != sha256(envelope):
                raise Problem("replay")
            return receipt
        known = self._granted(inside.grant)
        share = self._checked(inside, known)
        resources = same_bytes(inside, share)
        self._within(known, share, resources)
        if known.grant.jti not in self.grants:
            self.grants[known.grant.jti] = known
            self.commitments.setdefault(known.key.thumbprint, known.grant.recovery)
        self._keep(known, jti, inside.bundle, share.get("seq"))
        rejected = [_ref(one) for one in resources[::2]] if half else []
        receipt = self._receipt(envelope, inside, share, known, rejected)
        self.answers[jti] = (sha256(envelope), receipt)
        return receipt

    def _granted(self, token: str) -> Known:
        now = self.now()
        statement = jws.verify_grant(token, at=jws.reading_time(token, now), aud=self.id)
        try:
            grant = consent.read(statement.claims)
        except ValueError:
            raise Problem("bad-statement") from None
        if grant.until < now - SKEW:
            raise Problem("grant-expired")
        known = self.grants.get(grant.jti)
        if known is not None and known.sha256 != statement.sha256:
            raise Problem("replay")
        if known is not None and known.revoked:
            raise Problem("grant-revoked")
        found = known or self._new(grant, statement)
        if self.shelf.today().status != "online":
            raise Problem("service-not-available")
        return found

    def _new(self, grant: Grant, statement: jws.Statement) -> Known:
        pin = grant.catalogue
        entry = self.shelf.pinned(pin.version, pin.sha256)
        if entry is None:
            raise Problem("stale-catalogue")
        finality = entry.finality(grant.details[0].finality)
        if list(consent.exceeded(grant, finality)):
            raise Problem("scope-exceeded")
        return Known(grant, statement.sha256, statement.key, finality)

    def _checked(self, inside: Opened, known: Known) -> Mapping[str, Any]:
        signer = self.signer(known)
        expected = jws.Expected(SHARE, (signer,), self.now(), self.id, personal=True)
        share = jws.verify(inside.share, expected).claims
        if share.get("grant") != {"jti": known.grant.jti, "sha256": known.sha256}:
            raise Problem("hash-mismatch")
        if inside.sender != signer.thumbprint:
            raise Problem("hash-mismatch")
        return share

    def _within(
        self, known: Known, share: Mapping[str, Any], resources: list[Mapping[str, Any]]
    ) -> None:
        details = [one for one in known.grant.details if one.direction == "read"]
        if any(not any(allowed(one, detail) for detail in details) for one in resources):
            raise Problem("scope-exceeded")
        content = known.grant.content
        if content is not None and content.sha256 != share["content"]["sha256"]:
            raise Problem("hash-mismatch")

    def _keep(self, known: Known, jti: str, bundle: bytes, seq: object) -> None:
        """Keep a bundle, once: the same bytes of the same number are the same sending."""
        same = (known.grant.jti, seq, bundle)
        if not any((one.grant, one.seq, one.bundle) == same for one in self.held):
            self.held.append(Held(known.grant.jti, jti, self.now(), bundle, seq))

    def _receipt(
        self,
        envelope: str,
        inside: Opened,
        share: Mapping[str, Any],
        known: Known,
        rejected: list[str],
    ) -> str:
        now = self.now()
        claims = {
            "iss": self.id,
            "aud": share["iss"],
            "jti": str(uuid4()),
            "iat": now,
            "grant": share["grant"],
            "share": {"jti": share["jti"], "sha256": sha256(inside.share)},
            "envelope_sha256": sha256(envelope),
            "content": share["content"],
            "status": "partial" if rejected else "accepted",
            "rejected": [{"ref": ref, "reason": "practice"} for ref in rejected],
            "delete_by": now + known.grant.retention_days * DAY,
            "witness": share.get("ledger", {}).get("commit"),
        }
        return jws.sign(SHARE_RECEIPT, claims, self.signing)


def _ref(resource: Mapping[str, Any]) -> str:
    return f"{resource['resourceType']}/{resource['id']}"
