"""S11: whatever dies, and whenever, a share arrives once and what was signed is not lost."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.conftest import CAMILLE, CHEAP, PHRASE, opened
from tests.usecases.practice_bench import Bench, ask, practice, weigh
from vault import bootstrap
from vault.cli.main import main
from vault.clock import Clock
from vault.sync.http import Exchange, Request
from vault.usecases import history, ledgers, sharing
from vault.usecases.session import Session


class Killed(BaseException):
    """The process is gone; nothing of ours catches it."""


@dataclass
class Dying:
    """A clock that kills at one of the moments at which it is asked for the time."""

    clock: Clock
    left: int

    @property
    def zone(self) -> tzinfo:
        return self.clock.zone

    def now(self) -> datetime:
        self.left -= 1
        if self.left == 0:
            raise Killed
        return self.clock.now()


def exactly_once(bench: Bench, grant: str) -> None:
    for _ in range(2):
        sharing.send(bench.session, ask, grant)
    share = sharing.share(bench.session, grant)
    assert (share.state, len(share.receipts)) == ("active", 1)
    assert len(bench.received()) == 1
    assert history.verify(bench.session).entries > 0
    assert ledgers.breaks(bench.session) == ()


@pytest.mark.parametrize("moment", range(1, 26))
def test_killed_at_any_moment_of_a_sending(bench: Bench, moment: int) -> None:
    """From the first look at the queue to the receipt: one after the other, inside each step."""
    grant = bench.sign()
    dying = replace(bench.session, clock=Dying(bench.session.clock, moment))
    try:
        sharing.send(dying, ask, grant.uid)
    except Killed:
        pass
    else:
        assert moment > 10  # the whole of it has been walked through

    exactly_once(bench, grant.uid)


@pytest.mark.parametrize("arrived", [False, True])
def test_killed_while_the_bytes_are_on_their_way(bench: Bench, arrived: bool) -> None:  # noqa: FBT001
    grant = bench.sign()

    def cut(request: Request) -> Exchange:
        if arrived:
            ask(request)
        raise Killed

    with pytest.raises(Killed):
        sharing.send(bench.session, cut, grant.uid)
    assert sharing.share(bench.session, grant.uid).unconfirmed
    exactly_once(bench, grant.uid)


def test_interrupted_by_the_person_it_stands_as_unconfirmed(bench: Bench) -> None:
    grant = bench.sign()

    def stop(_request: Request) -> Exchange:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sharing.send(bench.session, stop, grant.uid)
    assert sharing.share(bench.session, grant.uid).sendings[0].sending.state == "unconfirmed"
    exactly_once(bench, grant.uid)


def send_and_say_nothing(place: str, phrase: str, grant: str) -> None:
    """Be the process that is killed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    front = ["--vault", place, "--passphrase-file", phrase, "--json"]
    main([*front, "share", "send", grant], CHEAP)


@dataclass
class Struck:
    """A vault on disk whose sendings run in processes of their own, and die."""

    place: Path
    phrase: Path
    folder: Path

    def strike(self, bench: Bench, delay: float) -> None:
        grant = bench.sign()
        bench.session.end()
        child = get_context("spawn").Process(
            target=send_and_say_nothing, args=(str(self.place), str(self.phrase), grant.uid)
        )
        child.start()
        child.join(delay)
        child.kill()
        child.join()
        child.close()
        bench.session = opened(self.place, bench.session.clock)  # type: ignore[arg-type]
        before = len(bench.received())
        assert before <= 1
        exactly_once(bench, grant.uid)
        bench.practice.reset()
        bench.refresh()


@pytest.fixture
def struck(place: Path, tmp_path: Path) -> Iterator[tuple[Struck, Bench]]:
    (tmp_path / "phrase").write_text(PHRASE)
    clock = bootstrap.clock()
    with practice(clock) as services:
        session: Session = opened(place, clock)  # type: ignore[arg-type]
        bench = Bench(session, CAMILLE, services)
        weigh(session, CAMILLE, "70.10", "70.25")
        bench.learn(tmp_path)
        yield Struck(place, tmp_path / "phrase", tmp_path), bench
        bench.session.end()


def whole(struck: Struck, bench: Bench) -> float:
    """Measure one sending that nothing interrupts, in seconds."""
    start = time.perf_counter()
    struck.strike(bench, 60)
    return time.perf_counter() - start


@pytest.mark.slow
@pytest.mark.parametrize("kills", [4, pytest.param(100, marks=pytest.mark.gallery)])
def test_killed_by_the_system_it_arrives_once(struck: tuple[Struck, Bench], kills: int) -> None:
    vault, bench = struck
    longest, rng = whole(vault, bench), random.Random(kills)  # noqa: S311
    for number in range(kills):
        if number % 4 == 3:
            bench.practice.faults.set("slow", times=1, seconds=0.5)
        vault.strike(bench, rng.triangular(0.2, 1.1, 0.85) * longest)
