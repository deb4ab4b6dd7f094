from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from vault.record.moments import lies_ahead

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(("minutes", "ahead"), [(-1, False), (0, False), (5, False), (6, True)])
def test_two_clocks_may_differ_by_some_minutes(minutes: int, *, ahead: bool) -> None:
    """R08: whatever the zones of the two."""
    there = (NOON + timedelta(minutes=minutes)).astimezone(timezone(timedelta(hours=9)))
    assert lies_ahead(there, NOON) is ahead
