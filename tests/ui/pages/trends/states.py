"""Named states of the trends page; everybody and everything in them is made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import numpy as np

from tests.ui.pages.trends.told import TODAY, loading, panel, series, state, told
from tests.ui.shots import ANNE, Pictured, Whose, own
from vault.i18n import _, speak, spoken
from vault.paths import assets
from vault.record.measures import (
    BLOOD_PRESSURE,
    BODY_WEIGHT,
    GLUCOSE,
    HEART_RATE,
    MEASURES,
    SLEEP,
    STEPS,
)
from vault.record.references import Reference
from vault.record.series import Series
from vault.trends.calendar import Span
from vault.trends.chart import Mark
from vault.trends.comparison import Compared
from vault.ui.pages.trends.page import TrendsPage
from vault.ui.pages.trends.state import Against, TrendsState

_DICE = np.random.default_rng(20261123)
_NOISE = _DICE.normal(0, 0.35, 200)
_YEARS = Span(TODAY - timedelta(days=1460), TODAY)


def _weights(days: int = 90, every: int = 1) -> Series:
    return series(BODY_WEIGHT, days, lambda k: round(70.9 - 0.026 * k + _NOISE[k], 1), every)


def _ready() -> TrendsState:
    kept = _weights()
    shown = [k for k in range(90) if k % 7 not in (2, 4)]
    by = Reference(
        "body_weight", Decimal(62), Decimal(70), "kg", "professional", "Dr Sophie Leroy", "2026-09"
    )
    return state(told(kept.at(np.array(shown)), references=(by,)))


def _sure() -> TrendsState:
    marks = (Mark.SURE, Mark.SUPPOSED, Mark.SURE, Mark.BELOW, Mark.ABOVE, Mark.SURE)
    values = (94.0, 102.0, 98.0, 40.0, 310.0, 91.0)
    held = series(GLUCOSE, 6, lambda k: values[k])
    return state(told(held, Span(TODAY - timedelta(days=29), TODAY), marks=marks))


def _pressures() -> TrendsState:
    upper = series(BLOOD_PRESSURE, 60, lambda k: round(134 + 12 * _NOISE[k]), 2)
    lower = np.round(upper.values - 50 + 6 * _NOISE[: len(upper)])
    ends = (("systolic", Decimal(135)), ("diastolic", Decimal(85)))
    mine = tuple(
        Reference("blood_pressure", None, high, "mm[Hg]", "me", part=part) for part, high in ends
    )
    return state(told(upper, lower=lower, references=mine))


def _pulse() -> TrendsState:
    beats = told(series(HEART_RATE, 60, lambda k: round(68 + 8 * _NOISE[k + 9]), 2))
    return replace(_pressures(), second=panel(beats))


def _compared() -> TrendsState:
    before = series(BODY_WEIGHT, 90, lambda k: round(72.1 - 0.014 * k + _NOISE[k + 60], 1), 3)
    found = told(before)
    assert found.chart.trend is not None
    other = found.chart.trend
    shown = state(told(_weights(), compared=Compared((other,), _("Previous period"))))
    return replace(shown, against=Against("previous"), others=(("steps", _("Steps")),))


def _hearts() -> TrendsState:
    times = np.sort(_DICE.integers(0, 89 * 86_400_000, 6000)) + _weights().times[0]
    held = Series(HEART_RATE, times, np.rint(_DICE.normal(68, 9, 6000)))
    return state(told(held))


def _years() -> TrendsState:
    held = series(STEPS, 1461, lambda k: float(5000 + 30 * (k % 100)))
    return state(told(held, _YEARS))


def _all() -> dict[str, TrendsState]:
    ready = _ready()
    name = "Hémoglobine glyquée fractionnée par chromatographie"
    failed = _("Part of this carnet cannot be read. Nothing was changed.")
    nothing = told(series(BODY_WEIGHT, 90, lambda _k: 70.0).at(slice(0, 0)))
    return {
        "ready": ready,
        "long": replace(
            ready, title=name, curve=name,
            lasts=tuple(replace(one, when=f"{one.when} · {name}") for one in ready.lasts),
        ),
        "few": state(told(_weights(5))),
        "single": state(told(_weights(1))),
        "marks": _sure(),
        "pressure": _pressures(),
        "pulse": _pulse(),
        "compared": _compared(),
        "panels": replace(
            ready,
            second=panel(told(series(STEPS, 90, lambda k: float(5200 + 800 * (k % 5))))),
            against=Against("none", "steps"),
        ),
        "band": _hearts(),
        "bars": state(told(series(STEPS, 90, lambda k: float(5200 + 800 * (k % 5))))),
        "years": _years(),
        "sleep": state(told(series(SLEEP, 90, lambda k: 420 + 60 * _NOISE[k]))),
        "laboratory": state(told(series(MEASURES["ldl_cholesterol"], 90, lambda k: 1.3, 44))),
        "none": state(nothing),
        "elsewhere": state(told(_weights(), Span(date(2020, 1, 1), date(2020, 3, 30)))),
        "loading": loading(BODY_WEIGHT),
        "failed": replace(loading(BODY_WEIGHT), step="failed", sentence=failed),
    }  # fmt: skip


@cache
def states(language: str) -> dict[str, TrendsState]:
    """Return every state that the page must be able to draw, by name."""
    if spoken() != language:
        speak(language, assets() / "locale")
    return _all()


def _whose(name: str) -> Whose:
    return (ANNE, 0) if name == "long" else own(name)


PICTURED = Pictured("measures", states, TrendsPage, whose=_whose)
