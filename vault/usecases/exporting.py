"""Data leaves in the clear, for a person, a professional or another program: gathered, then set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from vault.errors import WrongUse
from vault.exports import figure, gaps
from vault.exports.format import (
    Content,
    ExportFormat,
    Forms,
    Gap,
    Made,
    Plate,
    Silence,
)
from vault.exports.paper import Sheet, sheets
from vault.exports.registry import formats
from vault.record.measures import MEASURES, Measure
from vault.record.person import Person
from vault.trends.calendar import Span, by_day
from vault.trends.chart import Chart, Speech
from vault.trends.manners import manner
from vault.usecases import charting, demo
from vault.usecases.charting import EPOCH, Topic
from vault.usecases.latest_values import latest_values
from vault.usecases.session import Session
from vault.usecases.signing import prove

__all__ = (
    "Gap", "Made", "Preview", "Sheet", "Wanted", "Words", "export", "known", "missing", "preview",
    "wanted",
)  # fmt: skip

YEAR: Final = 365  # days: the period when none is named
PLATES: Final = 4
FOLLOWED: Final = 8  # days with data in the period; with fewer, silence says nothing
SILENCE: Final = 14  # days
PLATE: Final = (430, 180)  # px


@dataclass(frozen=True, slots=True)
class Wanted:
    """What leaves: the kind of file, whose record, and the days of the period."""

    kind: str
    person: Person
    span: Span


@dataclass(frozen=True, slots=True)
class Words:
    """How it is written, and how a chart of a measure is said."""

    forms: Forms
    speech: Callable[[Measure], Speech]


def known() -> tuple[ExportFormat, ...]:
    """Return the kinds of files that can be made."""
    return formats()


def wanted(
    session: Session, kind: str, person: Person, first: date | None, last: date | None
) -> Wanted:
    """Return what is meant; the period ends today and lasts a year where no end is named.

    Raises:
        WrongUse: no such kind of file, or the period ends before it begins.
    """
    if kind not in {one.name for one in known()}:
        raise WrongUse(kind)
    today = session.clock.now().astimezone(ZoneInfo(person.zone)).date()
    end = last or max(today, first or today)
    start = first or end - timedelta(days=YEAR - 1)
    if start > end:
        raise WrongUse("--from")
    return Wanted(kind, person, Span(start, end))


def export(
    session: Session, asked: Wanted, words: Words, write: Callable[[bytes], None],
    passphrase: str | None = None,
) -> Made:  # fmt: skip
    """Make a file that anybody can read and give it to `write`, with a journal line of counts.

    The passphrase itself is asked: given here, or it opened the vault for this act.

    Raises:
        PassphraseNeeded: the vault was opened by another way in.
        WrongPassphrase: it is another one.
        DiskFull, NotWritable: from `write`; the journal then says nothing.
    """
    prove(session, passphrase)
    form = next(one for one in known() if one.name == asked.kind)
    made = form.make(_content(session, asked, words), words.forms)
    counts = {"format": form.name, "items": made.items, "gaps": len(made.gaps)}
    with session.act("exported", asked.person.uid, counts | {"bytes": len(made.body)}):
        write(made.body)
    return made


@dataclass(frozen=True, slots=True)
class Preview:
    """What would leave, and how it looks; nothing was written."""

    made: Made
    sheets: tuple[Sheet, ...]


def preview(session: Session, asked: Wanted, words: Words, ratio: float = 1.0) -> Preview:
    """Make a file for the eyes of who sits here, as pictures of its pages; nothing leaves.

    `ratio` is the pixel ratio of the screen. The file that `export` writes on the same day is this.
    """
    form = next(one for one in known() if one.name == asked.kind)
    made = form.make(_content(session, asked, words), words.forms)
    return Preview(made, sheets(made.body, ratio))


def missing(made: Made, forms: Forms) -> tuple[str, ...]:
    """Say what a file does not hold, in the words that it prints itself."""
    return gaps.printed(made.gaps, forms)


def _content(session: Session, asked: Wanted, words: Words) -> Content:
    vault, person, span = session.vault, asked.person, asked.span
    row = vault.people.row_id(person.uid)
    facts = vault.facts.list(row)
    charts = list(_charts(session, asked, words))
    return Content(
        person,
        session.clock.now().astimezone(ZoneInfo(person.zone)),
        span.first,
        span.last,
        facts,
        {section: state for section, state, _at in vault.nothing_known.of(row)},
        latest_values(session, person, facts),
        _plates(_most(charts)),
        tuple(_silences(session, row, span, charts)),
        tuple(_unfollowed(session, row, span)),
        len(vault.inbox.all()),
        person.uid in {one.uid for one in demo.FAMILY},
    )


def _charts(session: Session, asked: Wanted, words: Words) -> Iterator[tuple[Measure, Chart]]:
    row = session.vault.people.row_id(asked.person.uid)
    held = set(session.vault.samples.measures(row))
    for measure in MEASURES.values():
        if measure.key in held and measure.chart != "trace":
            topic = Topic(asked.person, measure, asked.span)
            chart = charting.chart(session, topic, words.speech(measure))
            if len(chart) > 1:
                yield measure, chart


def _most(charts: Sequence[tuple[Measure, Chart]]) -> list[tuple[Measure, Chart]]:
    """Choose those with the most days of data, of each family of measures the first before more."""
    ordered = sorted(charts, key=lambda one: -_days(one[1]))
    families: set[str] = set()
    first: list[tuple[Measure, Chart]] = []
    rest: list[tuple[Measure, Chart]] = []
    for measure, chart in ordered:
        ink = manner(measure).ink
        (rest if ink in families else first).append((measure, chart))
        families.add(ink)
    return (first + rest)[:PLATES]


def _days(chart: Chart) -> int:
    return len(by_day(chart.line.times, chart.zone)[0])


def _plates(charts: Sequence[tuple[Measure, Chart]]) -> tuple[Plate, ...]:
    looks = ((chart, figure.look(manner(measure).ink)) for measure, chart in charts)
    pictures = figure.drawn_each(looks, PLATE)
    return tuple(
        Plate(measure.key, svg, chart.sentence)
        for (measure, chart), svg in zip(charts, pictures, strict=True)
    )


def _silences(
    session: Session, row: int, span: Span, charts: Sequence[tuple[Measure, Chart]]
) -> Iterator[Silence]:
    """Yield the gaps of more than 14 days inside the period, of measures that are followed."""
    for measure, chart in charts:
        if _days(chart) >= FOLLOWED:
            held = session.vault.samples.coverage(row, measure.key)
            for first, last in _between(held, span):
                yield Silence(measure.key, date.fromordinal(first), date.fromordinal(last))


def _between(held: Sequence[tuple[int, int]], span: Span) -> Iterator[tuple[int, int]]:
    """Yield the days (ordinals) between and after spans of data (days since 1970), cut to fit."""
    edges = [(EPOCH + first, EPOCH + last) for first, last in held]
    after = [first for first, _last in edges[1:]] + [span.last.toordinal() + 1]
    least, most = span.first.toordinal(), span.last.toordinal()
    for (_first, last), following in zip(edges, after, strict=True):
        start, end = max(last + 1, least), min(following - 1, most)
        if end - start >= SILENCE:
            yield start, end


def _unfollowed(session: Session, row: int, span: Span) -> Iterator[str]:
    for key in session.vault.samples.measures(row):
        held = session.vault.samples.coverage(row, key)
        if key in MEASURES and held and EPOCH + held[-1][1] < span.first.toordinal():
            yield key
