from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import FakeClock
from tests.sandbox.live import Caller, listening_practice
from tests.sandbox.person import Person
from vault.sandbox.practice import Practice


@pytest.fixture
def person(clock: FakeClock) -> Person:
    """A person, and a practice that is spoken to directly."""
    return Person(Practice("http://127.0.0.1:1", clock), clock)


@pytest.fixture
def caller(clock: FakeClock) -> Iterator[Caller]:
    """A person, and a practice that really listens."""
    with listening_practice(clock) as practice:
        yield Caller(Person(practice, clock))
