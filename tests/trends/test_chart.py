from __future__ import annotations

from dataclasses import replace

from tests.trends.shown import TODAY, chart
from vault.trends.calendar import Span


def test_a_part_of_many_days_names_both_its_ends_kept_within_the_period() -> None:
    made = replace(chart(3), timed=False, each=7, span=None)
    free = made.row(0).when
    assert " \u2013 " in free
    held = replace(made, span=Span(TODAY, TODAY)).row(2).when
    assert held == "23 Nov \u2013 23 Nov"
