"""Whose reading it may be (D11): the vectors, and what may be kept without asking."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from vault.devices.attribution import Case, Weights, doubt, propose

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)


def weights(person: str, kg: str, days: int = 3, *, young: bool = False) -> Weights:
    return Weights(person, [(NOW - timedelta(days=days), Decimal(kg))], young)


HOUSE = [weights("a", "68.4"), weights("b", "82.1")]
CLOSE = [weights("a", "68.4"), weights("b", "70.2")]
FAMILY = [weights("child", "14.0", young=True), weights("adult", "61.2")]
LONG_AGO = [weights("a", "68.4", 70)]


@pytest.mark.parametrize(
    ("people", "kg", "who"),
    [
        (HOUSE, "68.9", "a"), (HOUSE, "75.0", None), (HOUSE, "84.0", "b"), (HOUSE, "85.1", None),
        (CLOSE, "69.0", None), (FAMILY, "14.6", "child"), (FAMILY, "18.0", None),
        (LONG_AGO, "71.4", "a"), (LONG_AGO, "71.6", None), ([], "70", None),
        ([weights("a", "68.4", 181)], "68.4", None),
    ],
)  # fmt: skip
def test_the_nearest_is_proposed_when_nobody_else_can_be_meant(
    people: list[Weights], kg: str, who: str | None
) -> None:
    assert propose(Decimal(kg), people, NOW) == who


def test_the_reference_is_the_median_of_the_last_three() -> None:
    known = [
        (NOW - timedelta(days=d), Decimal(kg)) for d, kg in ((1, 90), (2, 70), (3, 70), (4, 95))
    ]
    assert propose(Decimal("70.5"), [Weights("a", known)], NOW) == "a"
    assert propose(Decimal("89.5"), [Weights("a", known)], NOW) is None


def case(
    kg: str | None = "68.9", *, bounds: bool = True, timed: bool = True,
    flags: frozenset[str] = frozenset(), slot: int | None = None,
) -> Case:  # fmt: skip
    return Case((kg and Decimal(kg)) or None, bounds, timed, flags, slot)


@pytest.mark.parametrize(
    ("looked_at", "why"),
    [
        (case(), None), (case(None), None), (case("75.0"), "weight_far"),
        (case(timed=False), "no_time"), (case(bounds=False), "out_of_bounds"),
        (case(flags=frozenset({"surplus_bytes"})), "questionable"),
        (case(flags=frozenset({"bad_time"})), None),
        (case(slot=2), "other_slot"), (case(slot=1), None), (case(slot=255), None),
    ],
)  # fmt: skip
def test_the_guard(looked_at: Case, why: str | None) -> None:
    assert doubt(looked_at, HOUSE[0], {1: "a", 2: "b"}, NOW) == why


def test_a_first_weight_has_nothing_to_be_far_from() -> None:
    assert doubt(case("75.0"), Weights("a", []), {}, NOW) is None
