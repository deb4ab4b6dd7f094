"""The single checks of an evidence file; each raises what did not hold, and says nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from vault.crypto import joint, jws, trees
from vault.crypto.base64url import b64, sha256, unb64
from vault.crypto.keys import PublicKey, read, read_all
from vault.crypto.strict_json import read as read_json
from vault.exports.evidence import FORMAT, VERSION
from vault.exports.evidence_reading import EvidenceFiles, number
from vault.record import consent
from vault.record.consent import DAY, Grant
from vault.record.ledger import ERASURE, REVOCATION, ROTATION, SHARE
from vault.record.service import Service
from vault.sync import grant_letter, ledger_letter, receipts
from vault.sync.catalogue import Catalogue, Trust, read_held
from vault.sync.share_letter import LIVES, SharedItem
from vault.sync.share_letter import content as content_of

_UNLISTED: Final = frozenset({"manifest.json"})
_PRIVATE: Final = frozenset({"d", "p", "q", "k"})


class Wrong(Exception):
    """A check did not hold; its text is a fixed name, never content."""


@dataclass(slots=True)
class Case:
    """What is known so far of the file that is looked at."""

    files: EvidenceFiles
    trust: Trust | None = None
    catalogues: dict[int, Catalogue] = field(default_factory=dict)
    granted: Grant | None = None
    token: str = ""
    signers: tuple[PublicKey, ...] = ()  # the key of the grant, then its successors
    shares: dict[int, jws.Statement] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)  # hashes of requests for erasure

    @property
    def grant(self) -> Grant:
        """Return the grant; it is checked before everything that names it."""
        assert self.granted is not None
        return self.granted

    @property
    def service(self) -> Service:
        """Return the service as the pinned catalogue states it."""
        pinned = self.grant.catalogue
        found = self.catalogues.get(pinned.version)
        if found is None or found.sha256 != pinned.sha256:
            raise Wrong("catalogue-not-here")
        service = found.service(self.grant.service)
        if service is None:
            raise Wrong("unknown-service")
        return service

    @property
    def service_keys(self) -> tuple[PublicKey, ...]:
        """Return every key by which the service signed in a version that is here."""
        entries = [one.service(self.grant.service) for one in self.catalogues.values()]
        return tuple(key for one in entries if one for key in read_all(one.jwks, "sig"))


def manifest(files: EvidenceFiles) -> None:
    """Every file is listed with its hash, and every listed one is there."""
    stated = files.object("manifest.json")
    if (stated["format"], stated["version"]) != (FORMAT, VERSION):
        raise Wrong("another-format")
    listed = {one["path"]: one["sha256"] for one in stated["files"]}
    if set(files.names()) - _UNLISTED != listed.keys():
        raise Wrong("not-all-listed")
    if any(sha256(files.bytes(name)) != digest for name, digest in listed.items()):
        raise Wrong("another-hash")


def no_private_key(files: EvidenceFiles) -> None:
    """Nothing in it is a key that signs or opens."""
    for name in files.names():
        if name.endswith(".jwt"):
            found: Any = jws.peek(files.text(name))[1]
        elif name.endswith(".json"):
            found = read_json(files.bytes(name))
        else:
            found = None
        if _holds_private(found) or b"PRIVATE KEY" in files.bytes(name):
            raise Wrong("private-key")


def _holds_private(value: object) -> bool:
    if isinstance(value, list):
        return any(_holds_private(one) for one in value)
    if not isinstance(value, dict):
        return False
    secret = "kty" in value and bool(_PRIVATE & value.keys())
    return secret or any(_holds_private(one) for one in value.values())


def roots(case: Case, trusted: Trust | None) -> None:
    """The file names no root but those that the reader trusts, and no other catalogue."""
    stated = case.files.object("trust.json")
    found = read_all(stated["roots"])
    if trusted is not None and (
        stated["catalogue"] != trusted.iss
        or not {key.thumbprint for key in found} <= {key.thumbprint for key in trusted.roots}
    ):
        raise Wrong("another-root")
    if not found:
        raise Wrong("no-root")
    # addresses of the entries are only read here, never spoken to
    case.trust = Trust(stated["catalogue"], found, "practice")


def catalogue(case: Case, name: str) -> None:
    """A version is signed by a root and is called by its number."""
    assert case.trust is not None
    found = read_held(case.files.text(name), case.trust)
    if found.version != number(name):
        raise Wrong("another-number")
    case.catalogues[found.version] = found


def grant(case: Case) -> None:
    """The grant is signed by the key it names, for a service of the catalogue it pins."""
    token = case.files.text("grant.jwt")
    statement = jws.verify_grant(token, at=None)
    found = grant_letter.check(token, aud=statement.claims["aud"], at=None)
    if not 0 < found.until - found.signed <= consent.MOST_DAYS * DAY:
        raise Wrong("no-end")
    case.granted, case.token, case.signers = found, token, (statement.key,)
    pinned = case.catalogues.get(found.catalogue.version)
    assert case.service.id == found.service
    assert pinned is not None
    if found.signed > pinned.exp + jws.SKEW or found.catalogue.iss != pinned.iss:
        raise Wrong("stale-catalogue")


def within_request(case: Case) -> None:
    """The grant asks for no more than its purpose, of a service that was online."""
    finality = case.service.finality(case.grant.details[0].finality)
    for excess in consent.exceeded(case.grant, finality):
        raise Wrong(f"exceeds-{excess}")
    if case.service.status != "online":
        raise Wrong("service-not-available")


def notice(case: Case) -> None:
    """The text that was shown is the text that was signed."""
    if case.grant.claims["notice"]["sha256"] != sha256(case.files.bytes("notice.txt")):
        raise Wrong("another-text")


def rotation(case: Case, name: str) -> None:
    """A new key is signed for by the one before, or by the recovery key named in the grant."""
    document = case.files.bytes(name)
    stated = joint.peek_together(document, ROTATION)
    new = read(stated["new"])
    by = read(stated["recovery"]) if "recovery" in stated else case.signers[-1]
    if "recovery" in stated and by.thumbprint != case.grant.recovery:
        raise Wrong("another-recovery-key")
    if stated["old"] != case.signers[-1].thumbprint:
        raise Wrong("another-key")
    expected = jws.Expected(ROTATION, (by, new), None, aud=case.grant.service)
    if joint.verify_together(document, expected).kids != (by.thumbprint, new.thumbprint):
        raise Wrong("a-signature-lacks")
    case.signers = (*case.signers, new)


def share(case: Case, name: str) -> None:
    """A share is signed by the person, names the grant and what was signed, and lived shortly."""
    expected = jws.Expected(SHARE, case.signers, None, case.grant.service, personal=True)
    found = jws.verify(case.files.text(name), expected)
    claims, content = found.claims, case.grant.content
    _names_grant(case, claims)
    if not 0 < claims["exp"] - claims["iat"] <= LIVES:
        raise Wrong("lived-too-long")
    if content is not None and {**claims["content"], **content.claims()} != claims["content"]:
        raise Wrong("another-content")
    if not isinstance(claims["ledger"]["commit"], str):
        raise Wrong("no-commitment")
    case.shares[number(name)] = found


def numbers(case: Case) -> None:
    """No two shares bear one number, and each is called by its own."""
    stated = {place: found.claims["seq"] for place, found in case.shares.items()}
    unique = {found.claims["jti"] for found in case.shares.values()}
    if any(place != seq for place, seq in stated.items()) or len(unique) != len(stated):
        raise Wrong("another-number")


def receipt(case: Case, name: str) -> None:
    """A receipt is the service's, and every member of it is what was sent."""
    _share_of(case, name)
    sent = receipts.Sent(
        case.token,
        case.files.text(f"shares/{number(name)}.jwt"),
        None,
        case.grant.retention_days,
    )
    found = receipts.receipt(case.files.text(name), sent, case.service_keys, None)
    unb64(found.statement.claims["envelope_sha256"])


def content(case: Case, name: str) -> None:
    """The bytes in the file are those that were shared, item by item."""
    body, stated = case.files.bytes(name), _share_of(case, name).claims["content"]
    listed = read_json(case.files.bytes("items.json"))[str(number(name))]
    items = tuple(_item(one) for one in listed)
    entries = read_json(body).get("entry", [])
    for item, entry in zip(items, entries, strict=True):
        part = body[item.at : item.at + item.size]
        if read_json(part) != entry["resource"] or sha256(item.salt + part) != b64(item.digest):
            raise Wrong("another-item")
    if content_of(body, items) != stated:
        raise Wrong("another-content")


def _item(stated: Mapping[str, Any]) -> SharedItem:
    salt, digest = unb64(stated["salt"]), unb64(stated["digest"])
    return SharedItem(stated["ref"], stated["at"], stated["bytes"], salt, digest)


def refusal(case: Case, name: str) -> None:
    """A wrong answer says at least its status."""
    if type(case.files.object(name)["status"]) is not int:
        raise Wrong("no-status")


def revocation(case: Case) -> None:
    """The stop is signed by the person and names the grant."""
    expected = jws.Expected(REVOCATION, case.signers, None, case.grant.service, personal=True)
    _names_grant(case, jws.verify(case.files.text("revocation.jwt"), expected).claims)


def revocation_receipt(case: Case) -> None:
    """The answer to the stop is the service's, and names this stop."""
    token, asked = case.files.text("revocation-receipt.jwt"), case.files.text("revocation.jwt")
    receipts.revocation_receipt(token, asked, case.service_keys, None)


def erasure(case: Case, name: str) -> None:
    """A request is the person's; an answer is the service's, and names a request that is here."""
    token = case.files.text(name)
    if jws.peek(token)[0]["typ"] == ERASURE:
        expected = jws.Expected(ERASURE, case.signers, None, case.grant.service, personal=True)
        case.asked.add(jws.verify(token, expected).token)
        return
    for asked in case.asked:
        if jws.peek(token)[1].get("request") == sha256(asked):
            receipts.erasure_receipt(token, asked, case.service_keys, None)
            return
    raise Wrong("another-request")


def ledger(case: Case) -> None:
    """Each statement stands in the ledger, each head extends the one before, commitments open."""
    stated = case.files.object("proofs.json")
    identity = read(stated["identity"])
    heads = {
        head.size: head.root
        for name in case.files.under("heads")
        for head in (ledger_letter.check_head(case.files.text(name), identity),)
    }
    for one in stated["inclusion"]:
        leaf, proof = case.files.bytes(one["file"]), [unb64(part) for part in one["proof"]]
        if not trees.includes(leaf, one["index"], one["size"], proof, heads[one["size"]]):
            raise Wrong("not-in-the-ledger")
    joined = {(one["first"], one["second"]): one["proof"] for one in stated["consistency"]}
    sizes = sorted(heads)
    for first, second in pairwise(sizes):
        path = [unb64(part) for part in joined[first, second]]
        if not trees.extends(first, second, path, heads[first], heads[second]):
            raise Wrong("not-extended")
    for one in stated["openings"]:
        top = unb64(one["root"])
        hidden = trees.commitment(unb64(one["salt"]), one["size"], top)
        claims = _share_of(case, one["file"]).claims
        if claims["ledger"]["commit"] != b64(hidden) or heads.get(one["size"], top) != top:
            raise Wrong("does-not-open")


def _names_grant(case: Case, claims: Mapping[str, Any]) -> None:
    if claims["grant"] != {"jti": case.grant.jti, "sha256": sha256(case.token)}:
        raise Wrong("another-grant")


def _share_of(case: Case, name: str) -> jws.Statement:
    found = case.shares.get(number(name))
    if found is None:
        raise Wrong("no-share")
    return found
