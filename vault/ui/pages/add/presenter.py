"""The form of a measurement: what it asks, what is unusual, keeping it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from vault.errors import VaultError
from vault.formatting import day
from vault.i18n import _
from vault.record.changes import Changes
from vault.record.measures import BODY_WEIGHT, MEASURES
from vault.record.person import Person
from vault.ui.asking import Ask, Latest
from vault.ui.pages.add import prefilled
from vault.ui.pages.add.checking import checked, refused
from vault.ui.pages.add.forms import form
from vault.ui.pages.add.state import AddState, Typed
from vault.ui.typed_moments import write_day, write_time
from vault.usecases import entering, recording
from vault.usecases.entering import Entered, Foreseen
from vault.usecases.latest_values import last_value
from vault.usecases.session import Session
from vault.wording import values
from vault.wording.measures import measure_name

Wanted = tuple[recording.Typed, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What the dialog tells the page: something was kept, how to take it back, whether it goes."""

    words: str
    undo: Callable[[], Changes]
    closes: bool


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the presenter speaks to: the dialog, the page below, and where it could not begin."""

    show: Callable[[AddState], None]
    told: Callable[[Told], None]
    sorry: Callable[[VaultError], None]


class AddPresenter:
    """Shows the form, checks each field, warns once of what is unusual, keeps.

    `kind` is the measure to begin with, "" for the one typed last; `uid` the value that is edited,
    "" where one is added.
    """

    def __init__(
        self, session: Session, person: Person, ask: Ask, ways: Ways, kind: str = "", uid: str = ""
    ) -> None:
        self._session, self._person, self._ways = session, person, ways
        self._ask, self._about = Latest(ask), Latest(ask)
        self._kind, self._uid = kind, uid
        self._state: AddState | None = None
        self._warned: Typed | None = None

    def begin(self) -> None:
        """Read what was typed before, then show the form."""
        if self._uid:
            read = partial(prefilled.read, self._session, self._person, self._uid)
            self._ask(read, self._draw, self._ways.sorry)
            return
        usual = partial(entering.usual, self._session, self._person)
        self._ask(usual, self._first, self._ways.sorry)

    def leave(self) -> None:
        """Drop what still comes."""
        self._ask.leave()
        self._about.leave()

    def choose(self, kind: str) -> None:
        """Ask what another measure asks."""
        state = self._now()
        begin = replace(self._blank(kind), day=state.begin.day, at=state.begin.at)
        self._draw(
            AddState(state.title, form(MEASURES[kind]), begin, state.kinds, round=state.round + 1)
        )
        self._remember(kind)

    def resume(self, typed: Typed) -> None:
        """Go on with what was typed before a lock or a cancel."""
        state = self._now()
        if typed.kind not in MEASURES:
            return
        asks = form(MEASURES[typed.kind]) if state.kinds else state.form
        self._draw(
            AddState(state.title, asks, typed, state.kinds, given=True, round=state.round + 1)
        )

    def present(self) -> tuple[str, str]:
        """Return the present day and time as they are typed."""
        now = self._local()
        return write_day(now.date()), write_time(now)

    def save(self, typed: Typed, *, again: bool = False) -> None:
        """Keep what was typed; what is unusual is shown first, and kept when asked once more."""
        found = checked(typed, self._now().form, self._session.clock.now(), self._zone())
        if found.errors:
            self._draw(replace(self._now(), errors=found.errors, warning="", said=""))
            return
        self._draw(replace(self._now(), errors={}, said="", busy=True))
        if self._uid or self._warned == typed:
            self._keep(found.wanted, again=again)
            return
        self._ask(
            partial(entering.foresee, self._session, self._person, found.wanted),
            lambda seen: self._foreseen(seen, typed, found.wanted, again=again),
            self._refused,
        )

    def _first(self, usual: tuple[str, ...]) -> None:
        known = {one.key: measure_name(one) for one in entering.typable()}
        before = [key for key in (self._kind, *usual, BODY_WEIGHT.key) if key in known]
        others = sorted(known, key=lambda key: known[key].casefold())
        kinds = tuple((key, known[key]) for key in dict.fromkeys((*before, *others)))
        title = _("Add a measurement for {first}")
        self._draw(
            AddState(
                title.format(first=self._person.given or self._person.called),
                form(MEASURES[before[0]]),
                self._blank(before[0]),
                kinds,
                given=before[0] == self._kind,
            )
        )
        self._remember(before[0])

    def _blank(self, kind: str) -> Typed:
        measure = MEASURES[kind]
        unit = measure.shown[0] if measure.shown else measure.unit
        return Typed(kind, unit=unit, day=self.present()[0], at=self.present()[1])

    def _remember(self, kind: str) -> None:
        """Tell the last value of a measure under its fields."""
        self._about(
            partial(self._last, kind),
            lambda words: self._draw(replace(self._now(), last=words)),
            lambda _error: None,
        )

    def _last(self, kind: str) -> str:
        found = last_value(self._session, self._person, MEASURES[kind])
        if found is None:
            return ""
        when = values.when_exactly(self._local().date(), found)
        return _("Last: {value}, {when}").format(value=values.whole(found), when=when)

    def _foreseen(self, seen: Foreseen, typed: Typed, wanted: Wanted, *, again: bool) -> None:
        if not seen.unusual:
            self._keep(wanted, again=again)
            return
        self._warned = typed
        warning = self._warning(seen, typed.kind)
        self._draw(replace(self._now(), busy=False, warning=warning))

    def _warning(self, seen: Foreseen, kind: str) -> str:
        if seen.difference is None or seen.since is None:
            return _("This value is unusual. Check the value.")
        more = _("This is {difference} more than {when}. Check the value.")
        less = _("This is {difference} less than {when}. Check the value.")
        since = datetime.fromtimestamp(seen.since / 1000, UTC).astimezone(self._zone())
        return (more if seen.difference > 0 else less).format(
            difference=values.amount(MEASURES[kind], float(seen.difference)),
            when=_("on {date}").format(date=day(self._local().date(), since.date())),
        )

    def _keep(self, wanted: Wanted, *, again: bool) -> None:
        session, person, uid = self._session, self._person, self._uid

        def work() -> Entered:
            if uid:
                return entering.edit(session, person, uid, wanted[0])
            return entering.enter(session, person, wanted)

        self._ask(work, lambda done: self._kept(done, again=again), self._refused)

    def _kept(self, done: Entered, *, again: bool) -> None:
        words = _("Measurement edited") if self._uid else _("Measurement added")
        undo: Callable[[], Changes] = partial(entering.take_back, self._session, done.uids)
        if self._uid:
            undo = partial(entering.undo_edit, self._session, self._uid)
        self._ways.told(Told(words, undo, closes=not again))
        self._warned = None
        if again:
            state = self._now()
            begin = replace(self._blank(state.form.kind), unit=state.begin.unit)
            self._draw(AddState(state.title, state.form, begin, state.kinds,
                                round=state.round + 1, said=words))  # fmt: skip
            self._remember(state.form.kind)

    def _refused(self, error: VaultError) -> None:
        state = self._now()
        self._draw(replace(state, busy=False, warning="", errors=refused(error, state.form)))

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._person.zone)

    def _local(self) -> datetime:
        return self._session.clock.now().astimezone(self._zone())

    def _now(self) -> AddState:
        assert self._state is not None
        return self._state

    def _draw(self, state: AddState) -> None:
        self._state = state
        self._ways.show(state)
