"""Turns what the person asks of the trends page into what it shows."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from vault.errors import VaultError
from vault.i18n import _
from vault.record.changes import Changes
from vault.record.measures import HEART_RATE, Measure, known
from vault.record.person import Person
from vault.trends.calendar import Period, Span, until
from vault.trends.manners import manner
from vault.ui.asking import Ask, Latest
from vault.ui.pages.trends import telling
from vault.ui.pages.trends.state import Against, Beside, Panel, TrendsState
from vault.ui.pages.trends.telling import Reader
from vault.usecases import charting, files_out, picturing, trending
from vault.usecases.charting import Topic
from vault.usecases.glance import keys
from vault.usecases.picturing import Caption
from vault.usecases.session import Session
from vault.usecases.trending import Told, Words
from vault.wording.charts import speech
from vault.wording.errors import sentence
from vault.wording.measures import measure_name
from vault.wording.references import drawn
from vault.wording.sources import source_name

Show = Callable[[TrendsState], None]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Subject:
    """Which measure, of whom, out of which vault; `reader` knows the present day."""

    session: Session
    person: Person
    measure: Measure
    reader: Reader


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What the vault answered: the measure, what lies under it, what else could."""

    told: Told
    second: Told | None
    others: tuple[tuple[str, str], ...]


class TrendsPresenter:
    """Knows use cases, knows no widget; `prepare` loads what draws charts, on the vault's lane."""

    def __init__(
        self, subject: Subject, ask: Ask, show: Show, prepare: Callable[[], object] = lambda: None
    ) -> None:
        self._subject, self._show, self._prepare = subject, show, prepare
        self._ask, self._asked = Latest(ask), ask
        measure = subject.measure
        name = measure_name(measure)
        self._state = TrendsState(
            measure=measure.key, title=name, ink=manner(measure).ink,
            curve=_("Curve: {measure}").format(measure=name),
        )  # fmt: skip
        self._span: Span | None = None

    @property
    def span(self) -> Span | None:
        """The days that are shown, None before the first answer."""
        return self._span

    def choose_period(self, period: Period) -> None:
        """Show the last week, month, three months, year, or all there is."""
        self._state = replace(self._state, period=period)
        today = self._subject.reader.today
        self._ask_for(None if period == "all" else until(today, period))

    def move(self, periods: int) -> None:
        """Show so many periods later, never beyond today."""
        if self._span is None:
            return
        moved = self._span.moved(periods)
        if moved.last > self._subject.reader.today:
            by = self._subject.reader.today - moved.last
            moved = Span(moved.first + by, moved.last + by)
        self._ask_for(moved)

    def zoom(self, start: float, end: float) -> None:
        """Show the whole days between two instants, in ms since 1970 UTC."""
        self._state = replace(self._state, period=None)
        self._ask_for(telling.clipped(start, end, self._subject.reader))

    def whole(self) -> None:
        """Go back from a zoom to three months, or to the newest days of the period."""
        self.choose_period(self._state.period or "quarter")

    def between(self, first: date, last: date) -> None:
        """Show the days that a person chose, none of them to come."""
        today = self._subject.reader.today
        self._state = replace(self._state, period=None)
        self._ask_for(Span(min(first, today), min(last, today)))

    def compare(self, period: Beside) -> None:
        """Lay another period under this one, or nothing any more."""
        self._state = replace(self._state, against=Against(period))
        self.again()

    def join(self, measure: str) -> None:
        """Lay another measure under this one, over the same days."""
        self._state = replace(self._state, against=Against("none", measure))
        self.again()

    def again(self) -> None:
        """Ask for the same days anew."""
        if self._state.period == "all" or self._span is None:
            self.choose_period(self._state.period or "quarter")
        else:
            self._ask_for(self._span)

    def changed(self, changes: Changes) -> None:
        """Ask anew where the measure of this person was touched."""
        mine = (self._subject.person.uid, self._subject.measure.key)
        if mine in changes.touched or (mine[0], "") in changes.touched:
            self.again()

    def name(self, kind: picturing.Kind) -> str:
        """Propose a file name, without the name of the person."""
        return f"carnet-{self._subject.measure.key}-{self._subject.reader.today}.{kind}"

    def export(self, place: Path, kind: picturing.Kind, passphrase: str, tell: Tell) -> None:
        """Write the picture of the days that are shown; `tell` says that it is there, or why not.

        The passphrase itself is asked each time data leaves in the clear.
        """
        of, span = self._subject, self._span
        if span is None:
            return
        topic = Topic(of.person, of.measure, span)
        caption = Caption(speech(of.measure, of.reader.today), self._state.title, drawn)

        def work() -> None:
            write = partial(files_out.written, place)
            picturing.export(of.session, topic, caption, kind, write, passphrase)

        self._asked(
            work,
            lambda _none: tell(_("The chart is in {file}.").format(file=place.name)),
            lambda error: tell(sentence(error)),
        )

    def leave(self) -> None:
        """Another person, another page, or a locked vault: nothing is drawn any more."""
        self._ask.leave()

    def _ask_for(self, span: Span | None) -> None:
        of, prepare, against = self._subject, self._prepare, self._state.against
        self._turn(replace(self._state, step="loading", sentence=_("Preparing the curve…")))

        def work() -> Found:
            prepare()
            return _found(of, _topic(of, span), against)

        self._ask(work, self._arrived, self._failed)

    def _arrived(self, found: Found) -> None:
        self._span = found.told.topic.span
        drawn = telling.drawn(self._state, found.told, self._subject.reader)
        self._turn(replace(drawn, second=_panel(found.second), others=found.others))

    def _failed(self, error: VaultError) -> None:
        kept = self._state
        self._turn(
            TrendsState(
                "failed", kept.measure, kept.title, kept.curve, kept.ink, kept.period, kept.dates,
                against=kept.against, sentence=sentence(error),
            )
        )  # fmt: skip

    def _turn(self, state: TrendsState) -> None:
        self._state = state
        self._show(state)


def words(measure: Measure, today: date) -> Words:
    """Return how the chart of a measure is said."""
    return Words(speech(measure, today), source_name, drawn)


def _found(of: Subject, topic: Topic, against: Against) -> Found:
    session, today, own = of.session, of.reader.today, of.measure
    told = trending.told(session, topic, words(own, today), _beside(topic.span, against.period))
    second = None
    if against.measure:
        other = known(against.measure)
        second = trending.told(session, replace(topic, measure=other), words(other, today))
    elif own.panel:
        second = trending.pulses(session, topic, words(HEART_RATE, today))
    held = (key for key in keys(session, of.person) if key != own.key)
    return Found(told, second, tuple((key, measure_name(known(key))) for key in held))


def _beside(span: Span, period: Beside) -> trending.Beside | None:
    if period == "none":
        return None
    if period == "previous":
        return trending.Beside(span.moved(-1), _("Previous period"))
    first = span.first
    day = min(first.day, monthrange(first.year - 1, first.month)[1])
    start = date(first.year - 1, first.month, day)
    last = start + timedelta(days=span.days - 1)
    return trending.Beside(Span(start, last), _("Same period last year"))


def _panel(second: Told | None) -> Panel | None:
    if second is None:
        return None
    name = measure_name(second.topic.measure)
    curve = _("Curve: {measure}").format(measure=name)
    return Panel(curve, name, manner(second.topic.measure).ink, second.chart, second.facts)


def _topic(of: Subject, span: Span | None) -> Topic:
    """Return the days asked for; all there is where none are, at least a week."""
    if span is not None:
        return Topic(of.person, of.measure, span)
    held = charting.extent(of.session, of.person, of.measure)
    today = of.reader.today
    if held is None:
        return Topic(of.person, of.measure, until(today, "quarter"))
    last = max(held.last, min(today, held.first + timedelta(days=6)))
    return Topic(of.person, of.measure, Span(held.first, last))
