"""The report of an import, opened line by line, saved as text, and the import taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast, get_args

from vault.errors import VaultError
from vault.i18n import _
from vault.record.changes import Changes
from vault.record.facts import Kept
from vault.record.person import Person
from vault.ui.asking import Ask, Latest
from vault.ui.pages.imports.report_words import FIRST, as_text, opened, report, undo_words
from vault.ui.pages.imports.state import ReportState, UndoState
from vault.usecases import files_out, import_items, importing, overlapping
from vault.usecases.import_items import Became, KeptReport
from vault.usecases.overlapping import Overlap
from vault.usecases.session import Session
from vault.wording.errors import sentence

Show = Callable[[ReportState], None]


class ReportPresenter:
    """Reads one report; `begun` opens one of its lines at once."""

    def __init__(self, session: Session, person: Person, ask: Ask, show: Show, batch: str) -> None:
        self._session, self._person, self._show = session, person, show
        self._ask, self._plain, self._batch = Latest(ask), ask, batch
        self._state = ReportState(first=person.given or person.called)
        self._kept: KeptReport | None = None
        self._overlaps: tuple[Overlap, ...] = ()
        self._found: tuple[Kept, ...] = ()
        self._begun = ""

    def begin(self, line: str = "") -> None:
        """Read the report, and open a line of it."""
        self._begun = line
        session, batch = self._session, self._batch
        self._show(self._state)

        def work() -> tuple[KeptReport, tuple[Overlap, ...]]:
            kept = import_items.report(session, batch)
            return kept, overlapping.overlaps(session, kept)

        self._ask(work, self._told, self._sorry)

    def changed(self, _changes: Changes) -> None:
        """It may have been taken back."""
        self.begin(self._state.open)

    def open(self, line: str) -> None:
        """Show the items behind a line; the same again closes it."""
        if self._state.open == line or self._kept is None:
            self._found = ()
            self._draw("")
            return
        if line not in get_args(Became):
            self._found = ()
            self._draw(line)
            return
        session, batch = self._session, self._batch
        became = cast("Became", line)

        def found(items: tuple[Kept, ...]) -> None:
            self._found = items
            self._draw(line)

        self._ask(lambda: import_items.items(session, batch, became), found, self._sorry)

    def more(self) -> None:
        """Show all items of the line that is open."""
        self._draw(self._state.open, limit=len(self._found))

    def outlook(self, then: Callable[[UndoState], None]) -> None:
        """Say what taking the import back would do."""
        session, batches, first = self._session, self._batches(), self._state.first

        def work() -> UndoState:
            told = [importing.undo_preview(session, one) for one in batches]
            return undo_words(
                first,
                sum(one.removed for one in told),
                sum(one.returned for one in told),
                sum(one.kept_elsewhere for one in told),
                sum(len(one.edited) for one in told),
            )

        self._ask(work, then, self._sorry)

    def undo(self, *, remove_edited: bool, then: Callable[[int], None]) -> None:
        """Take the import back."""
        session, batches, uid = self._session, self._batches(), self._person.uid
        removed: list[int] = []

        def work() -> Changes:
            touched: set[str] = {""}
            for one in batches:
                undone = importing.undo(session, one, remove_edited=remove_edited)
                removed.append(undone.removed)
                touched |= undone.touched
            return Changes(frozenset((uid, name) for name in touched))

        self._plain(work, lambda _changes: then(sum(removed)), self._sorry)

    def save(self, path: Path, then: Callable[[], None]) -> None:
        """Write the report as text, without any value of the record."""
        words = as_text(self._state).encode()
        self._ask(lambda: files_out.written(path, words), lambda _none: then(), self._sorry)

    def leave(self) -> None:
        """Drop what still comes."""
        self._ask.leave()

    def _batches(self) -> tuple[str, ...]:
        told = self._kept.told if self._kept is not None else {}
        named = tuple(str(one["id"]) for one in told.get("batches", ()))
        return named or (self._batch,)

    def _told(self, found: tuple[KeptReport, tuple[Overlap, ...]]) -> None:
        kept, self._overlaps = found
        if kept.person.uid != self._person.uid:
            self._state = replace(
                self._state, step="failed", sentence=_("This import is in another record.")
            )
            self._show(self._state)
            return
        self._kept, self._found = kept, ()
        self._draw("")
        if self._begun:
            begun, self._begun = self._begun, ""
            self.open(begun)

    def _draw(self, line: str, *, limit: int = FIRST) -> None:
        if self._kept is None:
            return
        today = self._session.clock.now().astimezone(self._kept.at.tzinfo).date()
        state = report(self._kept, today, self._overlaps)
        open_line = tuple(
            opened(one, self._kept, self._found, limit, today) if one.key == line else one
            for one in state.counters
        )
        self._state = replace(state, first=self._state.first, counters=open_line, open=line)
        self._show(self._state)

    def _sorry(self, error: VaultError) -> None:
        self._state = replace(self._state, step="failed", sentence=sentence(error))
        self._show(self._state)
