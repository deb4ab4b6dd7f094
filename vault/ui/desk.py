"""What a page finds at hand while a record is open: the lanes, the other pages, words below."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from vault import bootstrap
from vault.errors import VaultError
from vault.record.changes import Changes
from vault.record.person import Person
from vault.ui.asking import Ask
from vault.ui.practice import Practice
from vault.ui.remembered import Memory
from vault.ui.widgets.page import Page
from vault.usecases.lanes import Lane, here

if TYPE_CHECKING:
    from vault.ui.drafting import Drafting
    from vault.ui.post import Post
    from vault.usecases.carrying import Door
    from vault.usecases.measuring import Radio
    from vault.usecases.policy import Policy
    from vault.usecases.session import Session

T = TypeVar("T")
Undo = Callable[[], Changes | None]  # runs on the vault's lane


class Follow(Protocol):
    """The way to the outside lane: `Bridge.follow`."""

    def __call__(
        self,
        stream: AsyncIterator[T],
        each: Callable[[T], None],
        sorry: Callable[[VaultError], None],
    ) -> Callable[[], object]:
        """Bring each thing that a stream gives; return what stops it."""
        ...


def _standard() -> Policy:
    from vault.usecases.policy import Policy  # noqa: PLC0415 - the rooms below

    return Policy()


@dataclass(frozen=True, slots=True)
class Desk:
    """One person's record on screen; another person, or a lock, is another desk.

    `ask` runs work on the vault's lane, `aside` reads files with no vault, `follow` listens
    outside. `go` opens a page or a dialog by its key: the name of its folder under `pages/`, then
    what it is about: "trends/body_weight". `tell` says a sentence at the bottom of the window; with
    an `undo`, that and Ctrl+Z take back. `secret` asks the passphrase in a dialog of this title
    and hands it over once it was right; it is never kept. `open_file` and `save_file` ask for a
    place (a title, a name or a filter, what takes the answer). `drafts.follow` keeps what is typed
    into a dialog that writes. `window` is the parent of dialogs. `is_open` turns false with the
    lock; `memory` is what is chosen outside any carnet, `choose` chooses anew and shows it at once,
    `policy` says what a passphrase must cost; `practice` and `door` lead to services, by `post`.
    `lane` runs vault work that something outside waits for; `radio` is the Bluetooth.
    """

    window: QWidget
    session: Session
    person: Person
    ask: Ask
    aside: Ask
    follow: Follow
    go: Callable[[str], None]
    turn: Callable[[Person, str], None]
    tell: Callable[[str, Undo | None], None]
    secret: Callable[[str, Callable[[str], None]], None]
    open_file: Callable[[str, str, Callable[[Path], None]], None]
    open_folder: Callable[[str, Callable[[Path], None]], None]
    save_file: Callable[[str, str, Callable[[Path], None]], None]
    drafts: Drafting
    example: bool = False
    memory: Memory = field(default_factory=lambda: Memory(None))
    choose: Callable[..., None] = lambda **_what: None
    policy: Callable[[], Policy] = _standard
    is_open: Callable[[], bool] = lambda: True
    practice: Practice = field(default_factory=Practice)
    door: Callable[[], Door] = bootstrap.door
    lane: Lane = here
    radio: Callable[[], Radio] = bootstrap.radio
    posting: Post | None = None  # of the open carnet; else one is made

    @property
    def post(self) -> Post:
        """What carries letters to services, and stops when the carnet is locked."""
        from vault.ui.post import Post, carrier  # noqa: PLC0415 - loads what speaks to services

        if self.posting is not None:
            return self.posting
        carry = carrier(self.follow, self.door)
        return Post(self.session, self.ask, carry, self.is_open)

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the person."""
        return ZoneInfo(self.person.zone)

    @property
    def today(self) -> date:
        """The day it is where the person is."""
        return self.session.clock.now().astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Joined:
    """A page that stands: joined to its presenter and ready to be framed.

    `place` is the key of the place of the sidebar it belongs to. `acts` answer what the page asks
    by its own keys, the rest of a key after "/" as arguments; any other key opens a page.
    `changed` hears what an operation touched, `leave` that the page goes: answers still on their
    way are dropped. `finds` goes to the filter of the page (Ctrl+F), `prints` prints it, `help`
    says what the page is for. `begin` asks for what it shows, once it is framed.
    """

    page: Page
    place: str
    acts: dict[str, Callable[..., None]]
    changed: Callable[[Changes], None] = lambda _changes: None
    leave: Callable[[], None] = lambda: None
    finds: Callable[[], None] | None = None
    prints: Callable[[], None] | None = None
    help: Callable[[], str] = str
    begin: Callable[[], None] | None = None


Join = Callable[..., Joined | None]  # join(desk, *about); None where a dialog was opened instead
