# noqa: INP001 - a program of its own, beside what it draws
"""Draws the pictures of the README from the made-up family: `python docs/pictures/draw.py`.

The same program gives the same bytes; nothing is read from a carnet.
"""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from vault.exports import figure
from vault.i18n import speak
from vault.paths import assets
from vault.record.measures import BODY_WEIGHT, Measure
from vault.record.series import Series, Times, Values
from vault.trends.calendar import until
from vault.trends.chart import Chart
from vault.trends.manners import manner
from vault.trends.shapes import Readings, View, picture
from vault.usecases import demo
from vault.wording.charts import speech
from vault.wording.measures import measure_name

TODAY = date(2026, 11, 24)
PARIS = ZoneInfo("Europe/Paris")
HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one file of the made-up export."""
    with zipfile.ZipFile(io.BytesIO(demo.withings_zip(TODAY))) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(name).decode())))


def column(found: list[dict[str, str]], name: str) -> Values:
    """Return one column as numbers."""
    return np.array([float(row[name]) for row in found], np.float64)


def times(found: list[dict[str, str]]) -> Times:
    """Return when, in ms since 1970 UTC; the export writes wall clocks."""
    walls = (datetime.fromisoformat(row["Date"]).replace(tzinfo=PARIS) for row in found)
    return np.array([round(wall.timestamp() * 1000) for wall in walls], np.int64)


def drawn_up(measure: Measure, readings: Readings) -> Chart:
    """Draw up three months of a measure."""
    view = View(until(TODAY, "quarter"), PARIS, manner(measure), (), speech(measure, TODAY))
    return picture(readings, view)


def weight() -> tuple[Measure, Readings]:
    """Return the made-up weights."""
    found = rows("weight.csv")
    return BODY_WEIGHT, Readings(Series(BODY_WEIGHT, times(found), column(found, "Weight (kg)")))


def main() -> None:
    """Write the pictures beside this file."""
    for language, name in (("fr", "poids"), ("en", "weight")):
        speak(language, assets() / "locale")
        measure, readings = weight()
        chart = drawn_up(measure, readings)
        look = figure.look(manner(measure).ink, measure_name(measure), chart.sentence)
        (HERE / f"{name}.png").write_bytes(figure.drawn(chart, look, "png"))


if __name__ == "__main__":
    main()
