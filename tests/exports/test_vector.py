"""A chart as SVG: small, whole, and what the other kinds of picture show."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from tests.trends.shown import chart, view, weights
from vault.exports.figure import SIZE, drawn, drawn_each, look
from vault.trends.chart import Chart, Mark
from vault.trends.shapes import Readings, picture

PAPER = look("measure_body", "Weight", "From 72.0 to 70.0 kg")
NAME = "{http://www.w3.org/2000/svg}"


def parts(made: Chart, name: str) -> list[Any]:
    root = ET.fromstring(drawn(made, PAPER, "svg"))  # noqa: S314 - made just now
    return list(root.iter(NAME + name))


def test_every_value_is_a_disc_and_the_legend_shows_one_more() -> None:
    discs = parts(chart(40), "circle")
    last = 1
    assert len(discs) == 40 + 1 + last
    assert {disc.get("r") for disc in discs} >= {"2"}


def test_a_disc_stands_where_its_value_is() -> None:
    (window,) = parts(chart(40), "clipPath")
    left, wide = (float(window[0].get(side)) for side in ("x", "width"))
    made = chart(40)
    across = [float(disc.get("cx")) for disc in parts(made, "circle")[:40]]
    share = (made.line.times - made.across.low) / (made.across.high - made.across.low)
    assert np.allclose(across, left + share * wide, atol=0.01)


def test_a_higher_value_stands_higher_on_the_paper() -> None:
    made = chart(40)
    heights = [float(disc.get("cy")) for disc in parts(made, "circle")[:40]]
    assert np.array_equal(np.argsort(heights), np.argsort(-made.line.values))


def test_values_that_are_not_sure_are_open() -> None:
    marks = np.array([Mark.SURE, Mark.SUPPOSED, Mark.BELOW, Mark.ABOVE], np.int8)
    made = picture(Readings(weights(4), None, marks), view())
    open_ones = [one for one in parts(made, "g") if one.get("fill") == "#ffffff"]
    assert max(len(one) for one in open_ones) == 3
    assert all(one.get("stroke-width") and one.get("stroke-opacity") for one in open_ones)


def test_the_edge_of_a_reference_is_dashed() -> None:
    dashes = [one.get("stroke-dasharray") for one in parts(chart(40), "path")]
    assert len([one for one in dashes if one]) == 1


@pytest.mark.parametrize("key", ["body_weight", "blood_pressure", "steps", "body_temperature"])
def test_every_shape_is_drawn_inside_its_paper(key: str) -> None:
    made = drawn(chart(40, key), PAPER, "svg")
    assert b"nan" not in made
    assert b"<image" not in made
    assert b"<use" not in made


def test_bars_keep_their_round_corners() -> None:
    assert any("Q" in one.get("d", "") for one in parts(chart(40, "steps"), "path"))


def test_several_charts_are_what_each_is_alone() -> None:
    charts = [chart(40), chart(3), chart(40, "steps")]
    together = list(drawn_each([(one, PAPER) for one in charts], SIZE))
    assert together == [drawn(one, PAPER, "svg") for one in charts]


def test_a_year_of_values_are_a_small_file() -> None:
    made = drawn(chart(700, period="year"), PAPER, "svg")
    assert len(made) < 100_000
