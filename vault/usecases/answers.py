"""What a service's answer means to a person, and how a wrong one is kept as evidence."""

from __future__ import annotations

from typing import Final

from vault.crypto.base64url import b64, sha256
from vault.errors import NotConfirmed, ServiceRefused, ServiceUnreachable
from vault.store.consents import Consent
from vault.store.sendings import Sending
from vault.sync.http import Answer
from vault.sync.outbox import Reply
from vault.sync.receipts import Receipt, StopAnswer
from vault.sync.sending import Heard
from vault.usecases import ledgers
from vault.usecases.session import Session

WRONG: Final = "wrong-answer"  # the event of such a leaf
_MOST_BODY: Final = 24 * 1024  # bytes kept of it; a statement stays below 64 KiB
_MOST_HEADERS, _MOST_HEADER = 24, 200
_TOO_MANY, _SERVER = 429, 500
_REDIRECTS: Final = range(300, 400)


def error(heard: Heard[Receipt] | Heard[StopAnswer], service: str) -> ServiceUnreachable | None:
    """Return what to say of an exchange that did not end with a right answer, None when it did."""
    reply = heard.reply
    if reply.said in ("receipt", "pending"):
        return None
    if reply.said == "declined":
        return ServiceRefused(service=service, problem="declined")
    if reply.said == "problem":
        return _refusal(reply, service)
    if reply.said == "not_left" and heard.error is not None:
        return type(heard.error)(service)
    return NotConfirmed(service=service)


def _refusal(reply: Reply, service: str) -> ServiceUnreachable:
    """Tell a service that says no from one that does not work."""
    if reply.problem == "try-later" or reply.status == _TOO_MANY:
        return ServiceRefused(service=service, problem="try-later", after=reply.after)
    if reply.status >= _SERVER or reply.status in _REDIRECTS:
        return ServiceUnreachable(service)
    problem = reply.problem or f"status-{reply.status}"
    return ServiceRefused(service=service, problem=problem, after=reply.after)


def keep(
    session: Session, consent: Consent, sending: Sending, heard: Heard[Receipt] | Heard[StopAnswer]
) -> None:
    """Keep an answer that is not the right one as a leaf of the ledger; inside a transaction."""
    answer = heard.answer
    if answer is None or heard.right is not None:
        return
    body = {
        "grant": consent.uid,
        "about": sending.kind,
        "sending": sending.uid,
        "problem": heard.reply.problem,
        **_told(answer),
    }
    ledgers.happened(session, consent.person, WRONG, body, consent.row, sending.row)


def _told(answer: Answer) -> dict[str, object]:
    headers = list(answer.headers.items())[:_MOST_HEADERS]
    return {
        "status": answer.status,
        "headers": {name[:_MOST_HEADER]: value[:_MOST_HEADER] for name, value in headers},
        "body": b64(answer.body[:_MOST_BODY]),
        "body_bytes": len(answer.body),
        "body_sha256": sha256(answer.body),
    }
