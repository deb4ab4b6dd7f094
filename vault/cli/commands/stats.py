"""`stats`: the figures of a measure over a period."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any, Final

from vault.cli.command import Answer, Call, Command, Table
from vault.cli.measure_options import asked, of_a_measure
from vault.formatting import number
from vault.i18n import _
from vault.record.measures import Measure
from vault.usecases import charting
from vault.wording.measures import component_name, measure_name
from vault.wording.units import unit_word

_KEYS: Final = {
    "count": "count", "first": "first", "last": "last", "min": "minimum", "max": "maximum",
    "mean": "mean", "median": "median", "p10": "low_tenth", "p90": "high_tenth",
}  # fmt: skip


def _run(call: Call) -> Answer:
    session, topic = asked(call)
    told, measure = charting.figures(session, topic), topic.measure
    plain = {name: _plain(figures, measure) for name, figures in told.items()}
    data = plain.get("", {"components": plain, "unit": measure.unit})
    return Answer({"stats": data}, _said(measure, plain))


def _plain(figures: charting.Figures, measure: Measure) -> dict[str, Any]:
    values = asdict(figures.summary) if figures.summary else {"count": 0}
    return {
        **{key: values.get(name) for key, name in _KEYS.items()},
        "slope_30_days": figures.slope,
        "change": figures.change,
        "days_with_data": figures.days_with_data,
        "days": figures.days,
        "unit": measure.unit,
    }


def _said(measure: Measure, plain: dict[str, dict[str, Any]]) -> list[str | Table]:
    names = {
        "count": _("Measurements"), "first": _("First"), "last": _("Last"), "min": _("Lowest"),
        "max": _("Highest"), "mean": _("Mean"), "median": _("Median"),
        "slope_30_days": _("Change in 30 days"), "days_with_data": _("Days with data"),
    }  # fmt: skip
    heads = [measure_name(measure), *(component_name(one) if one else "" for one in plain)]
    rows = [
        [name, *(_cell(one[key], key, measure) for one in plain.values())]
        for key, name in names.items()
    ]
    said: list[str | Table] = [Table(heads, rows)]
    if any(one["count"] and one["slope_30_days"] is None for one in plain.values()):
        said.append(_("Not enough measurements to tell a trend."))
    return said


def _cell(value: float | None, key: str, measure: Measure) -> str:
    if value is None:
        return "\u2013"
    if key in ("count", "days_with_data"):
        return number(value, 0)
    text = number(value, measure.decimals, signed=key == "slope_30_days")
    return f"{text}\u00a0{unit_word(measure.unit)}".rstrip()


def _arguments(parser: ArgumentParser) -> None:
    of_a_measure(parser)


COMMANDS: Final = (
    Command(("stats",), lambda: _("Figures of a measurement over a period"), _run, _arguments),
)
