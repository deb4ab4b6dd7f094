"""Opens the carnet asked for, and says in words why it does not open.

This is what a person waits for at first: the rooms below are loaded by the work that needs them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vault import errors as e
from vault.clock import Clock
from vault.i18n import _
from vault.record.ways_in import KeyFile, Passphrase, Way
from vault.ui.asking import Ask, Latest
from vault.ui.pages.unlock.state import Notice, UnlockState
from vault.wording import opening

if TYPE_CHECKING:
    from vault.usecases.doorstep import Doorstep
    from vault.usecases.policy import Policy
    from vault.usecases.session import Session

_PATIENT: Final = 5  # wrong passphrases before one has to wait
_WAITS: Final = (5, 10, 20, 40, 60)  # seconds
_SECOND, _SOON = 1000, 60  # ms; soon is after the first picture
_MOST_BYTES: Final = 65_536  # of a key file
_LIES: Final = (e.HeaderRolledBack, e.Rollback)
_SOMETHING: Final = "\u00a0"  # keeps the room of what comes in a moment
_SHUT: Final = (
    e.VaultMissing, e.NotAVault, e.VaultTooNew, e.VaultDamaged, e.HeaderAltered, e.NotWritable,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Door:
    """The carnet asked for.

    `opened` is when it was opened last (ms since 1970 UTC, None where that is not kept), `idle` the
    minutes before it locks by itself, `why` the reason of the last lock, `home` the person's own
    folder, `secret` the passphrase of an example, which is shown.
    """

    place: Path
    home: Path
    clock: Clock
    costs: Callable[[], Policy]
    opened: int | None = None
    idle: int | None = None
    why: str = ""
    secret: str = field(default="", repr=False)


class UnlockPresenter:
    """Tries one way in at a time; what a person typed is kept no longer than the try.

    `later` runs a call after so many ms; `enter` takes the session.
    """

    def __init__(
        self,
        door: Door,
        ask: Ask,
        show: Callable[[UnlockState], None],
        later: Callable[[int, Callable[[], None]], None],
        enter: Callable[[Session], None],
    ) -> None:
        self._door, self._ask, self._show = door, Latest(ask), show
        self._later, self._enter = later, enter
        self._way: Way | None = None
        self._missed, self._size, self._gone = 0, 0, False
        self._migrates = self._accepts = False
        self.state = UnlockState(
            name=door.place.stem,
            place=opening.shown(door.place.parent, door.home),
            last=_SOMETHING if door.opened is not None else "",
            foot=opening.locks_after(door.idle),
            notice=self._reason(),
        )

    def begin(self) -> None:
        """Show the form, and look at what can be seen of the carnet without opening it."""
        self._put(self.state)
        self._later(_SOON, self._look)

    def leave(self) -> None:
        """Drop what is still on its way, and what was typed."""
        self._ask.leave()
        self._way, self._gone = None, True

    def unlock(self, typed: str) -> None:
        """Try a passphrase."""
        if self.state.step != "ready":
            return
        if not typed:
            self._back(_("Type your passphrase."))
            return
        self._try(Passphrase(typed))

    def key_file(self, file: Path) -> None:
        """Try a key file."""
        if self.state.step == "ready":
            self._open(lambda: _read(file))

    def agree(self) -> None:
        """The person accepts what was asked: the update, or an older list of ways in."""
        if self._way is not None:
            self._try(self._way)

    def again(self) -> None:
        """Look once more: the disk was plugged in, the other program ended."""
        self._forget()
        self.state = replace(self.state, step="ready", notice=None, wrong="")
        self.begin()

    def _forget(self) -> None:
        self._way, self._migrates, self._accepts = None, False, False

    def _look(self) -> None:
        door = self._door
        if self._gone or self.state.step != "ready":
            return

        def work() -> tuple[Doorstep, str]:
            from vault.usecases import doorstep  # noqa: PLC0415

            return doorstep.look(door.place, door.costs()), _last(door)

        self._ask(work, lambda told: self._seen(*told), self._sorry)

    # -- one try ---------------------------------------------------------------------------------

    def _try(self, way: Way) -> None:
        self._open(lambda: way)

    def _open(self, way: Callable[[], Way]) -> None:
        door, migrates, accepts = self._door, self._migrates, self._accepts
        self._put(replace(self.state, **_working(migrates=migrates), wrong="", notice=None))

        def work() -> Session:
            from vault.usecases import unlocking  # noqa: PLC0415
            from vault.usecases.policy import Consent  # noqa: PLC0415

            self._way, consent = way(), Consent(migrates, accepts)
            return unlocking.open_vault(
                door.place, self._way, door.clock, "window", policy=door.costs(), consent=consent
            )

        self._ask(work, self._entered, self._sorry)

    def _entered(self, session: Session) -> None:
        self._way = None
        self._enter(session)

    def _seen(self, seen: Doorstep, last: str) -> None:
        self._missed, self._size = seen.missed, seen.size
        self._put(replace(self.state, key_file="keyfile" in seen.ways, last=last))

    # -- it did not open -------------------------------------------------------------------------

    def _sorry(self, error: e.VaultError) -> None:
        if isinstance(error, e.NeedsMigration):
            self._ask_to_update()
        elif isinstance(error, _LIES):
            self._ask_to_accept(error)
        else:
            self._forget()
            if isinstance(error, e.WrongPassphrase):
                self._wrong(error)
            elif isinstance(error, _SHUT):
                self._shut(error)
            else:
                self._refused(error)

    def _wrong(self, error: e.VaultError) -> None:
        self._missed += 1
        over = self._missed - _PATIENT
        self._back(_sentence(error))
        if over >= 0:
            self._wait(_WAITS[min(over, len(_WAITS) - 1)])

    def _wait(self, seconds: int) -> None:
        notice = Notice(
            "note",
            _("This wait slows down a person in front of the screen."),
            _("It does not stop somebody who copied the file: only a long passphrase does."),
        )
        if self._gone:
            return
        if seconds == 0:
            self._put(replace(self.state, step="ready", wait=0))
            return
        self._put(replace(self.state, step="waiting", wait=seconds, notice=notice))
        self._later(_SECOND, lambda: self._wait(seconds - 1))

    def _refused(self, error: e.VaultError) -> None:
        """Another way in, or the same once more, may still open it."""
        notice = Notice("error", _sentence(error))
        tries = self.state.tries + 1
        self._put(replace(self.state, step="ready", notice=notice, tries=tries))

    def _shut(self, error: e.VaultError) -> None:
        acts = [("folder", _("Choose a folder"))]
        if isinstance(error, e.VaultMissing | e.NotWritable):
            acts.insert(0, ("again", _("Try again")))
        self._put(
            replace(self.state, step="shut", notice=Notice("error", *_told(error), tuple(acts)))
        )

    def _ask_to_update(self) -> None:
        from vault.formatting import size  # noqa: PLC0415

        self._migrates = True
        made = _("A backup is made first ({size}).").format(size=size(self._size))
        acts = (("agree", _("Continue")), ("again", _("Not now")))
        self._put_question(Notice("note", _("This carnet will be updated."), made, acts))

    def _ask_to_accept(self, error: e.VaultError) -> None:
        self._accepts = True
        older = isinstance(error, e.HeaderRolledBack)
        agree = _("Put the right one back") if older else _("Continue with this carnet")
        acts = (("again", _("Do not open")), ("agree", agree))
        self._put_question(Notice("look", _sentence(error), _explained(older=older), acts))

    def _put_question(self, notice: Notice) -> None:
        self._put(replace(self.state, step="asks", notice=notice))

    def _back(self, wrong: str) -> None:
        """Send the person back to the field."""
        tries = self.state.tries + 1
        self._put(replace(self.state, step="ready", wrong=wrong, tries=tries, notice=None))

    def _put(self, state: UnlockState) -> None:
        self.state = state
        self._show(state)

    # -- words -----------------------------------------------------------------------------------

    def _reason(self) -> Notice | None:
        if self._door.secret:
            shown = _("Its passphrase: {words}").format(words=self._door.secret)
            return Notice("note", _("Example: these people do not exist."), shown)
        if self._door.why == "damaged":
            return Notice("error", _sentence(e.VaultDamaged("file")))
        said = opening.locked_because(self._door.why, self._door.idle)
        return Notice("note", said) if said else None


def _sentence(error: e.VaultError) -> str:
    from vault.wording.errors import sentence  # noqa: PLC0415

    return sentence(error)


def _last(door: Door) -> str:
    if door.opened is None:
        return ""
    at = datetime.fromtimestamp(door.opened / 1000, UTC).astimezone(door.clock.zone)
    return opening.last_opened(door.clock.now().astimezone(door.clock.zone), at)


def _working(*, migrates: bool) -> dict[str, Any]:
    if migrates:
        return {"step": "working", "working": _("Updating the carnet…")}
    return {"step": "opening", "working": _("Opening…")}


def _told(error: e.VaultError) -> tuple[str, str]:
    """Say what is wrong, and that nothing was changed."""
    if isinstance(error, e.VaultMissing):
        return _sentence(error), _("It may be on a disk that is not plugged in.")
    if isinstance(error, e.NotAVault | e.NotWritable):
        return _sentence(error), ""
    if isinstance(error, e.VaultTooNew):
        return _sentence(error), _("Update Carnet on this computer, then open it again.")
    return _sentence(error), ""


def _explained(*, older: bool) -> str:
    if older:
        return _("An old passphrase or an old sheet could open it again.")
    return _("Something that was done since then may be missing.")


def _read(file: Path) -> KeyFile:
    try:
        with file.open("rb") as stream:
            return KeyFile(stream.read(_MOST_BYTES))
    except (OSError, ValueError):
        raise e.FileUnreadable from None
