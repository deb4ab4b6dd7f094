"""`stats` and `chart` on a real vault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Carnet


@pytest.fixture
def weighed(carnet: Carnet) -> Carnet:
    for day, kilos in (("2025-11-20", "71.2"), ("2025-11-21", "71.0")):
        code, _answer = carnet("add", "body_weight", kilos, "--at", f"{day}T07:10:00+01:00")
        assert code == 0
    return carnet


def test_figures_have_the_names_of_the_contract(weighed: Carnet) -> None:
    code, answer = weighed("stats", "--measure", "body_weight")
    assert code == 0
    assert answer["stats"] == {
        "count": 2, "first": 71.2, "last": 71.0, "min": 71.0, "max": 71.2,
        "mean": pytest.approx(71.1), "median": pytest.approx(71.1), "p10": pytest.approx(71.02),
        "p90": pytest.approx(71.18), "slope_30_days": None, "change": None, "days_with_data": 2,
        "days": 2, "unit": "kg",
    }  # fmt: skip


def test_a_panel_has_components_and_nothing_measured_is_null(carnet: Carnet) -> None:
    code, answer = carnet("stats", "--measure", "blood_pressure")
    assert code == 0
    assert set(answer["stats"]["components"]) == {"systolic", "diastolic"}
    assert answer["stats"]["components"]["systolic"]["mean"] is None


@pytest.mark.parametrize(
    ("name", "begins"), [("c.png", b"\x89PNG"), ("c.svg", b"<?xml"), ("c.pdf", b"%PDF")]
)
def test_a_chart_is_written(weighed: Carnet, tmp_path: Path, name: str, begins: bytes) -> None:
    place = tmp_path / name
    code, answer = weighed("chart", "--measure", "body_weight", "--out", str(place))
    assert (code, answer["file"]) == (0, str(place))
    assert place.read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("chart", "--measure", "body_weight", "--out", "c.gif"), "WrongUse"),
        (("stats", "--measure", "no_such"), "UnknownMeasure"),
        (("stats", "--measure", "steps", "--from", "yesterday"), "WrongUse"),
        (("stats", "--measure", "steps", "--person", "Odile"), "UnknownPerson"),
    ],
)
def test_what_does_not_fit_is_said(carnet: Carnet, words: tuple[str, ...], kind: str) -> None:
    code, answer = carnet(*words)
    assert (code, answer["error"]["kind"]) == (2, kind)
