"""Says what an exchange with a service is worth: a right answer, or anything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from vault.crypto.strict_json import read_object
from vault.errors import ServiceUnreachable, SignatureInvalid
from vault.sync.http import JOSE, Answer, Exchange, Request
from vault.sync.outbox import Reply
from vault.sync.receipts import Receipt, StopAnswer

Ask = Callable[[Request], Exchange]  # one exchange; told, not raised, whatever goes wrong
Right = TypeVar("Right", Receipt, StopAnswer)
_PROBLEM: Final = "urn:carnet:problem:"
_GOOD: Final = range(200, 300)
_LONGEST_NAME: Final = 64


@dataclass(frozen=True, slots=True)
class Heard(Generic[Right]):
    """What is known after an exchange.

    `right` is the answer that was compared member by member; `answer` what came, when something
    came; `error` the failure of the network.
    """

    reply: Reply
    right: Right | None = None
    answer: Answer | None = None
    error: ServiceUnreachable | None = None


def posted(address: str, body: str, *, practice: bool) -> Request:
    """Return the request that posts a compact statement or an envelope."""
    return Request("POST", address, body.encode("ascii"), JOSE, practice=practice)


def heard(exchange: Exchange, check: Callable[[str], Right]) -> Heard[Right]:
    """Judge an exchange; `check` compares a statement with ours and raises when it is wrong.

    2xx with anything but a right answer is worth as much as silence.
    """
    answer = exchange.answer
    if answer is None:
        reply = Reply("silent" if exchange.left else "not_left")
        return Heard(reply, error=exchange.error)
    if answer.status not in _GOOD:
        return Heard(
            Reply("problem", problem_of(answer), answer.status, answer.after), answer=answer
        )
    token = _token(answer)
    if token is None:
        return Heard(Reply("silent", status=answer.status), answer=answer)
    try:
        right = check(token)
    except SignatureInvalid as wrong:
        return Heard(Reply("wrong", wrong.problem, answer.status), answer=answer)
    return Heard(_worth(right), right, answer)


def _worth(right: Receipt | StopAnswer) -> Reply:
    if isinstance(right, Receipt) or right.status == "done":
        return Reply("receipt")
    if right.status == "refused":
        return Reply("declined")
    return Reply("pending", until=None if right.answer_by is None else right.answer_by * 1000)


def _token(answer: Answer) -> str | None:
    """Return the compact statement of an answer, None when it is something else, or cut."""
    if answer.media != JOSE or answer.cut or not answer.body.isascii():
        return None
    return answer.body.decode("ascii").strip() or None


def problem_of(answer: Answer) -> str:
    """Return the name of an RFC 9457 problem of this protocol, "" for anything else."""
    try:
        kind = {} if answer.cut else read_object(answer.body).get("type")
    except ValueError:
        return ""
    if not isinstance(kind, str) or not kind.startswith(_PROBLEM):
        return ""
    name = kind.removeprefix(_PROBLEM)
    plain = name.isascii() and name.replace("-", "").isalnum()
    return name if plain and len(name) <= _LONGEST_NAME else ""
