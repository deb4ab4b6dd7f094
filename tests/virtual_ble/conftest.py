from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.virtual_ble.vble.world import World

HERE = Path(__file__).parent
QUICK = ("test_backend.py", "test_faults.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of the bench run real bleak on it; what only the bench needs is slow."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.vble)
            if item.path.name not in QUICK:
                item.add_marker(pytest.mark.slow)


@pytest.fixture
def world() -> Iterator[World]:
    with World() as made:
        yield made
