"""Turns what is asked of the history into what it shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Final, cast

from vault import formatting
from vault.errors import JournalBroken, VaultError
from vault.i18n import _, ngettext
from vault.record.person import Person
from vault.ui.asking import Ask, Latest
from vault.ui.pages.history.state import Day, Detail, HistoryState, Integrity, Line
from vault.usecases import chronicle, history, people
from vault.usecases.chronicle import Group, Told
from vault.usecases.session import Session
from vault.wording.chronicle import line
from vault.wording.errors import sentence

STEP: Final = 60  # lines shown at first, and more at each wish
_ICONS: Final = {
    "shares": "shares", "imports": "import", "changes": "edit", "openings": "lock",
    "backups": "backup",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Answer:
    told: tuple[Told, ...]
    people: tuple[Person, ...]
    since: datetime | None


class HistoryPresenter:
    """Knows use cases, knows no widget."""

    def __init__(self, session: Session, ask: Ask, show: Callable[[HistoryState], None]) -> None:
        self._session, self._show = session, show
        self._ask, self._check = Latest(ask), Latest(ask)
        self._state, self._told, self._shown = HistoryState(), tuple[Told, ...](), STEP
        self._since: datetime | None = None

    def begin(self) -> None:
        """Read the lines, then check the chain."""
        self._read()
        self.verify()

    def verify(self) -> None:
        """Follow the whole chain and say what was found."""
        self._turn(integrity=Integrity("note", _("Checking…")))
        session = self._session
        self._check(lambda: history.verify(session), self._whole, self._broken)

    def choose(self, group: str) -> None:
        """Show one group of lines, or "all"."""
        self._turn(group=group)
        self._read()

    def choose_person(self, uid: str) -> None:
        """Show what is about one person, or (with "") about everybody."""
        self._turn(person=uid)
        self._read()

    def search(self, words: str) -> None:
        """Show the lines whose object or person has these words in its name."""
        self._turn(words=words)
        self._read()

    def more(self) -> None:
        """Show more of what lies further back."""
        self._shown += STEP
        self._arranged()

    def open(self, seq: str) -> None:
        """Show one line, whole."""
        found = [one for one in self._told if one.entry.seq == int(seq)]
        if found:
            self._turn(detail=_detail(found[0]))

    def close(self) -> None:
        """The detail was closed."""
        self._state = replace(self._state, detail=None)

    def leave(self) -> None:
        """The page goes: nothing is drawn any more."""
        self._ask.leave()
        self._check.leave()

    def _read(self) -> None:
        session, state = self._session, self._state
        group = None if state.group == "all" else cast("Group", state.group)

        def work() -> _Answer:
            known = people.everybody(session)
            person = next((one for one in known if one.uid == state.person), None)
            told = chronicle.told(session, group, person, state.words)
            first = history.listing(session)[:1]
            return _Answer(told, known, history.when(first[0]) if first else None)

        self._ask(work, self._arrived, self._failed)

    def _arrived(self, found: _Answer) -> None:
        self._told, self._since, self._shown = found.told, found.since, STEP
        several = len(found.people) > 1
        known = tuple((one.uid, one.called) for one in found.people) if several else ()
        self._state = replace(self._state, people=known)
        self._arranged()

    def _arranged(self) -> None:
        lines, today = self._told[: self._shown], self._session.at().date()
        count = ngettext("{n} line", "{n} lines", len(self._told))
        self._turn(
            step="ready" if self._told else "empty",
            days=_days(lines, today),
            more=len(self._told) > self._shown,
            count=count.format(n=formatting.whole(len(self._told))),
        )

    def _failed(self, error: VaultError) -> None:
        self._turn(step="failed", sentence=sentence(error))

    def _whole(self, _chain: object) -> None:
        since = self._since
        if since is None:
            said = _("Complete history, verified just now.")
        else:
            day = formatting.day(self._session.at().date(), since.date(), "full")
            said = _("History complete since {date}, verified just now.").format(date=day)
        self._turn(integrity=Integrity("good", said))

    def _broken(self, error: VaultError) -> None:
        if not isinstance(error, JournalBroken):
            self._turn(integrity=Integrity("error", sentence(error)))
            return
        found = [one for one in self._told if one.entry.seq == error.seq]
        at = history.when(found[0].entry).date() if found else None
        said = sentence(error) if at is None else _changed(at, self._session.at().date())
        self._turn(integrity=Integrity("error", said, report=True))

    def _turn(self, **what: object) -> None:
        self._state = replace(self._state, **what)  # type: ignore[arg-type]
        self._show(self._state)


def _changed(at: date, today: date) -> str:
    day = formatting.day(today, at, "full")
    return _("The history was changed outside Carnet, from {date} on.").format(date=day)


def _days(lines: Sequence[Told], today: date) -> tuple[Day, ...]:
    found = []
    for day, some in groupby(lines, lambda one: history.when(one.entry).date()):
        found.append(Day(_title(day, today), tuple(_line(one) for one in some)))
    return tuple(found)


def _title(day: date, today: date) -> str:
    ago = today.toordinal() - day.toordinal()
    near = {0: _("Today"), 1: _("Yesterday")}
    said = formatting.long_date(day)
    return near.get(ago) or said[:1].upper() + said[1:]


def _line(one: Told) -> Line:
    at = history.when(one.entry)
    return Line(one.entry.seq, formatting.clock(at), line(one), _whose(one), _ICONS[one.group])


def _whose(one: Told) -> str:
    if one.person is not None:
        return one.person.called
    return _("A person no longer there") if one.gone else ""


def _detail(one: Told) -> Detail:
    at = history.when(one.entry)
    when = f"{formatting.long_date(at.date())}, {formatting.clock(at)}"
    facts = [(_("When"), when), (_("Who"), _actor(one.entry.actor))]
    if whose := _whose(one):
        facts.append((_("Whose record"), whose))
    if one.count:
        facts.append((_("Count"), formatting.whole(one.count)))
    technical = [(_("Line"), str(one.entry.seq)), (_("Kind"), one.entry.kind)]
    technical += [(key, str(value)) for key, value in sorted(one.entry.body.items())]
    return Detail(line(one), tuple(facts), tuple(technical), one.undoable)


def _actor(actor: str) -> str:
    kind, _colon, _uid = actor.partition(":")
    return {
        "window": _("This computer, in the window"),
        "command": _("This computer, on the command line"),
        "carnet": _("Carnet, by itself"),
        "device": _("A device"),
        "service": _("A service"),
    }.get(kind, kind)
