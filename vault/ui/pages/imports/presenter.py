"""Leads an import: files are chosen, read, checked, kept; nothing is written before that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from vault.errors import Cancelled, VaultError
from vault.formatting import size
from vault.i18n import _
from vault.record.changes import Changes
from vault.record.person import Person
from vault.ui.asking import Ask, Latest
from vault.ui.pages.imports import telling
from vault.ui.pages.imports.running import Run, foreseen, reading
from vault.ui.pages.imports.state import Check, ImportsState, Kind, Progress
from vault.ui.pages.imports.telling import Read
from vault.usecases import importing, people
from vault.usecases.import_report import Report
from vault.usecases.importing import Brought, Ground, Wish
from vault.usecases.session import Session
from vault.wording.errors import sentence

Show = Callable[[ImportsState], None]
_LISTED: Final = ("import", "recover")  # what devices and hands brought stands elsewhere
LONG: Final = 50_000_000  # bytes of files from which it takes a while
FORESEEN: Final = 50_000  # items up to which is said beforehand what keeping would add


@dataclass(frozen=True, slots=True)
class Ways:
    """How a presenter reaches beyond its page: the lanes, other pages, another record.

    `turn` shows a person's record and opens a page of it by its key.
    """

    ask: Ask
    aside: Ask
    go: Callable[[str], None]
    turn: Callable[[Person, str], None]


class ImportsPresenter:
    """One person's imports; `leave` stops what runs, and nothing is left half written."""

    def __init__(self, session: Session, person: Person, ways: Ways, show: Show) -> None:
        self._session, self._person, self._ways, self._show = session, person, ways, show
        self._ask, self._aside = Latest(ways.ask), Latest(ways.aside)
        self._state = ImportsState(first=person.given or person.called)
        self._run, self._wish = Run(), Wish(())
        self._read: Read | None = None
        self._others: tuple[Person, ...] = ()

    @property
    def first(self) -> str:
        """The first name of the person on screen."""
        return self._state.first

    def kind(self, key: str) -> Kind | None:
        """Return a kind of the file that is checked."""
        kinds = self._state.check.kinds if self._state.check is not None else ()
        return next((one for one in kinds if one.key == key), None)

    # -- choose ----------------------------------------------------------------------------------

    def begin(self, *files: Path) -> None:
        """Show what was imported and what can be; with files, read them at once."""
        self._turn(formats=tuple(one.title for one in importing.known()))
        if files:
            self.choose(files)
        else:
            self.past()

    def past(self) -> None:
        """List the imports of this person."""
        session, person = self._session, self._person
        self._ask(lambda: importing.brought(session, person), self._listed, self._sorry)

    def choose(self, files: Sequence[Path]) -> None:
        """Read these files."""
        self._start(Wish(tuple(files)))

    def again(self) -> None:
        """Go back to the choice of files; what was read is forgotten."""
        self._stop()
        self._turn(step="choose", check=None, progress=None, title="", sentence="", files="")
        self.past()

    # -- read ------------------------------------------------------------------------------------

    def cancel(self) -> None:
        """Stop reading or writing."""
        self._run.stopped = True
        if self._state.step == "reading":
            self._aside.leave()
            self._ask.leave()
            self._interrupted()

    def tick(self) -> None:
        """Show how far it is; asked from time to time while something runs."""
        told = self._state.progress
        if told is not None and self._state.step in ("reading", "writing"):
            item = ""
            if self._state.step == "reading" and self._run.total:
                item = _("{done} of {total}").format(
                    done=size(self._run.done), total=size(self._run.total)
                )
            self._turn(
                progress=replace(told, item=item, done=self._run.done, total=self._run.total)
            )

    def _start(self, wish: Wish) -> None:
        self._stop()
        self._wish, run = wish, Run()
        self._run = run
        names = ", ".join(one.name for one in wish.files)
        self._turn(
            step="reading", files=names, check=None, title="", sentence="", long=_long(wish.files),
            progress=Progress(_("Reading {file}").format(file=names)),
        )  # fmt: skip
        session, person = self._session, self._person

        def known() -> tuple[Ground, tuple[Person, ...]]:
            everybody = people.everybody(session)
            whose = next((one for one in everybody if one.uid == person.uid), person)
            return Ground.of(session, whose), everybody  # as they are called today

        def found(told: tuple[Ground, tuple[Person, ...]]) -> None:
            ground, everybody = told
            self._others = tuple(one for one in everybody if one.uid != person.uid)
            self._aside(partial(reading, run, ground, wish), self._found, self._sorry)

        self._ask(known, found, self._sorry)

    def _found(self, read: Read | None) -> None:
        if read is None:
            self._interrupted()
            return
        self._read = read
        count = sum(one.count for one in read.contents)
        if not read.ready.ready or count > FORESEEN:
            self._checked(None)
            return
        session = self._session
        self._ask(lambda: foreseen(session, read.ready), self._checked, self._sorry)

    def _checked(self, outlook: Report | None) -> None:
        assert self._read is not None
        today = self._session.clock.now().astimezone(self._read.ready.zone).date()
        told = telling.check(self._read, self._wish, self._others, outlook, today)
        self._turn(step="check", check=told, progress=None)

    # -- check -----------------------------------------------------------------------------------

    def answer(self, given: dict[str, str]) -> None:
        """Take the answers to what the file leaves open, and read it with them."""
        self._start(replace(self._wish, answers={**self._wish.answers, **given}))

    def as_format(self, name: str) -> None:
        """Read it as another kind of file."""
        self._start(replace(self._wish, format=name, answers={}))

    def in_zone(self, name: str) -> None:
        """Read its times in another zone."""
        self._start(replace(self._wish, zone=name))

    def is_mine(self, typed: str) -> bool:
        """Take it that the file is about this person, if their first name was typed."""
        if typed.strip().casefold() != self._state.first.casefold():
            return False
        self._start(replace(self._wish, accept_identity=True))
        return True

    def to_other(self, uid: str) -> None:
        """Import it into the record of another person, whose record is then on screen."""
        found = [one for one in self._others if one.uid == uid]
        if found:
            self._ways.turn(found[0], telling.key_of(self._wish.files))

    def leave_out(self, kind: str, kept: bool) -> None:  # noqa: FBT001 - the signal's own shape
        """Leave a kind out, or take it back."""
        told = self._check()
        if told is None:
            return
        kinds = tuple(replace(one, kept=kept) if one.key == kind else one for one in told.kinds)
        self._state = replace(self._state, check=replace(told, kinds=kinds))

    def options(self, *, replaces: bool, deleted: bool) -> None:
        """Choose what becomes of what the file lacks, and of what was deleted here."""
        told = self._check()
        if told is not None:
            self._state = replace(self._state, check=replace(told, replace=replaces, again=deleted))

    def keep(self) -> None:
        """Keep what was read, in one transaction."""
        told, read = self._check(), self._read
        if told is None or told.held or read is None:
            return
        self._wish = replace(self._wish, replace=told.replace, reimport_deleted=told.again)
        read.ready.wish = self._wish
        read.ready.without = frozenset(one.key for one in told.kinds if not one.kept)
        run, session, uid = self._run, self._session, self._person.uid
        run.done = run.total = 0
        read.ready.watch.wrote = run.told

        def work() -> Changes | None:
            try:
                run.kept = importing.keep(session, read.ready)
            except Cancelled:
                return None
            return Changes(frozenset((uid, kind) for kind in (*run.kept.kinds, "")))

        words = _("Writing into {first}’s record").format(first=self._state.first)
        self._turn(step="writing", check=None, progress=Progress(words))
        self._ask(work, lambda _changes: self._done(run), self._sorry)

    def _done(self, run: Run) -> None:
        if run.kept is None:
            self._interrupted()
            return
        batches = list(run.kept.batches)
        self._stop()
        self._ways.go(f"imports/report/{batches[-1]}" if batches else "imports")

    # -- leave -----------------------------------------------------------------------------------

    def leave(self) -> None:
        """The page goes, or the carnet is locked: what runs stops, what was read is forgotten."""
        self._stop()

    def _stop(self) -> None:
        self._run.stopped = True
        self._aside.leave()
        self._ask.leave()
        self._read = None
        self._ways.aside(self._run.doors.close, _nothing, _nothing)

    def _listed(self, found: tuple[Brought, ...]) -> None:
        today = self._session.at().date()
        brought = [one for one in found if one.kind in _LISTED]
        past = tuple(telling.past(one, today) for one in reversed(brought))
        step = "choose" if self._state.step == "loading" else self._state.step
        self._turn(step=step, past=past)

    def _sorry(self, error: VaultError) -> None:
        self._turn(
            step="failed", title=sentence(error), sentence=telling.way_on(error), progress=None,
        )  # fmt: skip

    def _interrupted(self) -> None:
        self._stop()
        self._turn(
            step="choose", check=None, progress=None, title=_("Interrupted: nothing was written."),
            sentence="",
        )  # fmt: skip
        self.past()

    def _check(self) -> Check | None:
        return self._state.check if self._state.step == "check" else None

    def _turn(self, **what: object) -> None:
        self._state = replace(self._state, **what)  # type: ignore[arg-type]
        self._show(self._state)


def _long(files: Sequence[Path]) -> bool:
    try:
        return sum(one.stat().st_size for one in files) > LONG
    except OSError:
        return False


def _nothing(_answer: object) -> None:
    """Wait for nothing."""
