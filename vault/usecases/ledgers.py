"""A person's ledger on this computer: leaves are added, heads signed, commitments made, checked."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import uuid4

from vault.crypto import trees
from vault.crypto.base64url import b64, sha256
from vault.crypto.keys import PublicKey
from vault.errors import SignatureInvalid
from vault.record import ledger as kinds
from vault.record.ledger import Head
from vault.store.statements import KeptHead, Statement, Witness
from vault.sync.ledger_letter import check_head, sign_event, sign_head, sign_local
from vault.usecases.session import Session
from vault.usecases.signatories import identity

_SALT = 16


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a ledger is not what was once signed: the leaf or the size of the head."""

    ledger: str
    what: str  # "leaf", "head", "consistency", "journal", "owner"
    place: int


def name(session: Session, person: str) -> str:
    """Return the name of the ledger of a person on this computer; made when first asked for."""
    row = session.vault.people.row_id(person)
    known = session.vault.settings.get(row, "ledger")
    if known is None:
        known = str(uuid4())
        session.vault.settings.put(row, "ledger", known)
    return known


def add(
    session: Session, person: str, kind: str, token: str | bytes,
    consent: int | None = None, sending: int | None = None,
) -> None:  # fmt: skip
    """Append a statement to the ledger of a person; call it inside a transaction."""
    leaf = token.encode("ascii") if isinstance(token, str) else token
    statement = Statement(kind, kinds.direction(kind), leaf, session.ms(), consent, sending)
    row = session.vault.people.row_id(person)
    session.vault.statements.append(name(session, person), row, statement)


def state(session: Session, person: str) -> dict[str, object]:
    """Return size and root as a journal line carries them."""
    size, root = _top(session, name(session, person))
    return {"size": size, "root": b64(root)}


def sealed(session: Session, person: str) -> None:
    """Sign a head over all leaves when some came since the last one; inside a transaction."""
    ledger = name(session, person)
    size, root = _top(session, ledger)
    heads = session.vault.statements.heads(ledger)
    if not size or (heads and heads[-1].size == size):
        return
    previous = sha256(heads[-1].token) if heads else ""
    head = Head(ledger, size, root, session.ms() // 1000, previous)
    token = sign_head(head, identity(session, person)).encode()
    session.vault.statements.keep_head(ledger, KeptHead(size, root, token, session.ms()))


def sealed_all(session: Session) -> None:
    """Sign a head over every ledger that grew since its last one: what locking and a backup do."""
    statements = session.vault.statements
    for owner in map(statements.owner, statements.unsealed()):
        if owner is not None:  # a ledger without its person is told by the check of the history
            with session.database.transaction():
                sealed(session, owner)


def commitment(session: Session, person: str, service: str) -> bytes:
    """Commit to the present state of a ledger towards a service; inside a transaction.

    The service echoes it in its receipt and learns nothing: salt, size and root stay here.
    """
    sealed(session, person)
    ledger = name(session, person)
    size, root = _top(session, ledger)
    salt = secrets.token_bytes(_SALT)
    hidden = trees.commitment(salt, size, root)
    session.vault.statements.keep_witness(ledger, Witness(size, salt, hidden, service))
    return hidden


def witnessed(session: Session, person: str, commit: bytes, receipt: str) -> None:
    """Keep the receipt that echoed a commitment; inside a transaction."""
    ledger = name(session, person)
    for witness in session.vault.statements.witnesses(ledger):
        if witness.commitment == commit:
            told = replace(witness, receipt=receipt.encode("ascii"))
            session.vault.statements.keep_witness(ledger, told)


def happened(
    session: Session, person: str, event: str, body: Mapping[str, object],
    consent: int | None = None, sending: int | None = None,
) -> None:  # fmt: skip
    """Sign and keep what happened here only, and is never sent; inside a transaction."""
    at = session.ms() // 1000
    token = sign_event(event, body, identity(session, person), str(uuid4()), at)
    add(session, person, kinds.LOCAL_EVENT, token, consent, sending)


def noted(session: Session, person: str, kind: str, body: Mapping[str, object]) -> None:
    """Sign and keep a local statement of this kind; inside a transaction."""
    at = session.ms() // 1000
    add(session, person, kind, sign_local(kind, body, identity(session, person), str(uuid4()), at))


def breaks(session: Session) -> tuple[Break, ...]:
    """Check every ledger: leaves as they were kept, heads signed, each extending the one before.

    For the check of the history; nothing is raised on content.
    """
    ledgers = session.vault.statements.ledgers()
    return tuple(found for ledger in ledgers for found in _breaks(session, ledger))


def _breaks(session: Session, ledger: str) -> Iterator[Break]:
    statements = session.vault.statements
    for place in statements.wrong_hashes(ledger):
        yield Break(ledger, "leaf", place)
    owner = statements.owner(ledger)
    if owner is None:
        yield Break(ledger, "owner", 0)
        return
    leaves = [one.token for one in statements.leaves(ledger)]
    if not _told(session, owner, leaves):
        yield Break(ledger, "journal", len(leaves))
    key = identity(session, owner).public
    before: KeptHead | None = None
    for head in statements.heads(ledger):
        if not _holds(head, leaves, ledger, key):
            yield Break(ledger, "head", head.size)
        elif before is not None and not _follows(before, head, leaves, key):
            yield Break(ledger, "consistency", head.size)
        before = head


def _told(session: Session, owner: str, leaves: list[bytes]) -> bool:
    """Tell whether the ledger still begins with the state that the journal told last."""
    told = session.vault.journal.last_ledger(owner)
    if told is None:
        return True
    size, root = int(told["size"]), str(told["root"])
    return size <= len(leaves) and b64(trees.root(leaves[:size])) == root


def _holds(head: KeptHead, leaves: list[bytes], ledger: str, key: PublicKey) -> bool:
    try:
        said = check_head(head.token.decode("ascii"), key)
    except SignatureInvalid:
        return False
    if (said.ledger, said.size, said.root) != (ledger, head.size, head.root):
        return False
    return 0 < head.size <= len(leaves) and trees.root(leaves[: head.size]) == head.root


def _follows(before: KeptHead, head: KeptHead, leaves: list[bytes], key: PublicKey) -> bool:
    told = check_head(head.token.decode("ascii"), key).previous
    proof = trees.consistency(before.size, leaves[: head.size])
    return told == sha256(before.token) and trees.extends(
        before.size, head.size, proof, before.root, head.root
    )


def _top(session: Session, ledger: str) -> tuple[int, bytes]:
    leaves = [one.token for one in session.vault.statements.leaves(ledger)]
    return len(leaves), trees.root(leaves)
