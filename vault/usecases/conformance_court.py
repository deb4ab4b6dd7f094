"""What the rules of a trial share: handing something over, and what an answer is worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from vault.crypto import keys
from vault.errors import SignatureInvalid
from vault.record.problems import STATUSES
from vault.sync import receipts, sending
from vault.sync.http import JOSE, PROBLEM, Answer, Request
from vault.sync.receipts import Sent
from vault.sync.sending import Ask
from vault.sync.trial import Letters, Trial, bundle_of

_OK, _CREATED = 200, 201


class BrokenError(Exception):
    """A rule does not hold; `detail` says what was answered, never a value of a person."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


@dataclass(slots=True)
class Court:
    """What the rules share: the person who tries, and the sending that was accepted."""

    ask: Ask
    trial: Trial
    practice: bool
    bundle: bytes = b""
    sent: Letters | None = None
    receipt: bytes = b""

    def __post_init__(self) -> None:
        """Make the data."""
        self.bundle = bundle_of(self.trial.resource())

    def post(self, endpoint: str, body: str | bytes, media: str = JOSE) -> Answer:
        """Hand something over; BrokenError when no answer comes."""
        data = body.encode("ascii") if isinstance(body, str) else body
        address = self.trial.service.endpoints[endpoint]
        exchange = self.ask(Request("POST", address, data, media, practice=self.practice))
        if exchange.answer is None:
            raise BrokenError("no answer")
        return exchange.answer

    def share(self, letters: Letters) -> Answer:
        """Hand an envelope over."""
        return self.post("share", letters.envelope)

    def accepted(self) -> Letters:
        """Return the sending that was accepted; BrokenError when there is none."""
        if self.sent is None:
            raise BrokenError("no sending was accepted before")
        return self.sent

    def keys(self) -> tuple[keys.PublicKey, ...]:
        """Return the keys that sign for the service."""
        return keys.read_all(self.trial.service.keys("sig"))


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, the try, and whether it concerns this service."""

    name: str
    work: Callable[[Court], None]
    concerns: Callable[[Court], bool] = field(default=lambda _court: True)


def received(court: Court, letters: Letters, answer: Answer) -> None:
    """Hold a receipt against what was sent, member by member."""
    if answer.status != _CREATED:
        raise BrokenError(told(answer))
    sent = Sent(letters.grant, letters.share, letters.envelope, court.trial.finality.retention_days)
    right = statement(answer, lambda token: receipts.receipt(token, sent, court.keys(), None))
    if right.status != "accepted":
        raise BrokenError(right.status)


def statement(answer: Answer, check: Callable[[str], Any]) -> Any:
    """Return the statement of an answer, checked."""
    if answer.media != JOSE:
        raise BrokenError(f"media type {answer.media or 'none'}")
    try:
        return check(answer.body.decode("ascii", "replace").strip())
    except SignatureInvalid as wrong:
        raise BrokenError(wrong.problem) from None


def refused(court: Court, letters: Letters, problem: str) -> None:
    """Hand an envelope over that must be refused by this name."""
    refusal(court.share(letters), problem)


def refusal(answer: Answer, problem: str) -> None:
    """Hold a refusal against its name: status, media type, `type` (RFC 9457)."""
    if answer.status != STATUSES[problem]:
        raise BrokenError(told(answer))
    if answer.media != PROBLEM:
        raise BrokenError(f"media type {answer.media or 'none'}")
    named = sending.problem_of(answer)
    if named != problem:
        raise BrokenError(named or "a problem without name")


def told(answer: Answer) -> str:
    """Say what was answered."""
    name = sending.problem_of(answer)
    return f"{answer.status} {name}".strip()
