"""Turns what the person asks of the trends page into what it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from vault.errors import VaultError
from vault.i18n import _
from vault.record.changes import Changes
from vault.record.measures import Measure
from vault.record.person import Person
from vault.trends.calendar import Period, Span, until
from vault.trends.manners import manner
from vault.ui.asking import Ask, Latest
from vault.ui.pages.trends import telling
from vault.ui.pages.trends.state import TrendsState
from vault.ui.pages.trends.telling import Reader
from vault.usecases import charting, trending
from vault.usecases.charting import Topic
from vault.usecases.session import Session
from vault.usecases.trending import Told, Words
from vault.wording.charts import speech
from vault.wording.errors import sentence
from vault.wording.measures import measure_name
from vault.wording.references import drawn
from vault.wording.sources import source_name

Show = Callable[[TrendsState], None]


@dataclass(frozen=True, slots=True)
class Subject:
    """Which measure, of whom, out of which vault; `reader` knows the present day."""

    session: Session
    person: Person
    measure: Measure
    reader: Reader


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

    def leave(self) -> None:
        """Another person, another page, or a locked vault: nothing is drawn any more."""
        self._ask.leave()

    def _ask_for(self, span: Span | None) -> None:
        of, prepare = self._subject, self._prepare
        words = Words(speech(of.measure, of.reader.today), source_name, drawn)
        self._turn(replace(self._state, step="loading", sentence=_("Preparing the curve…")))

        def work() -> Told:
            prepare()
            return trending.told(of.session, _topic(of, span), words)

        self._ask(work, self._arrived, self._failed)

    def _arrived(self, found: Told) -> None:
        self._span = found.topic.span
        self._turn(telling.drawn(self._state, found, self._subject.reader))

    def _failed(self, error: VaultError) -> None:
        kept = self._state
        self._turn(
            TrendsState(
                "failed", kept.measure, kept.title, kept.curve, kept.ink, kept.period, kept.dates,
                sentence=sentence(error),
            )
        )  # fmt: skip

    def _turn(self, state: TrendsState) -> None:
        self._state = state
        self._show(state)


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
