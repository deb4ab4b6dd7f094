"""From numbers to the words of the trends page; no widget, no vault."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, tzinfo
from math import isnan
from typing import Final

from vault import formatting
from vault.formatting import clock
from vault.i18n import _, ngettext
from vault.record.references import standing
from vault.trends.calendar import Period, Span, moment
from vault.trends.chart import Chart, Mark
from vault.trends.statistics import WEEK, Summary
from vault.ui.pages.trends.state import Last, Position, Said, Trend, TrendsState, Way
from vault.usecases.charting import totalled
from vault.usecases.trending import Last as Value
from vault.usecases.trending import Told
from vault.wording.measures import component_name
from vault.wording.references import standing_word
from vault.wording.values import near

_SIGNS: Final = {Mark.BELOW: "< ", Mark.ABOVE: "> "}
_MINUS: Final = "\u2212"


@dataclass(frozen=True, slots=True)
class Reader:
    """When and where the page is read."""

    today: date
    zone: tzinfo


def drawn(state: TrendsState, found: Told, reader: Reader) -> TrendsState:
    """Return the state that shows what was found, in the period and under the title of `state`."""
    return replace(
        state,
        step="ready" if len(found.chart) else "empty",
        dates=dates(found.topic.span, reader),
        later=found.topic.span.last < reader.today,
        chart=found.chart,
        facts=found.facts,
        latest=latest(found, reader),
        trend=trend(found, state.period),
        position=position(found),
        figures=figures(found),
        lasts=lasts(found, reader),
        every=every(found),
        note=note(found),
        sentence=notice(found),
    )


def dates(span: Span, reader: Reader) -> str:
    """Say the days that are shown."""
    return formatting.span(reader.today, span.first, span.last)


def latest(found: Told, reader: Reader) -> Said | None:
    """Say the last value of all and when it was measured."""
    if not found.lasts:
        return None
    last = found.lasts[0]
    at = moment(last.at, reader.zone)
    when = near(reader.today, at.date(), night=_is_night(found))
    if not totalled(found.topic.measure):
        when = _("{day} at {time}").format(day=when, time=clock(at))
    about = _("Last measurement · {when}").format(when=when)
    return Said(about, _number(found.chart, last), _unit(found.chart))


def trend(found: Told, period: Period | None) -> Trend | None:
    """Say which way it goes, or that it cannot be said; of a panel, by its first part."""
    told = next(iter(found.figures.values()))
    if told.summary is None:
        return None
    if told.change is None:
        return Trend(None, "", _("Not enough measurements to tell a trend"))
    over = _("over {period}").format(period=_length(period, found.topic.span.days))
    part = next(iter(found.figures))
    if part:
        over = f"{component_name(part)}, {over}"
    if told.stable:
        return Trend("stable", _("Stable"), over)
    way: Way = "up" if told.change > 0 else "down"
    return Trend(way, _signed(found.chart, told.change), over)


def position(found: Told) -> Position | None:
    """Say where the last value of all stands against the reference."""
    if not found.references or not found.lasts:
        return None
    last = found.lasts[0]
    upper = found.topic.measure.components[:1]
    parts = [
        last.value
        if last.low is None or one.part in {"", *(part.name for part in upper)}
        else last.low
        for one in found.references
    ]
    where = standing(found.references, parts)
    return Position("good" if where == "within" else "look", standing_word(where))


def figures(found: Told) -> tuple[Said, ...]:
    """Say the figures of the period, each with its unit."""
    chart = found.chart
    known = [one.summary for one in found.figures.values() if one.summary is not None]
    if not known:
        return ()
    count = Said(_("Measurements"), formatting.whole(chart.behind))
    told = next(iter(found.figures.values()))
    empty = Said(_("Days without measurement"), formatting.whole(told.days - told.days_with_data))
    ends = (
        Said(_("Mean"), _parts(chart, *(one.mean for one in known)), _unit(chart)),
        Said(_("Lowest"), _parts(chart, *(one.minimum for one in known)), _unit(chart)),
        Said(_("Highest"), _parts(chart, *(one.maximum for one in known)), _unit(chart)),
    )
    change = () if len(known) > 1 else (_change(chart, known[0]),)
    return (*ends, *change, count, empty, *_compared(found))


def _compared(found: Told) -> tuple[Said, ...]:
    """Say the mean of the other period, and the difference of the two."""
    pairs = [
        (found.figures[name].summary, one.summary) for name, one in found.compared.items()
        if name in found.figures
    ]  # fmt: skip
    chart, known = found.chart, [(a, b) for a, b in pairs if a is not None and b is not None]
    if chart.compared is None or not known:
        return ()
    means = Said(
        _("Mean: {period}").format(period=chart.compared.word.lower()),
        _parts(chart, *(other.mean for _own, other in known)), _unit(chart),
    )  # fmt: skip
    if len(known) > 1:
        return (means,)
    own, other = known[0]
    gap = Said(_("Difference of the means"), _bare(chart, own.mean - other.mean), _unit(chart))
    return (means, gap)


def lasts(found: Told, reader: Reader) -> tuple[Last, ...]:
    """Say the last measurements, the newest first."""
    return tuple(_last(found, one, reader) for one in found.lasts)


def every(found: Told) -> str:
    """Say the button that opens all values."""
    count = found.chart.behind
    if not count or totalled(found.topic.measure):
        return _("See all measurements") if found.lasts else ""
    return ngettext("See the {n} value", "See the {n} values", count).format(
        n=formatting.whole(count)
    )


def clipped(start: float, end: float, reader: Reader) -> Span:
    """Return the whole days of a zoom, none of them to come."""
    first, last = (moment(int(at), reader.zone).date() for at in (start, end))
    last = min(last, reader.today)
    return Span(min(first, last), last)


def note(found: Told) -> str:
    """Say under the chart what it rests on: the reference, and how samples were gathered."""
    chart = found.chart
    if not len(chart):
        return ""
    said = [known.sentence for known in chart.references if known.sentence]
    if chart.shape == "band" or (chart.shape == "ranges" and chart.each):
        said.append(
            {
                0: _("Lowest and highest of each part of a day."),
                1: _("Lowest and highest per day."),
                WEEK: _("Mean per week, with the lowest and the highest."),
            }.get(
                chart.each,
                _("Mean of each {n} days, with the lowest and the highest.").format(n=chart.each),
            )
        )
    elif chart.shape == "bars" and chart.each > 1:
        said.append(
            _("Mean per week.")
            if chart.each == WEEK
            else _("Mean of each {n} days.").format(n=chart.each)
        )
    if chart.references:
        said.append(_("It does not replace medical advice."))
    return " ".join(said)


def notice(found: Told) -> str:
    """Say what stands in place of a chart, or nothing."""
    if not len(found.chart):
        return _("No measurement in this period.")
    if len(found.chart) == 1 and found.chart.shape == "line":
        return _("A curve needs at least two measurements.")
    return ""


def _last(found: Told, last: Value, reader: Reader) -> Last:
    at = moment(last.at, reader.zone)
    day = near(reader.today, at.date(), night=_is_night(found))
    when = day[:1].upper() + day[1:]
    if day == _("today") and not totalled(found.topic.measure):
        when = f"{when}, {clock(at)}"
    about = " · ".join(filter(None, (when, last.source)))
    value = found.chart.speech.quantity(_number(found.chart, last))
    whole = formatting.day(reader.today, at.date())
    edit = _("Edit the measurement of {day}").format(day=whole) if last.fact else ""
    return Last(value, about, last.fact, edit)


def _is_night(found: Told) -> bool:
    return found.topic.measure.day == "night"


def _number(chart: Chart, last: Value) -> str:
    sign = _SIGNS.get(last.mark, "")
    parts = [last.value] if last.low is None else [last.value, last.low]
    return sign + _parts(chart, *parts)


def _parts(chart: Chart, *values: float) -> str:
    return "/".join(
        "\u2013" if isnan(value) else chart.speech.number(value, chart.decimals) for value in values
    )


def _unit(chart: Chart) -> str:
    return chart.speech.quantity("").strip()


def _change(chart: Chart, summed: Summary) -> Said:
    change = summed.last - summed.first
    return Said(_("Difference"), _bare(chart, change), _unit(chart))


def _signed(chart: Chart, change: float) -> str:
    return chart.speech.quantity(_bare(chart, change))


def _bare(chart: Chart, change: float) -> str:
    """Write a change with its sign; one that rounds to nothing has none."""
    size = chart.speech.number(abs(change), chart.decimals)
    if size == chart.speech.number(0.0, chart.decimals):
        return size
    return ("+" if change > 0 else _MINUS) + size


def _length(period: Period | None, days: int) -> str:
    known = {"week": _("1 week"), "month": _("1 month"), "quarter": _("3 months")}
    known |= {"year": _("1 year")}
    text = ngettext("{n} day", "{n} days", days).format(n=formatting.whole(days))
    return known.get(period or "", text)
