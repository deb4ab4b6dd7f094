"""S06: which days a date covers, in the zone of the grant."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from vault.record.spans import days, of_resource

PARIS, AUCKLAND = ZoneInfo("Europe/Paris"), ZoneInfo("Pacific/Auckland")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("1900", "1900-01-01", "1900-12-31"),
        ("2026-11-23", "2026-11-23", "2026-11-23"),
        ("2026-11-22T23:30:00Z", "2026-11-23", "2026-11-23"),
        ("2026-11-22T22:30:00Z", "2026-11-22", "2026-11-22"),
        ("2026-11-22T23:30:00", "2026-11-22", "2026-11-22"),
        ("2026-03-29T01:30:00+01:00", "2026-03-29", "2026-03-29"),
        ("2026-10-25T23:59:59.999999999+01:00", "2026-10-25", "2026-10-25"),
        ("2026-10-24T22:00:00Z", "2026-10-25", "2026-10-25"),
    ],
)
def test_s06_a_date_covers_its_days(text: str, first: str, last: str) -> None:
    assert days(text, PARIS) == (date.fromisoformat(first), date.fromisoformat(last))


def test_s06_the_zone_decides_the_day() -> None:
    assert days("2026-06-30T13:00:00Z", AUCKLAND) == (date(2026, 7, 1), date(2026, 7, 1))


def test_s06_a_period_covers_from_its_first_to_its_last_day() -> None:
    span = {"start": "2026-01", "end": "2026-02-03T10:00:00+01:00"}

    assert days(span, PARIS) == (date(2026, 1, 1), date(2026, 2, 3))
    assert days({"start": "2026"}, PARIS) is None
    assert days({"end": "2026"}, PARIS) is None


@pytest.mark.parametrize(
    "value",
    ["", "0000", "2026-13", "2026-02-30", "26", "2026-1-1", "next week", "2026-06-30T25:00:00Z",
     "0001-01-01T00:00:00+14:00", "2026-06-30 10:00:00", None, 2026, ["2026"]],
)  # fmt: skip
def test_s06_what_is_no_date_covers_no_day(value: Any) -> None:
    assert days(value, PARIS) is None


def test_s06_the_first_element_that_is_there_counts() -> None:
    seen = {"resourceType": "Observation", "effectiveDateTime": "x", "effectivePeriod": {}}
    assert of_resource(seen, PARIS) is None
    assert of_resource({"resourceType": "Immunization", "occurrenceString": "2020"}, PARIS) is None
    assert of_resource({"resourceType": "Appointment", "start": "2020"}, PARIS)
