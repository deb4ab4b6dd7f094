"""The portability test: does a service give back what was sent to it? Counts, and no judgement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from vault.crypto.base64url import b64
from vault.record import ledger as kinds
from vault.record.canonical import read
from vault.record.person import Person
from vault.record.portability import Compared, compare
from vault.usecases import ledgers, sharing
from vault.usecases.recovering import Recovery
from vault.usecases.session import Session

CLASSES: Final = ("identical", "changed", "missing", "extra", "not_comparable")
_LISTED: Final = 150  # items of a class that are named: a statement has 64 KiB


def tested(session: Session, recovery: Recovery) -> Compared:
    """Hold what came against what was sent and confirmed; the result is signed in the ledger."""
    person = recovery.ready.person
    sent = sent_items(session, person, recovery.place.service)
    gaps = recovery.taken.gaps
    closed = {gap.what for gap in gaps}
    if "" in closed:  # something of everything may be missing
        closed |= {name.partition("/")[0] for name in sent}
    found = compare(sent, recovery.taken.resources(), frozenset(closed))
    with session.act("portability_tested", person.uid, {"service": recovery.place.service}):
        ledgers.noted(session, person.uid, kinds.PORTABILITY_TEST, statement(recovery, found))
    return found


def sent_items(session: Session, person: Person, service: str) -> Mapping[str, Any]:
    """Return the last version of every item in confirmed sendings of grants not stopped."""
    found: dict[str, Any] = {}
    for share in sharing.shares(session, person.uid):
        if share.consent.service != service or share.state == "stopped":
            continue
        for one in share.sendings:
            if one.sending.kind != "share" or one.state != "confirmed" or one.sending.body is None:
                continue
            rejected = {ref for ref, _why in one.receipt.rejected} if one.receipt else set()
            for entry in read(one.sending.body.decode()).get("entry", ()):
                resource = entry["resource"]
                name = f"{resource['resourceType']}/{resource['id']}"
                if name not in rejected:
                    found[name] = resource
    return found


def statement(recovery: Recovery, found: Compared) -> dict[str, object]:
    """Return the result as it is signed: counts and the names of items, never a value."""
    return {
        "service": recovery.place.service,
        "sha256": b64(recovery.taken.sha256),
        "sent": found.sent,
        "counts": {name: len(getattr(found, name)) for name in CLASSES},
        "changed": [
            {"item": name, "elements": [one.element for one in changes]}
            for name, changes in found.changed[:_LISTED]
        ],
        **{name: list(getattr(found, name)[:_LISTED]) for name in CLASSES[2:]},
    }
