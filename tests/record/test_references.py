from __future__ import annotations

from decimal import Decimal

import pytest

from vault.record.references import Reference, standing


def between(low: str | None, high: str | None, part: str = "") -> Reference:
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    return Reference("body_weight", ends[0], ends[1], "kg", "me", part=part)


@pytest.mark.parametrize(
    ("value", "said"),
    [(59.9, "below"), (60.0, "within"), (70.0, "within"), (70.1, "above")],
)
def test_the_ends_belong_to_the_reference(value: float, said: str) -> None:
    assert between("60", "70").standing(value) == said


def test_an_open_end_is_never_passed() -> None:
    assert between(None, "70").standing(-1e9) == "within"
    assert between("60", None).standing(1e9) == "within"


@pytest.mark.parametrize(
    ("upper", "lower", "said"),
    [(130, 80, "within"), (140, 60, "above"), (130, 90, "above"), (90, 80, "below")],
)
def test_one_part_above_is_above(upper: float, lower: float, said: str) -> None:
    both = (between("100", "135", "systolic"), between("70", "85", "diastolic"))
    assert standing(both, (upper, lower)) == said
