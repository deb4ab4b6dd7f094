"""Carries letters to services: written and read on the vault's lane, carried on the outside lane.

Nobody waits: the screen draws and the vault answers while a letter is on its way. Plain Python.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from typing import Final, Protocol, TypeVar

from vault.errors import VaultError
from vault.ui.asking import Ask
from vault.usecases import carrying
from vault.usecases.carrying import Answering, Door, Letter, Needed, Reply, Step
from vault.usecases.sending import Done
from vault.usecases.session import Session

T = TypeVar("T")
Carry = Callable[[Letter, Callable[[Reply], None]], Callable[[], object]]
Sorry = Callable[[VaultError], None]
Then = Callable[[Done | None], None]


class Follow(Protocol):
    """The way to the outside lane: `Bridge.follow`."""

    def __call__(
        self,
        stream: AsyncIterator[T],
        each: Callable[[T], None],
        sorry: Callable[[VaultError], None],
    ) -> Callable[[], object]:
        """Bring each thing that a stream gives; return what stops it."""
        ...


_ENVELOPES: Final = 3  # that are made of one sending at one asking, at most


def carrier(follow: Follow, door: Callable[[], Door]) -> Carry:
    """Return what carries a letter on the lane outside."""

    def carry(letter: Letter, then: Callable[[Reply], None]) -> Callable[[], object]:
        async def once() -> AsyncIterator[Reply]:
            yield await door()(letter)

        return follow(once(), then, lambda _error: None)

    return carry


class Post:
    """One person's errands; when the carnet is locked, what is on its way ends as not confirmed.

    `carry` takes a letter and what hears the reply, and returns what stops it; `is_open` tells
    whether the carnet still is.
    """

    def __init__(
        self, session: Session, ask: Ask, carry: Carry, is_open: Callable[[], bool]
    ) -> None:
        self._session, self._ask, self._carry, self._is_open = session, ask, carry, is_open
        self._on_its_way: set[str] = set()

    def do(self, work: Callable[[Answering], T], then: Callable[[T], None], sorry: Sorry) -> None:
        """Do work of the vault that asks services something before it writes anything."""
        self._round(work, {}, then, sorry)

    def send(self, grant: str, then: Then, sorry: Sorry) -> None:
        """Send what is due under a grant; Done says what became of it, None = nothing was due.

        `sorry` hears only that it could not even be begun; a network that fails stands in Done. One
        that is on its way is not sent a second time.
        """
        if grant in self._on_its_way:
            then(None)
            return
        self._on_its_way.add(grant)

        def there(done: Done | None) -> None:
            self._on_its_way.discard(grant)
            then(done)

        def not_there(error: VaultError) -> None:
            self._on_its_way.discard(grant)
            sorry(error)

        self._send(grant, _ENVELOPES, there, not_there)

    def _round(
        self, work: Callable[[Answering], T], answers: Mapping[Letter, Reply],
        then: Callable[[T], None], sorry: Sorry,
    ) -> None:  # fmt: skip
        def came(result: T | Needed) -> None:
            if not isinstance(result, Needed):
                then(result)
                return
            letter = result.request
            self._carry(
                letter, lambda reply: self._round(work, {**answers, letter: reply}, then, sorry)
            )

        if self._is_open():
            self._ask(lambda: carrying.as_far(work, answers), came, sorry)

    def _send(self, grant: str, left: int, then: Then, sorry: Sorry) -> None:
        def carried(step: Step | None) -> None:
            if step is None or isinstance(step, Done):
                then(step)
                return
            self._carry(step.request, lambda reply: ended(step, reply))

        def ended(step: carrying.OnItsWay, reply: Reply) -> None:
            if self._is_open():
                session = self._session
                self._ask(lambda: carrying.ended(session, step, reply), settled, sorry)

        def settled(done: Done) -> None:
            if done.then == "rest" or left == 1:
                then(done)
            elif done.then == "refresh":
                session = self._session
                self.do(
                    lambda door: carrying.refreshed(session, door, done),
                    lambda _none: self._send(grant, left - 1, then, sorry), sorry,
                )  # fmt: skip
            else:
                self._send(grant, left - 1, then, sorry)

        session = self._session
        self.do(lambda door: carrying.begun(session, door, grant), carried, sorry)
