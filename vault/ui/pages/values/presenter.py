"""The values of one measure: read from the newest back, filtered, deleted, taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from vault.errors import VaultError
from vault.formatting import clock, day
from vault.i18n import _, ngettext
from vault.record.changes import Changes
from vault.record.measures import MEASURES
from vault.record.person import Person
from vault.record.query import tokens
from vault.ui.asking import Ask, Latest
from vault.ui.pages.values.state import Value, ValuesState
from vault.usecases import entering
from vault.usecases.listing import Listed, listed
from vault.usecases.measurements import Measurement
from vault.usecases.session import Session
from vault.wording import listing as words
from vault.wording.errors import sentence
from vault.wording.measures import measure_name
from vault.wording.sources import shown_name

Show = Callable[[ValuesState], None]
Tell = Callable[[str, Callable[[], Changes] | None], None]
_DAY: Final = 10  # letters of a day in ISO 8601


class ValuesPresenter:
    """`tell` says what was done, with what takes it back."""

    def __init__(
        self, session: Session, person: Person, ask: Ask, show: Show, tell: Tell, measure: str
    ) -> None:
        self._session, self._person = session, person
        self._ask, self._act = Latest(ask), ask
        self._show, self._tell, self._measure = show, tell, measure
        self._pages, self._everything, self._filter = 1, False, ""
        self._found: Listed | None = None

    def begin(self) -> None:
        """Read the newest values."""
        self._show(ValuesState(title=self._title(), measure=self._measure))
        self.read()

    def read(self) -> None:
        """Read again; what stands stays until then."""
        work = partial(
            listed, self._session, self._person, self._measure, pages=self._pages,
            everything=self._everything,
        )  # fmt: skip
        self._ask(work, self._listed, self._sorry)

    def changed(self, changes: Changes) -> None:
        """Read again what an operation touched."""
        if {(self._person.uid, self._measure), (self._person.uid, "")} & changes.touched:
            self.read()

    def older(self) -> None:
        """Show more, further back."""
        self._pages *= 2
        self.read()

    def everything(self, on: bool) -> None:  # noqa: FBT001 - what a tick says
        """Show also what is set aside, or no longer."""
        self._everything = on
        self.read()

    def sift(self, text: str) -> None:
        """Show only the values in whose row these words stand."""
        self._filter = text
        self._draw()

    def delete(self, keys: Sequence[str]) -> None:
        """Put values into the trash; what is set aside stays where it is."""
        standing = {one.id for one in self._values() if not words.aside(one.status)}
        gone = tuple(key for key in keys if key in standing)
        if not gone:
            return
        said = ngettext("{n} measurement deleted", "{n} measurements deleted", len(gone))
        undo = partial(entering.put_back, self._session, gone)
        self._act(
            partial(entering.take_back, self._session, gone),
            lambda _changes: self._tell(said.format(n=len(gone)), undo),
            lambda error: self._tell(sentence(error), None),
        )

    def may_edit(self, key: str) -> bool:
        """Tell whether a value can be edited; say why not."""
        if entering.is_sample(key):
            self._tell(_("This value is part of a recording: it can be deleted, not edited."), None)
            return False
        return any(one.id == key and not words.aside(one.status) for one in self._values())

    def leave(self) -> None:
        """Drop what still comes."""
        self._ask.leave()

    def _listed(self, found: Listed) -> None:
        self._found = found
        self._draw()

    def _values(self) -> tuple[Measurement, ...]:
        return self._found.values if self._found else ()

    def _draw(self) -> None:
        if self._found is None:
            return
        today = self._session.clock.now().astimezone(ZoneInfo(self._person.zone)).date()
        rows = tuple(row(one, today) for one in self._found.values)
        wanted = tokens(self._filter)
        kept = tuple(one for one in rows if _has(one, wanted))
        found = self._found
        state = ValuesState(
            "ready" if rows or self._everything else "empty", self._title(), self._measure, kept,
            len(rows), max(found.total, len(rows)), found.older, self._everything, self._filter,
        )  # fmt: skip
        self._show(state)

    def _title(self) -> str:
        measure = MEASURES.get(self._measure)
        return _("Other measurements") if measure is None else measure_name(measure)

    def _sorry(self, error: VaultError) -> None:
        title = self._title()
        self._show(ValuesState("failed", title, self._measure, sentence=sentence(error)))


def row(one: Measurement, today: date) -> Value:
    """Say a measurement as a row; `today` is the day of the person."""
    size = one.value
    if size is None and one.components:
        size = next(iter(one.components.values()))
    return Value(
        one.id, _when(one, today), words.value(one), words.context(one), shown_name(one.source),
        words.remark(one), one.at, float(size or 0), one.title, bool(words.aside(one.status)),
    )  # fmt: skip


def _when(one: Measurement, today: date) -> str:
    """Write when: by the clock it was told with; a date without time has none."""
    said = day(today, date.fromisoformat(one.time[:_DAY])) if len(one.time) >= _DAY else one.time
    if one.quality == "date_only" or len(one.time) <= _DAY:
        return said
    return _("{day}, {time}").format(day=said, time=clock(datetime.fromisoformat(one.time)))


def _has(one: Value, wanted: tuple[str, ...]) -> bool:
    row = (one.when, one.value, one.context, one.source, one.remark, one.name)
    said = " ".join(tokens(" ".join(row)))
    return all(word in said for word in wanted)
