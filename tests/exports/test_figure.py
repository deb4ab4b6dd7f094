"""Charts as files: the same bytes for the same chart, in three kinds."""

from __future__ import annotations

from typing import get_args
from xml.etree import ElementTree as ET

import pypdfium2
import pytest

from tests.trends.shown import view, weights
from vault.exports.figure import SIZE, Kind, drawn, look
from vault.trends.chart import Chart
from vault.trends.shapes import Readings, picture

PAPER = look("measure_body", "Weight", "From 72.0 to 70.0 kg")


@pytest.fixture
def chart() -> Chart:
    return picture(Readings(weights(60)), view())


@pytest.mark.parametrize("kind", get_args(Kind))
def test_the_same_chart_gives_the_same_bytes(chart: Chart, kind: Kind) -> None:
    assert drawn(chart, PAPER, kind) == drawn(chart, PAPER, kind)


def test_a_png_is_sharp(chart: Chart) -> None:
    made = drawn(chart, PAPER, "png")
    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(made[16:20], "big") == 2 * SIZE[0]


def test_an_svg_is_whole_and_holds_no_font(chart: Chart) -> None:
    made = drawn(chart, PAPER, "svg")
    root = ET.fromstring(made)  # noqa: S314 - made just now
    assert root.tag.endswith("svg")
    assert b"<text" not in made
    assert b"date>" not in made


def test_a_pdf_is_one_page_with_its_words(chart: Chart) -> None:
    document = pypdfium2.PdfDocument(drawn(chart, PAPER, "pdf"))
    assert len(document) == 1
    assert "Weight" in document[0].get_textpage().get_text_bounded()
