"""What is due, what an answer changes, when to try again: pure, without clock, network or store.

A sending ends in one of three ways: `confirmed` by the right receipt, `refused` by the service,
`cancelled` or `abandoned` by the person. Until then the same bytes go again, so that a service that
had them already answers with the receipt it made then: nothing is lost, nothing arrives twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from vault.record.consent_states import SendingKind, SendingState

Kind = SendingKind
State = SendingState
Said = Literal["receipt", "pending", "declined", "wrong", "silent", "not_left", "problem"]
Then = Literal["rest", "fresh", "refresh"]

_SECOND: Final = 1000
_MINUTE: Final = 60 * _SECOND
_HOUR: Final = 60 * _MINUTE
DAY: Final = 24 * _HOUR
_WAITS: Final = (_MINUTE, 5 * _MINUTE, 30 * _MINUTE, 2 * _HOUR, 6 * _HOUR, 12 * _HOUR)
_SPREAD: Final = 0.2
GATHERED: Final = 15 * _MINUTE  # that what is new waits for more, under a standing grant
_SHARE_DAYS, _STOP_DAYS = 7, 30

FINAL: Final[frozenset[State]] = frozenset({"confirmed", "refused", "abandoned", "cancelled"})
ALLOWED: Final[dict[State, frozenset[State]]] = {
    "ready": frozenset({"sending", "cancelled"}),
    "sending": frozenset({"ready", "unconfirmed", "confirmed", "refused"}),
    "unconfirmed": frozenset({"sending", "abandoned"}),
    **{state: frozenset() for state in FINAL},
}

# the service asks for another envelope, after the catalogue was fetched or at once
_SEAL_AGAIN: Final = frozenset({"unknown-enc-key", "stale-catalogue"})
_SIGN_AGAIN: Final = frozenset({"statement-expired", "not-yet-valid"})
_WAIT: Final = frozenset({"try-later", "service-not-available"})
_TOO_MANY, _CLIENT, _SERVER = 429, 400, 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the queue knows of one sending; times in ms UTC.

    `state` is the one before this try, so `ready` says that no byte ever left; `once` that the
    grant is for a single sending; `auto` that the person chose to send it at the next connection;
    `ends` when the grant ends.
    """

    kind: Kind
    state: State
    made: int
    ends: int
    once: bool = True
    auto: bool = False
    tries: int = 0
    next_try: int | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: `problem` and `status` as the service said them, `after` in seconds.

    `pending` and `declined` answer a stop or an erasure; `until` is when it will be answered, ms.
    """

    said: Said
    problem: str = ""
    status: int = 0
    after: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """What an answer changes.

    `then`: "fresh" = sign and seal once more at once, "refresh" = the same after the catalogue was
    fetched; both give a new statement in place of the old one.
    """

    state: State
    problem: str | None = None
    next_try: int | None = None
    then: Then = "rest"


def turned(old: State, new: State) -> State:
    """Return the new state.

    Raises:
        ValueError: no such change exists.
    """
    if new not in ALLOWED[old]:
        raise ValueError(f"{old} -> {new}")
    return new


def found(state: State) -> State:
    """Return the state of a sending found after a crash: bytes may have left."""
    return "unconfirmed" if state == "sending" else state


def due(waiting: Waiting, now: int, *, asked: bool) -> bool:
    """Tell whether it goes now; `asked` = the person asked for it in this moment.

    Nothing of a single sending goes by itself. A date further ahead than any wait comes from a
    clock that was set back, and does not hold anything up.
    """
    if waiting.state in FINAL:
        return False
    if asked:
        return True
    if waiting.kind == "share" and waiting.once and not waiting.auto:
        return False
    if now > _last(waiting):
        return False
    wait = 0 if waiting.next_try is None else waiting.next_try - now
    return wait <= 0 or (wait > _longest(waiting))


def gathered(oldest: int | None, now: int) -> bool:
    """Tell whether what is new since `oldest` goes now, in one sending; None: nothing is new.

    One that lies ahead of now comes from a clock that was set back, and does not hold anything up.
    """
    return oldest is not None and not 0 <= now - oldest < GATHERED


def again(tries: int, now: int, chance: float, after: int | None = None) -> int:
    """Return when to try again after `tries` tries: 1 and 5 and 30 minutes, 2, 6, then 12 hours.

    `chance` in [0, 1) spreads it by a fifth either way; `after`, in seconds, is what the service
    asked for, honoured up to a day.
    """
    if after is not None:
        return now + min(max(after, 0) * _SECOND, DAY)
    wait = _WAITS[min(max(tries, 1), len(_WAITS)) - 1]
    return now + round(wait * (1 - _SPREAD + 2 * _SPREAD * chance))


def moved(waiting: Waiting, reply: Reply, now: int, chance: float) -> Move:
    """Return what an answer changes; `waiting.tries` counts the try that it answers."""
    later = again(waiting.tries, now, chance, reply.after)
    if reply.said == "problem":
        return _on_problem(waiting, reply, later)
    return {
        "receipt": Move("confirmed"),
        "declined": Move("refused", reply.problem or "declined"),
        "pending": Move("unconfirmed", None, reply.until),
        "not_left": Move(_back(waiting.state), waiting.problem, later),
        "silent": Move("unconfirmed", None, later),
        "wrong": _on_wrong(waiting, later),
    }[reply.said]


def _on_wrong(waiting: Waiting, later: int) -> Move:
    state: State = "unconfirmed" if waiting.kind == "share" else "refused"
    return Move(state, "wrong-receipt", later if waiting.kind == "share" else None)


def _on_problem(waiting: Waiting, reply: Reply, later: int) -> Move:
    name = reply.problem or f"status-{reply.status}"
    if waiting.kind != "share":
        return _on_problem_of_a_stop(reply, name, later)
    if name in _SEAL_AGAIN:
        if waiting.problem in _SEAL_AGAIN:
            return Move("refused", name)
        return Move("ready", name, then="refresh")
    if name in _SIGN_AGAIN:
        return Move("ready", name, later, "rest" if waiting.problem in _SIGN_AGAIN else "fresh")
    if _passing(reply):
        return Move("unconfirmed", name, later)
    return Move("refused", name)


def _on_problem_of_a_stop(reply: Reply, name: str, later: int) -> Move:
    if name == "unknown-grant":
        return Move("confirmed")
    return Move("unconfirmed", name, later) if _passing(reply) else Move("refused", name)


def _passing(reply: Reply) -> bool:
    """Tell whether the trouble may pass: a named wait, 429, a redirect, any fault of the server."""
    if reply.problem in _WAIT or reply.status == _TOO_MANY:
        return True
    return not _CLIENT <= reply.status < _SERVER


def _back(state: State) -> State:
    return "ready" if state == "ready" else "unconfirmed"


def _last(waiting: Waiting) -> int:
    if waiting.kind == "share":
        return min(waiting.made + _SHARE_DAYS * DAY, waiting.ends)
    return waiting.ends + _STOP_DAYS * DAY


def _longest(waiting: Waiting) -> int:
    """Return the longest wait that we set ourselves; a promised answer may lie further ahead."""
    return 31 * DAY if waiting.kind != "share" else DAY
