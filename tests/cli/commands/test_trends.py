"""`stats` and `chart` by the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Carnet, FakeClock, opened
from tests.usecases.practice_bench import weigh
from vault.usecases import people

KEYS = {
    "count", "first", "last", "min", "max", "mean", "median", "p10", "p90", "slope_30_days",
    "change", "days_with_data", "days", "unit",
}  # fmt: skip


@pytest.fixture
def weighed(place: Path, clock: FakeClock) -> None:
    """Twelve weights, one a day, in the vault at `place`."""
    session = opened(place, clock)
    weigh(session, people.named(session, None), *(f"{70 - k / 10:.1f}" for k in range(12)))
    session.end()


@pytest.mark.usefixtures("weighed")
def test_stats_have_every_key(carnet: Carnet) -> None:
    code, told = carnet("stats", "--measure", "body_weight")
    assert code == 0
    assert set(told["stats"]) >= KEYS
    assert told["stats"]["count"] == 12
    assert told["stats"]["slope_30_days"] == pytest.approx(-3)
    assert (told["stats"]["first"], told["stats"]["last"]) == (70, 68.9)


def test_too_little_is_null_and_pressure_has_its_parts(carnet: Carnet) -> None:
    _code, told = carnet("stats", "--measure", "body_weight")
    assert told["stats"]["count"] == 0
    assert told["stats"]["mean"] is told["stats"]["slope_30_days"] is None
    _code, told = carnet("stats", "--measure", "blood_pressure")
    assert set(told["stats"]["components"]) == {"systolic", "diastolic"}


@pytest.mark.usefixtures("weighed")
@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_a_chart_lands_where_it_was_asked(carnet: Carnet, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"weight.{kind}"
    assert carnet("chart", "--measure", "body_weight", "--out", str(out)) == (
        0,
        {"file": str(out)},
    )
    assert out.stat().st_size > 1000


def test_what_does_not_fit_is_said(carnet: Carnet, tmp_path: Path) -> None:
    gif = str(tmp_path / "weight.gif")
    assert carnet("chart", "--measure", "body_weight", "--out", gif)[0] == 2
    code, told = carnet("stats", "--measure", "body_wait")
    assert (code, told["error"]["kind"]) == (2, "UnknownMeasure")
    nowhere = str(tmp_path / "no" / "weight.png")
    assert carnet("chart", "--measure", "body_weight", "--out", nowhere)[0] == 8
