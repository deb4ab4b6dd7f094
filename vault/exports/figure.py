"""Charts on paper and in files: the drawing of `trends.figure`, in light colours, as bytes."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

from vault.paths import assets
from vault.trends.chart import Chart
from vault.trends.figure import draw, ready
from vault.trends.look import DPI, Look

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Kind = Literal["png", "svg", "pdf"]
SIZE: Final = (900, 480)  # px
SHARP: Final = 2  # a picture has so many pixels for each
_MADE: Final[dict[str, dict[str, None]]] = {  # no date, no program: the same chart, the same bytes
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


def look(ink: str, title: str = "", source: str = "") -> Look:
    """Return the light colours with the role `ink` for the measure; title and source are drawn."""
    theme = _light()
    return Look(theme["colours"], ink, theme["opacity"], 1.0, 1.0, title, source)


def drawn(chart: Chart, paper: Look, kind: Kind, size: tuple[int, int] = SIZE) -> bytes:
    """Draw a chart as a PNG, SVG or PDF; the same chart gives the same bytes.

    `size` in px of 1/96 inch. Text is drawn as paths in SVG, and kept as text in PDF.
    """
    figure = _figure(size)
    draw(figure, chart, paper)
    if kind == "svg":
        from vault.exports.vector import svg  # noqa: PLC0415 - loads matplotlib

        return svg(figure)
    made = io.BytesIO()
    figure.savefig(made, format=kind, dpi=DPI * SHARP, metadata=_MADE[kind])
    return made.getvalue()


def drawn_each(charts: Iterable[tuple[Chart, Look]], size: tuple[int, int]) -> Iterator[bytes]:
    """Draw several charts of one size as SVG, each as `drawn` does.

    They share one figure: making its axes takes as long as drawing on them.
    """
    from vault.exports.vector import svg  # noqa: PLC0415 - loads matplotlib

    figure = _figure(size)
    for chart, paper in charts:
        draw(figure, chart, paper)
        yield svg(figure)


def _figure(size: tuple[int, int]) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    ready()
    made = Figure(figsize=(size[0] / DPI, size[1] / DPI), dpi=DPI)
    FigureCanvasAgg(made)
    return made


@cache
def _light() -> dict[str, Any]:
    tokens = json.loads((assets() / "themes" / "tokens.json").read_text("utf-8"))
    light: dict[str, Any] = tokens["themes"]["light"]
    return light
