"""What waits for the person on screen, grouped, and put off on request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from vault.errors import VaultError
from vault.formatting import day
from vault.i18n import _
from vault.record.changes import Changes
from vault.record.person import Person
from vault.ui.asking import Ask, Latest
from vault.ui.pages.todo.state import Group, Item, TodoState
from vault.usecases import waiting
from vault.usecases.session import Session
from vault.usecases.waiting import Kind, Waits
from vault.wording import waiting as words
from vault.wording.errors import sentence

Show = Callable[[TodoState], None]
Tell = Callable[[str, Callable[[], Changes]], None]
_WEEK: Final = 7
_GROUPS: Final[tuple[tuple[Callable[[], str], frozenset[Kind]], ...]] = (
    (lambda: _("Measurements"), frozenset({"readings", "import_items"})),
    (
        lambda: _("Shares"),
        frozenset(
            {"share_ends", "unconfirmed", "stop_untold", "service_halted", "service_changed",
             "catalogue_old"}
        ),
    ),
    (lambda: _("Carnet"), frozenset({"sheet_unchecked"})),
    (lambda: _("Devices"), frozenset({"device_clock", "device_silent", "device_battery"})),
    (lambda: _("People"), frozenset({"of_age"})),
)  # fmt: skip


class TodoPresenter:
    """Reads what waits; `tell` says that something was put off, and takes it back on request."""

    def __init__(self, session: Session, person: Person, ask: Ask, show: Show, tell: Tell) -> None:
        self._session, self._person, self._show, self._tell = session, person, show, tell
        self._ask, self._act = Latest(ask), ask

    def begin(self) -> None:
        """Read what waits; what stands until then is a page that reads."""
        self._show(TodoState())
        self.read()

    def read(self) -> None:
        """Read it again."""
        session, person = self._session, self._person
        self._ask(lambda: waiting.of(session, person), self._found, self._sorry)

    def changed(self, _changes: Changes) -> None:
        """Whatever was done may have settled something."""
        self.read()

    def tomorrow(self, key: str) -> None:
        """Be told again tomorrow."""
        self._off(key, partial(waiting.later, self._session, self._person, key, 1))

    def next_week(self, key: str) -> None:
        """Be told again in a week."""
        self._off(key, partial(waiting.later, self._session, self._person, key, _WEEK))

    def never(self, key: str) -> None:
        """Hear nothing more of it."""
        self._off(key, partial(waiting.never, self._session, self._person, key))

    def leave(self) -> None:
        """Drop what still comes."""
        self._ask.leave()

    def _off(self, key: str, work: Callable[[], Changes]) -> None:
        back = partial(waiting.again, self._session, self._person, key)

        def done(_changes: Changes) -> None:
            self._tell(_("You will not be told about it for now."), back)

        self._act(work, done, self._sorry)

    def _found(self, found: tuple[Waits, ...]) -> None:
        today = self._session.clock.now().astimezone(ZoneInfo(self._person.zone)).date()
        groups = tuple(
            Group(name(), tuple(item(one, today) for one in found if one.kind in kinds))
            for name, kinds in _GROUPS
        )
        kept = tuple(group for group in groups if group.items)
        self._show(TodoState("ready" if kept else "empty", kept))

    def _sorry(self, error: VaultError) -> None:
        self._show(TodoState("failed", sentence=sentence(error)))


def item(one: Waits, today: date) -> Item:
    """Say a thing that waits; `today` is the day of the person."""
    when = day(today, one.at.date()) if one.at is not None else ""
    detail = " · ".join(part for part in (words.reason(one), when) if part)
    opens, act = words.act(one)
    return Item(one.key, words.icon(one), words.title(one), detail, opens, act, one.mutable)
