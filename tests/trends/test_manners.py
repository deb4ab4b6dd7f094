from __future__ import annotations

import json

from vault.paths import assets
from vault.record.measures import BLOOD_PRESSURE, BODY_WEIGHT, MEASURES, SLEEP, STEPS
from vault.trends.manners import _INK_OF, manner


def test_every_measure_is_drawn_somehow() -> None:
    for measure in MEASURES.values():
        assert manner(measure).decimals == measure.decimals


def test_a_shape_follows_the_kind() -> None:
    shapes = {one.key: manner(one).shape for one in (BODY_WEIGHT, BLOOD_PRESSURE, STEPS, SLEEP)}
    assert shapes == {
        "body_weight": "line", "blood_pressure": "ranges", "steps": "bars", "sleep": "bars",
    }  # fmt: skip


def test_every_colour_is_one_of_the_theme_and_every_key_a_measure() -> None:
    themes = json.loads((assets() / "themes/tokens.json").read_text())["themes"]
    assert {manner(one).ink for one in MEASURES.values()} <= set(themes["light"]["colours"])
    assert set(_INK_OF) <= set(MEASURES)
