"""One whole life of a share, as its evidence: agreed, sent, a key changed, stopped, erased."""

from __future__ import annotations

from uuid import uuid4

from tests.sandbox.person import BUNDLE, Person, bundle_of, weight
from vault.crypto import keys, trees
from vault.crypto.base64url import sha256
from vault.exports.evidence import Evidence, WrongAnswer
from vault.exports.evidence_proofs import Chain
from vault.record.ledger import Head, Opening
from vault.sandbox import leaving
from vault.sync import ledger_letter, stop_letter
from vault.sync.stop_letter import Rotation

SECOND = bundle_of(weight("70.8", "2026-11-21"))


class Life:
    """Signs one thing after another and keeps the ledger."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.identity = keys.new()
        self.leaves: list[bytes] = []
        self.heads: dict[int, str] = {}
        self.openings: dict[int, Opening] = {}
        self.shares: dict[int, str] = {}
        self.receipts: dict[int, str] = {}
        self.content: dict[int, bytes] = {}
        self.items: dict[int, list[dict[str, object]]] = {}

    def leaf(self, token: str | bytes) -> None:
        self.leaves.append(token.encode() if isinstance(token, str) else token)

    def head(self) -> None:
        size, before = len(self.leaves), list(self.heads.values())
        previous = sha256(before[-1]) if before else ""
        head = Head("computer", size, trees.root(self.leaves), self.person.now, previous)
        self.heads[size] = ledger_letter.sign_head(head, self.identity)

    def send(self, grant: str, bundle: bytes, seq: int) -> None:
        self.head()
        size, salt = len(self.leaves), bytes([seq]) * 16
        self.openings[seq] = Opening(salt, size, trees.root(self.leaves))
        commit = trees.commitment(salt, size, trees.root(self.leaves))
        share, envelope = self.person.sealed(grant, bundle, seq, commit)
        self.shares[seq], self.receipts[seq] = share, self.person.desk.share(envelope)
        self.content[seq], self.items[seq] = bundle, self.person.listed[seq]
        self.leaf(share)
        self.leaf(self.receipts[seq])


def evidence(person: Person, *, exact: bool = False) -> Evidence:
    """Live the whole life against the practice; return what is to be written."""
    life = Life(person)
    learned = person.learned()
    grant, notice = person.grant(mode="standing"), person.shown
    life.leaf(grant)
    life.send(grant, BUNDLE, 1)
    old, new = person.key, keys.new()
    change = Rotation(person.desk.id, old.thumbprint, old, new, "scheduled")
    rotation = stop_letter.rotation(change, str(uuid4()), person.now)
    leaving.rotate(person.desk, rotation)
    person.key = new
    life.leaf(rotation)
    life.send(grant, SECOND, 2)
    request = stop_letter.erasure(grant, new, str(uuid4()), person.now)
    erased = leaving.erase(person.desk, request)
    revocation = stop_letter.revocation(grant, new, str(uuid4()), person.now, erase=True)
    stopped = leaving.revoke(person.desk, revocation)
    for token in (request, erased, revocation, stopped):
        life.leaf(token)
    life.head()
    return Evidence(
        created=person.now, grant=grant, notice=notice,
        trust=person.practice.publisher.root_file(),
        catalogues={learned.version: learned.statement.token},
        shares=life.shares, receipts=life.receipts,
        wrong_answers=[
            WrongAnswer(201, {"content-type": "text/html"}, b"<html>OK</html>"),
            WrongAnswer(500, {}, b"\xff\xfe"),
        ],
        revocation=revocation, revocation_receipt=stopped, erasures=[request, erased],
        rotations=[rotation],
        chain=Chain(life.identity.public.jwk(), life.leaves, life.heads, life.openings),
        content=life.content if exact else {}, items=life.items if exact else {},
    )  # fmt: skip
