"""Letters go on the lane of the network, one of a share at a time, and none after the lock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

from tests.ui.lanes import at_once
from tests.ui.pages.sharing_bench import Window
from vault.errors import VaultError
from vault.sync.http import PROBLEM, Answer, Exchange, Request
from vault.ui.keys import choice_key, choice_of
from vault.ui.post import Post, carrier
from vault.usecases import sharing
from vault.usecases.sending import Done


def test_a_letter_is_sealed_again_when_a_service_asks_for_the_new_catalogue(at: Window) -> None:
    grant, done = at.bench.sign().uid, list[Done | None]()
    at.bench.practice.faults.set("stale-catalogue", 1)
    at.post.send(grant, done.append, failed)
    (one,) = done
    assert one is not None
    assert sharing.share(at.bench.session, grant).state == "active"


def test_whatever_a_service_answers_three_letters_are_made_at_most(at: Window) -> None:
    grant, done = at.bench.sign().uid, list[Done | None]()
    tried: list[int] = []

    def late(letter: Request, then: Callable[[Exchange], None]) -> Callable[[], object]:
        if letter.method == "GET":
            return at.line.carry(letter, then)
        tried.append(len(letter.body))
        then(problem(("stale-catalogue", "statement-expired")[len(tried) % 2]))
        return lambda: None

    post = Post(at.bench.session, at_once, late, lambda: True)
    post.send(grant, done.append, failed)
    assert len(tried) == 3
    assert len(done) == 1


def problem(name: str) -> Exchange:
    """Answer as a service that refuses."""
    body = f'{{"type":"urn:carnet:problem:{name}"}}'.encode()
    return Exchange(Answer(400, {"content-type": PROBLEM}, body), left=True)


def test_a_share_that_is_on_its_way_is_not_sent_twice(at: Window) -> None:
    grant, done = at.bench.sign().uid, list[Done | None]()
    at.line.held = []
    at.post.send(grant, done.append, failed)
    at.post.send(grant, done.append, failed)
    assert done == [None]
    at.line.let_go()
    assert len(done) == 2
    assert len(at.bench.received()) == 1
    at.post.send(grant, done.append, failed)
    assert done[-1] is None


def test_after_the_lock_nothing_is_written_and_it_stands_as_not_confirmed(at: Window) -> None:
    grant, done = at.bench.sign().uid, list[Done | None]()
    at.line.held = []
    at.post.send(grant, done.append, failed)
    at.open = False
    before = at.bench.lines()
    at.line.let_go()
    assert done == []
    assert at.bench.lines() == before
    assert sharing.share(at.bench.session, grant).unconfirmed
    at.post.do(lambda _ask: done.append(None), lambda _none: None, failed)
    assert done == []


def test_what_cannot_be_begun_is_said_and_may_be_tried_again(at: Window) -> None:
    errors: list[VaultError] = []
    at.post.send("none", failed, errors.append)
    at.post.send("none", failed, errors.append)
    assert len(errors) == 2


def test_a_letter_is_carried_by_the_lane_outside() -> None:
    came: list[Exchange] = []

    async def door(_letter: Request) -> Exchange:
        return Exchange(None, left=False)

    def follow(
        stream: AsyncIterator[Any], each: Callable[[Any], None], sorry: Any
    ) -> Callable[[], object]:
        async def pump() -> None:
            async for thing in stream:
                each(thing)

        asyncio.run(pump())
        del sorry
        return lambda: None

    carrier(follow, lambda: door)(Request("GET", "https://a.example"), came.append)
    assert came == [Exchange(None, left=False)]


def test_a_choice_comes_back_from_its_key_as_it_was(at: Window) -> None:
    choice = at.bench.choice(sensitive=("mental",), include=("notes",))
    key = choice_key(choice)
    assert "/" not in key
    assert choice_of(key) == choice
    dated = at.bench.preview().choice
    today = at.bench.session.at().date()
    told = replace(dated, start=today, end=today, until=today)
    assert choice_of(choice_key(told)) == told


def failed(_what: object) -> None:
    """Never be called."""
    raise AssertionError
