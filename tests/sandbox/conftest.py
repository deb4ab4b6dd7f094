from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import FakeClock
from tests.sandbox.live import Person, listening_practice


@pytest.fixture
def person(clock: FakeClock) -> Iterator[Person]:
    """A person, and a practice that really listens."""
    with listening_practice(clock) as practice:
        yield Person.at(practice, clock)
