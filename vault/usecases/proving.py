"""The evidence of one share, in a file that anybody can check without Carnet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from vault.crypto import joint, jws, trees
from vault.crypto.base64url import sha256, unb64
from vault.errors import NotFound
from vault.exports.evidence import Evidence, WrongAnswer, written
from vault.exports.evidence_proofs import Chain
from vault.record import ledger as kinds
from vault.record.ledger import Opening
from vault.store import files
from vault.store.consents import Consent
from vault.store.sendings import Sending
from vault.sync import share_letter
from vault.sync.slices import resources
from vault.usecases import answers, catalogue_roots, catalogues, ledgers, signatories
from vault.usecases.session import Session
from vault.usecases.signing import prove

_SECOND: Final = 1000


@dataclass(frozen=True, slots=True)
class Proved:
    """An evidence file that was written: where, how long, its hash (base64url)."""

    place: Path
    bytes: int
    sha256: str


def evidence(
    session: Session, grant: str, place: Path, *, content: bool = False,
    passphrase: str | None = None,
) -> Proved:  # fmt: skip
    """Write everything that was signed about a grant, and the proof of its order.

    No health data, unless `content` asks for the exact bytes that were sent; that is an export in
    clear, and asks for the passphrase.

    Raises:
        NotFound: no grant has this id.
        PassphraseNeeded, WrongPassphrase: with `content` only.
        NotWritable, DiskFull: the place refuses.
    """
    consent = session.vault.consents.find(grant)
    if consent is None or consent.token is None:
        raise NotFound(what="grant")
    if content:
        prove(session, passphrase)
    body: dict[str, object] = {"kind": "evidence", "grant": grant, "content": content}
    with session.act("exported", consent.person, body) as told:
        ledgers.sealed(session, consent.person)
        data = written(_collected(session, consent, content=content))
        told["sha256"] = sha256(data)
        with files.placed(place):
            files.make(place, data)
    return Proved(place, len(data), sha256(data))


def _collected(session: Session, consent: Consent, *, content: bool) -> Evidence:
    statements = session.vault.statements
    shares = _shares(session, consent)
    receipts = _by_seq(session, consent, kinds.SHARE_RECEIPT)
    erasures = [
        one.token.decode("ascii")
        for one in statements.of(consent.row)
        if one.kind in (kinds.ERASURE, kinds.ERASURE_RECEIPT)
    ]
    sent = [one for one in session.vault.sendings.of(consent.row, "share") if one.seq in shares]
    bodies = {one.seq: one.body for one in sent if content and one.body is not None and one.seq}
    catalogue = _catalogue(session, consent)
    return Evidence(
        created=session.ms() // _SECOND, grant=consent.token or "", notice=consent.notice,
        trust=catalogue.trust, catalogues=catalogue.versions, shares=shares, receipts=receipts,
        wrong_answers=_wrong(session, consent),
        rotations=_rotations(session, consent),
        revocation=_last(session, consent, kinds.REVOCATION),
        revocation_receipt=_last(session, consent, kinds.REVOCATION_RECEIPT), erasures=erasures,
        chain=_chain(session, consent, shares), content=bodies,
        items={one.seq: _items(session, one) for one in sent if one.seq in bodies},
    )  # fmt: skip


def _shares(session: Session, consent: Consent) -> dict[int, str]:
    """Return the share of each number: the one a receipt names, else the last that was signed."""
    named = {
        str(jws.peek(one.token.decode("ascii"))[1]["share"]["jti"])
        for one in session.vault.statements.of(consent.row, kinds.SHARE_RECEIPT)
    }
    found: dict[int, str] = {}
    for one in session.vault.statements.of(consent.row, kinds.SHARE):
        token = one.token.decode("ascii")
        claims = jws.peek(token)[1]
        held = found.get(claims["seq"])
        if held is None or jws.peek(held)[1]["jti"] not in named:
            found[claims["seq"]] = token
    return found


def _by_seq(session: Session, consent: Consent, kind: str) -> dict[int, str]:
    seqs = {one.row: one.seq for one in session.vault.sendings.of(consent.row, "share")}
    return {
        seq: one.token.decode("ascii")
        for one in session.vault.statements.of(consent.row, kind)
        if one.sending is not None and (seq := seqs.get(one.sending)) is not None
    }


def _last(session: Session, consent: Consent, kind: str) -> str | None:
    made = session.vault.statements.of(consent.row, kind)
    return made[-1].token.decode("ascii") if made else None


def _rotations(session: Session, consent: Consent) -> list[bytes]:
    """Return every change of the key towards this service, the oldest first."""
    leaves = session.vault.statements.leaves(ledgers.name(session, consent.person))
    found = [one.token for one in leaves if one.kind == kinds.ROTATION]
    return [one for one in found if joint.peek_together(one)["aud"] == consent.service]


def _wrong(session: Session, consent: Consent) -> list[WrongAnswer]:
    events = session.vault.statements.of(consent.row, kinds.LOCAL_EVENT)
    told = [jws.peek(one.token.decode("ascii"))[1] for one in events]
    return [
        WrongAnswer(one["status"], one["headers"], unb64(one["body"]))
        for one in told
        if one["event"] == answers.WRONG
    ]


@dataclass(frozen=True, slots=True)
class _Catalogue:
    trust: Mapping[str, Any]
    versions: Mapping[int, str]


def _catalogue(session: Session, consent: Consent) -> _Catalogue:
    """Return the root keys and the versions whose keys answers were compared with."""
    assert consent.token is not None
    held = next(one for one in catalogues.held(session) if one.kept.row == consent.catalogue)
    pinned = jws.peek(consent.token)[1]["cat"]["version"]
    versions = {held.catalogue.version: held.catalogue.statement.token}
    signed = catalogues.version(session, held.kept, pinned)
    if signed is not None:
        versions[signed.version] = signed.statement.token
    trust = {"catalogue": held.kept.iss, "roots": catalogue_roots.roots(held.kept)}
    return _Catalogue(trust, versions)


def _chain(session: Session, consent: Consent, shares: Mapping[int, str]) -> Chain:
    ledger = ledgers.name(session, consent.person)
    statements = session.vault.statements
    leaves = [one.token for one in statements.leaves(ledger)]
    heads = {one.size: one.token.decode("ascii") for one in statements.heads(ledger)}
    witnesses = {one.commitment: one for one in statements.witnesses(ledger)}
    openings = {}
    for seq, token in shares.items():
        witness = witnesses.get(unb64(jws.peek(token)[1]["ledger"]["commit"]))
        if witness is not None:
            root = trees.root(leaves[: witness.size])
            openings[seq] = Opening(witness.salt, witness.size, root)
    identity = signatories.identity(session, consent.person).public.jwk()
    return Chain(identity, leaves, heads, openings)


def _items(session: Session, sending: Sending) -> list[dict[str, Any]]:
    """Return the items of a share as they stood in its envelope."""
    assert sending.body is not None
    salted = {item.ref: item.salt for item in session.vault.sendings.items(sending.row)}
    salts = iter([salted[ref] for ref, _at, _end in resources(sending.body)])
    return [one.claims() for one in share_letter.items(sending.body, lambda _size: next(salts))]
