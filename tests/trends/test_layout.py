from __future__ import annotations

from dataclasses import replace

from tests.trends.shown import LOOK, chart
from vault.trends.layout import fitting, room

SIZE = (650.0, 531.0)


def letters(text: str, points: float) -> float:
    return len(text) * points


def test_words_that_never_fit_leave_the_first() -> None:
    made = chart()
    across = replace(made.across, ticks=tuple((at, "w" * 40) for at, _w in made.across.ticks))
    made = replace(made, across=across)
    box = room(SIZE, made, LOOK, letters)
    assert len(fitting(box, SIZE, made, LOOK, letters)) <= 1


def test_no_mark_at_all_is_no_word() -> None:
    made = replace(chart(), across=replace(chart().across, ticks=()))
    assert fitting(room(SIZE, made, LOOK, letters), SIZE, made, LOOK, letters) == []
