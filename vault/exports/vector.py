"""A drawing of matplotlib as a small SVG: every dot is a circle, every word an outline.

matplotlib's own SVG refers to a definition for each dot and each letter; what sets the picture on
paper resolves every reference, which takes longer than all the rest of a page. To be imported
where it is used: matplotlib is slow to load.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase  # noqa: TID253 - see above
from matplotlib.colors import to_hex, to_rgba  # noqa: TID253
from matplotlib.font_manager import FontProperties  # noqa: TID253
from matplotlib.path import Path  # noqa: TID253
from matplotlib.textpath import TextToPath  # noqa: TID253
from matplotlib.transforms import Affine2D, BboxBase, Transform  # noqa: TID253

from vault.trends.figure import ready

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.typing import ColorType

INCH: Final = 72  # points, the unit inside the picture
_COMMANDS: Final = {  # the letter of each code, and the points that belong to it
    int(Path.MOVETO): ("M", 1),
    int(Path.LINETO): ("L", 1),
    int(Path.CURVE3): ("Q", 2),
    int(Path.CURVE4): ("C", 3),
    int(Path.CLOSEPOLY): ("Z", 0),
}
_OVER: Final = Affine2D().scale(1, -1)  # y grows downwards in an SVG

Edges = tuple[float, float, float, float]  # left, top, width, height


def svg(figure: Figure) -> bytes:
    """Return a figure as SVG 1.1, in points; the same figure gives the same bytes.

    The figure is left at 72 dots an inch. Paths, markers and upright words are all that a chart
    is made of; anything else raises `NotImplementedError`.
    """
    figure.set_dpi(INCH)
    wide, high = (float(side) * INCH for side in figure.get_size_inches())
    paper = _Paper(wide, high)
    figure.draw(paper)
    size = f'width="{wide:.6g}pt" height="{high:.6g}pt" viewBox="0 0 {wide:.6g} {high:.6g}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" {size}>'
    lines = ('<?xml version="1.0" encoding="utf-8"?>', head, *paper.lines, "</svg>\n")
    return "\n".join(lines).encode()


class _Paper(RendererBase):
    """Writes one line for each path, for the dots of a series, for a word."""

    def __init__(self, wide: float, high: float) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._size = wide, high
        self._down = Affine2D().scale(1, -1).translate(0, high)
        self._windows: dict[Edges, str] = {}  # what is seen through: its name

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self._size

    def draw_path(
        self, gc: GraphicsContextBase, path: Path, transform: Transform,
        face: ColorType | None = None,
    ) -> None:  # fmt: skip
        clip = None if face is not None else (0.0, 0.0, *self._size)
        simple = path.should_simplify and face is None
        drawn = path.cleaned(
            transform + self._down, remove_nans=True, clip=clip, simplify=simple, curves=True
        )
        self._write(gc, f'<path d="{_outline(drawn)}"', "/>", face)

    def draw_markers(
        self, gc: GraphicsContextBase, marker_path: Path, marker_trans: Transform,
        path: Path, trans: Transform, face: ColorType | None = None,
    ) -> None:  # fmt: skip
        """Write discs, the one marker of charts: matplotlib's is a circle of radius 1."""
        del marker_path
        radius = marker_trans.get_matrix()[0, 0]
        places = path.cleaned(trans + self._down, remove_nans=True)
        discs = "".join(
            f'<circle cx="{x:.6g}" cy="{y:.6g}" r="{radius:.6g}"/>'
            for x, y in np.asarray(places.vertices)[:-1].tolist()
        )
        self._write(gc, "<g", f">{discs}</g>", face)

    def draw_text(
        self, gc: GraphicsContextBase, x: float, y: float, s: str, prop: FontProperties,
        *_angle: Any, **_more: Any,
    ) -> None:  # fmt: skip
        large = prop.get_size_in_points() / TextToPath.FONT_SCALE
        place = f'transform="translate({x:.6g} {y:.6g}) scale({large:.6g})"'
        gc.set_linewidth(0)
        self._write(gc, f'<path d="{_word(s)}" {place}', "/>", gc.get_rgb())

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, *_formula: Any, **_more: Any
    ) -> tuple[float, float, float]:
        large = prop.get_size_in_points() / TextToPath.FONT_SCALE
        wide, high, deep = _extent(s)
        return wide * large, high * large, deep * large

    def _write(
        self, gc: GraphicsContextBase, begun: str, ended: str, face: ColorType | None
    ) -> None:
        """Write an element with its colours, its line and the window in which it is seen."""
        says = [_fill(gc, face)]
        if gc.get_linewidth():
            says.append(_stroke(gc))
        if (window := gc.get_clip_rectangle()) is not None:
            says.append(f' clip-path="url(#{self._window(window)})"')
        self.lines.append(f"{begun}{''.join(says)}{ended}")

    def _window(self, box: BboxBase) -> str:
        left, right, top = box.x0, box.x1, self._size[1] - box.y1
        edges = (left, top, right - left, box.y1 - box.y0)
        if edges not in self._windows:
            name = self._windows[edges] = f"window{len(self._windows)}"
            x, y, wide, high = (f"{edge:.6g}" for edge in edges)
            seen = f'<rect x="{x}" y="{y}" width="{wide}" height="{high}"/>'
            self.lines.append(f'<clipPath id="{name}">{seen}</clipPath>')
        return self._windows[edges]


def _fill(gc: GraphicsContextBase, face: ColorType | None) -> str:
    if face is None:
        return ' fill="none"'
    return f' fill="{to_hex(face)}"{_opacity("fill", gc, face)}'


def _stroke(gc: GraphicsContextBase) -> str:
    hue, (offset, lengths) = gc.get_rgb(), gc.get_dashes()
    ends = "square" if gc.get_capstyle() == "projecting" else gc.get_capstyle()
    says = f' stroke="{to_hex(hue)}" stroke-width="{gc.get_linewidth():.6g}"'
    says += f' stroke-linejoin="{gc.get_joinstyle()}" stroke-linecap="{ends}"'
    if lengths is not None:
        each = " ".join(f"{length:.6g}" for length in np.asarray(lengths).tolist())
        says += f' stroke-dasharray="{each}" stroke-dashoffset="{offset:.6g}"'
    return says + _opacity("stroke", gc, hue)


def _opacity(what: str, gc: GraphicsContextBase, hue: ColorType) -> str:
    share = gc.get_alpha() if gc.get_forced_alpha() else to_rgba(hue)[3]
    return "" if share == 1 else f' {what}-opacity="{share:.6g}"'


def _outline(path: Path) -> str:
    """Write a path as SVG does."""
    points: list[list[float]] = np.asarray(path.vertices).tolist()
    codes: list[int] = np.asarray(path.codes).tolist()
    said: list[str] = []
    k = 0
    while codes[k] != Path.STOP:
        letter, count = _COMMANDS[codes[k]]
        said.append(letter + " ".join(f"{x:.6g} {y:.6g}" for x, y in points[k : k + count]))
        k += max(count, 1)
    return "".join(said)


@lru_cache(maxsize=256)
def _word(words: str) -> str:
    """Return the outlines of words at the size of 100 points, y downwards."""
    points, codes = TextToPath().get_text_path(FontProperties(family=ready()), words)
    return _outline(Path(points, codes).cleaned(_OVER, curves=True))


@lru_cache(maxsize=256)
def _extent(words: str) -> tuple[float, float, float]:
    """Return width, height and depth of words at the size of 100 points."""
    face = FontProperties(family=ready(), size=TextToPath.FONT_SCALE)
    extent: tuple[float, float, float] = TextToPath().get_text_width_height_descent(
        words, face, ismath=False
    )
    return extent
