from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import FakeClock, opened
from tests.ui.pages.sharing_bench import Window
from tests.usecases.practice_bench import Bench, practice, weigh
from vault.record.person import Person
from vault.usecases import people
from vault.usecases.session import Session


@pytest.fixture
def bench(session: Session, camille: Person, clock: FakeClock, tmp_path: Path) -> Iterator[Bench]:
    """Camille's record with three weights, beside the practice services, their catalogue held."""
    with practice(clock) as services:
        made = Bench(session, camille, services)
        weigh(session, camille, "70.10", "70.25", "69.90")
        made.learn(tmp_path)
        yield made


@pytest.fixture
def at(bench: Bench) -> Window:
    """A window over that record."""
    return Window(bench)


@pytest.fixture
def held(place: Path, clock: FakeClock, tmp_path: Path) -> Iterator[Window]:
    """The same over a carnet that its passphrase opens."""
    session = opened(place, clock)
    (person,) = people.everybody(session)
    with practice(clock) as services:
        made = Bench(session, person, services)
        weigh(session, person, "70.10", "70.25", "69.90")
        made.learn(tmp_path)
        yield Window(made)
    session.end()
