"""The grant: the statement in which a person agrees, written and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vault.crypto import jws
from vault.crypto.base64url import sha256
from vault.crypto.keys import PrivateKey, PublicKey, person
from vault.errors import SignatureInvalid
from vault.record import consent
from vault.record.consent import DAY, MOST_DAYS, Content, Detail, Grant, Pinned
from vault.record.ledger import GRANT
from vault.record.service import Service, said
from vault.sync.notice import Notice, Shown, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All that a grant will say, before it is signed; times in seconds since 1970 UTC.

    `content` stands exactly when the mode is "once"; `recovery` is the thumbprint of the recovery
    key; `act` says who signs for somebody else (None: the person); `replaces` is (jti, sha256) of
    the grant that this one takes the place of.
    """

    jti: str  # UUIDv4
    at: int
    until: int
    service: Service
    catalogue: Pinned
    details: tuple[Detail, ...]
    content: Content | None
    recovery: str
    act: Mapping[str, Any] | None = None
    replaces: tuple[str, str] | None = None
    shown: Shown = field(default_factory=Shown)


def notice(grant: Draft, service: Service, lang: str) -> str:
    """Return the complete text that is shown before the signature, and signed by its hash.

    Nine facts (a tenth on top when signing for somebody else) in `lang`, "fr" or "en"; NFC, lines
    ended by LF. The page shows these very words.
    """
    detail, pinned = grant.details[0], grant.catalogue
    facts = Notice(detail, service, pinned, grant.until, grant.content, grant.shown)
    return text(facts, lang)


def sign(grant: Draft, lang: str, shown: str, key: PrivateKey) -> str:
    """Sign a grant with the person's key for this service.

    `shown` is the notice that the person read, in `lang`. Raises ValueError for a grant that must
    not be built: without end, longer than 366 days, with two purposes, with content that does not
    fit its mode.
    """
    claims = _claims(grant, lang, shown, key.public)
    read = consent.read(claims)
    if not 0 < read.until - read.signed <= MOST_DAYS * DAY:
        raise ValueError("a grant has an end, within 366 days")
    return jws.sign(GRANT, claims, key)


def check(token: str, *, aud: str, at: int | None) -> Grant:
    """Check a grant: the rules of statements, its own key, and its shape.

    `at` None reads an old one as of the moment it was signed.

    Raises:
        SignatureInvalid: `problem` names the rule.
    """
    statement = jws.verify_grant(token, at=at, aud=aud)
    try:
        return consent.read(statement.claims)
    except ValueError:
        raise SignatureInvalid(what=GRANT, problem="bad-statement") from None


def _claims(grant: Draft, lang: str, shown: str, key: PublicKey) -> dict[str, Any]:
    service = grant.service
    named = {
        "name": said(service.name, lang),
        "publisher": service.publisher,
        **({"oid": oid} if isinstance(oid := service.entry.get("oid"), str) else {}),
        "sig": service.keys("sig")[0].get("kid"),
        "enc": service.keys("enc")[0].get("kid"),
    }
    optional: dict[str, Any] = {}
    if grant.content is not None:
        optional["content"] = grant.content.claims()
    if grant.act is not None:
        optional["must_understand"] = ["act"]
    if grant.replaces is not None:
        jti, digest = grant.replaces
        optional["replaces"] = {"jti": jti, "sha256": digest}
    return {
        "iss": person(key.thumbprint),
        "aud": service.id,
        "jti": grant.jti,
        "iat": grant.at,
        "nbf": grant.at,
        "exp": grant.until,
        "cnf": {"jwk": key.jwk(), "recovery": grant.recovery},
        "cat": grant.catalogue.claims(),
        "service": named,
        "authorization_details": [detail.claims() for detail in grant.details],
        "notice": {"lang": lang, "sha256": sha256(shown)},
        "revocation": {"url": service.endpoints["revoke"]},
        "act": dict(grant.act) if grant.act is not None else {"sub": "self"},
        **optional,
    }
