"""Tells which carnets are known here, and whether they are there now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from vault import paths
from vault.clock import Clock
from vault.i18n import _
from vault.ui.asking import Ask, Latest
from vault.ui.pages.carnets.state import CarnetsState, KnownCarnet
from vault.ui.remembered import Known, Memory
from vault.wording import opening


class CarnetsPresenter:
    """`choose` takes the place of the carnet that was chosen."""

    def __init__(
        self, memory: Memory, clock: Clock, home: Path, ask: Ask,
        show: Callable[[CarnetsState], None],
    ) -> None:  # fmt: skip
        self._memory, self._clock, self._home = memory, clock, home
        self._ask, self._show = Latest(ask), show

    def begin(self, said: str = "") -> None:
        """Show the list; whether each is there is looked at aside: a disk may sleep."""
        known = self._memory.now.known

        def work() -> list[bool]:
            return [paths.taken(Path(one.place)) for one in known]

        def show(there: list[bool]) -> None:
            rows = (self._row(one, is_there) for one, is_there in zip(known, there, strict=True))
            self._show(CarnetsState(tuple(rows), said))

        show([True] * len(known))
        self._ask(work, show, lambda _error: None)

    def leave(self) -> None:
        """Drop what is still on its way."""
        self._ask.leave()

    def remove(self, key: str) -> None:
        """Take a carnet off the list; its folder stays."""
        self._memory.forget(key)
        self.begin(_("Taken off the list. The carnet itself stays where it is."))

    def _row(self, one: Known, there: bool) -> KnownCarnet:  # noqa: FBT001 - one of two rows
        place, clock = Path(one.place), self._clock
        last = ""
        if not there:
            last = _("Not there now: the disk may not be plugged in.")
        elif one.opened is not None:
            at = datetime.fromtimestamp(one.opened / 1000, UTC).astimezone(clock.zone)
            last = opening.last_opened(clock.now().astimezone(clock.zone), at)
        return KnownCarnet(one.place, place.stem, opening.shown(place.parent, self._home), last)
