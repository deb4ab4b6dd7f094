from __future__ import annotations

from decimal import Decimal

import pytest

from vault.record.measures import BLOOD_PRESSURE, BODY_WEIGHT
from vault.record.references import Reference
from vault.wording.references import drawn, sentence, values


def weight(low: str | None, high: str | None) -> Reference:
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    return Reference("body_weight", ends[0], ends[1], "kg", "me")


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("60", "70", "60.0 to 70.0\u00a0kg"),
        (None, "70.25", "at most 70.25\u00a0kg"),
        ("60", None, "at least 60.0\u00a0kg"),
    ],
)
def test_the_ends_that_there_are_are_said(low: str | None, high: str | None, said: str) -> None:
    assert values((weight(low, high),), BODY_WEIGHT) == said


def test_a_panel_is_said_as_one() -> None:
    both = tuple(
        Reference(
            "blood_pressure", low, high, "mm[Hg]", "professional", "Dr Leroy", "2026-09", part
        )
        for part, low, high in (
            ("systolic", None, Decimal(135)), ("diastolic", Decimal(60), None),
        )
    )  # fmt: skip
    said = "Reference: 135/60\u00a0mmHg (Dr Leroy, September 2026)."
    assert sentence(both, BLOOD_PRESSURE) == said
    zones = drawn(both, BLOOD_PRESSURE)
    assert [(one.low, one.high, one.sentence) for one in zones] == [
        (None, 135.0, said), (60.0, None, ""),
    ]  # fmt: skip
    assert zones[0].label == "Reference range: at most 135\u00a0mmHg"


def test_nothing_is_said_where_nothing_was_chosen() -> None:
    assert sentence((), BODY_WEIGHT) == ""
    assert drawn((), BODY_WEIGHT) == ()


def test_one_of_the_person_has_no_date() -> None:
    assert sentence((weight(None, "70"),), BODY_WEIGHT).endswith("(noted by you).")
