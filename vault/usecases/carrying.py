"""Letters to services where nobody may wait: each step says what must be carried, then goes on.

A window does a step on the lane of the vault, carries what it asks for on the lane of the network,
and comes back with the answer.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from vault.errors import VaultError
from vault.store.consents import Consent
from vault.store.sendings import Sending
from vault.sync.http import Exchange, Request
from vault.sync.sending import Ask
from vault.usecases import catalogues, sharing, stopping
from vault.usecases import sending as sendings
from vault.usecases.sending import Begun, Done
from vault.usecases.session import Session

T = TypeVar("T")
Door = Callable[[Request], Awaitable[Exchange]]  # to the network, for a loop of asyncio
Answering = Ask  # an exchange at once
Letter = Request
Reply = Exchange


@dataclass(frozen=True, slots=True)
class Needed:
    """An exchange that must be made before the work can be begun again."""

    request: Request


class _Unanswered(Exception):
    def __init__(self, request: Request) -> None:
        super().__init__()
        self.request = request


def as_far(work: Callable[[Ask], T], answers: Mapping[Request, Exchange]) -> T | Needed:
    """Do work with the answers there are; Needed = what to ask before it is begun again.

    The work must write nothing before it has asked everything.
    """

    def ask(request: Request) -> Exchange:
        if request not in answers:
            raise _Unanswered(request)
        return answers[request]

    try:
        return work(ask)
    except _Unanswered as missing:
        return Needed(missing.request)


@dataclass(frozen=True, slots=True)
class Told:
    """A stop or a request for erasure that is on its way; `request` is what goes now."""

    consent: Consent
    sending: Sending
    request: Request


OnItsWay = Begun | Told
Step = OnItsWay | Done


def begun(session: Session, ask: Ask, grant: str) -> Step | None:
    """Begin what is due under a grant: its share, else a stop that was not answered; None: nothing.

    `ask` may be asked for the catalogue, before anything is written. Done = it cannot be sent now.
    """
    for consent, one in sharing.due(session, grant):
        try:
            return sendings.begun(session, ask, consent, one)
        except VaultError as error:
            return Done(consent, one, error)
    for consent, one in sharing.untold(session, grant):
        started, request = stopping.begun(session, consent, one)
        return Told(consent, started, request)
    return None


def ended(session: Session, step: OnItsWay, exchange: Exchange) -> Done:
    """Keep what came of it."""
    if isinstance(step, Told):
        return stopping.told(session, step.consent, step.sending, exchange)
    return sendings.ended(session, step, exchange)


def cut() -> Exchange:
    """Say of an exchange that was stopped on its way: a byte of it may have left."""
    return Exchange(None, left=True)


def send_when_online(session: Session, grant: str, *, chosen: bool) -> None:
    """Note whether what was signed leaves by itself once there is a network: a person chose it."""
    with session.database.transaction():
        for _consent, one in sharing.due(session, grant):
            session.vault.sendings.keep(replace(one, auto=1 if chosen else 0))


def refreshed(session: Session, ask: Ask, done: Done) -> None:
    """Fetch the catalogue anew, as a service asked for; raises what went wrong."""
    held = next(one for one in catalogues.held(session) if one.kept.row == done.consent.catalogue)
    catalogues.refreshed(session, ask, held, now=True)
