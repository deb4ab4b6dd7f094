"""Keeps what is being typed into the dialogs of one person, and gives it back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from vault.errors import VaultError
from vault.i18n import _
from vault.record.draft import Draft
from vault.ui.asking import Ask
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.dialog import Dialog
from vault.usecases import drafts
from vault.usecases.session import Session

_PAUSE: Final = 3000  # ms between two looks at what was typed
Body = dict[str, Any]


class Drafting:
    """What `Desk.drafts` is. A key is that of the dialog: "add/body_weight", "people"."""

    def __init__(self, session: Session, person: str, ask: Ask) -> None:
        self._session, self._person, self._ask = session, person, ask
        self._open: list[_Followed] = []
        self._resumed: Draft | None = None

    def follow(
        self, dialog: Dialog, key: str, draft: Callable[[], Body], take: Callable[[Body], None]
    ) -> None:
        """Keep what is typed into a dialog until it is done, and offer what was kept before.

        Call it once the dialog shows what it begins with, before `open()`: only what differs from
        that is kept. `draft` returns all that was typed as plain JSON values, never a secret, and
        `take` puts it back. A dialog that is accepted leaves no draft behind, one that is left
        does.
        """
        form, _slash, target = key.partition("/")
        blank = Draft(self._person, form, target, {})
        followed = _Followed(dialog, blank, draft, self._keep)
        self._open.append(followed)
        dialog.accepted.connect(lambda: self._done(followed))
        dialog.rejected.connect(lambda: self._left(followed))
        resumed = self._resumed
        if resumed is not None and _same(resumed, blank):
            self._resumed = None
            take(dict(resumed.body))
            followed.saved = followed.now()
            return

        def known(waiting: tuple[Draft, ...]) -> None:
            mine = [one for one in waiting if _same(one, blank)]
            if mine and isValid(dialog) and dialog.isVisible():
                _offer(dialog, lambda: take(dict(mine[0].body)))

        self._ask(lambda: drafts.waiting(self._session), known, _passed_over)

    def resume(self, draft: Draft, go: Callable[[str], None]) -> None:
        """Open the dialog of a draft again, with what was typed.

        A dialog may open only once it has read what it begins with: the draft waits for it.
        """
        self._resumed = draft
        go(f"{draft.form}/{draft.target}" if draft.target else draft.form)

    def drop(self, draft: Draft) -> None:
        """Forget a draft that nobody wants to go on with."""
        if self._resumed is not None and _same(self._resumed, draft):
            self._resumed = None
        self._ask(lambda: drafts.drop(self._session, draft), _passed_over, _passed_over)

    def typed(self) -> list[Draft]:
        """Return what stands in open dialogs and is not kept yet, and follow them no more."""
        left = [draft for one in self._open if (draft := one.stop()) is not None]
        self._open.clear()
        return left

    def _keep(self, draft: Draft) -> None:
        self._ask(lambda: drafts.keep(self._session, [draft]), _passed_over, _passed_over)

    def _left(self, followed: _Followed) -> None:
        if followed in self._open:
            self._open.remove(followed)
            if (draft := followed.stop()) is not None:
                self._keep(draft)

    def _done(self, followed: _Followed) -> None:
        if followed in self._open:
            self._open.remove(followed)
            followed.stop()
            self.drop(followed.blank)


class _Followed(QObject):
    """One open dialog; looks every three seconds whether something new was typed."""

    def __init__(
        self, dialog: Dialog, blank: Draft, draft: Callable[[], Body], keep: Callable[[Draft], None]
    ) -> None:
        super().__init__(dialog)
        self.blank, self._draft, self._keep = blank, draft, keep
        self._first = self.saved = draft()
        self._timer = QTimer(self, interval=_PAUSE)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def now(self) -> Body:
        """Return what stands in the dialog."""
        return self._draft()

    def look(self) -> None:
        """Keep what is new."""
        if (draft := self._new()) is not None:
            self._keep(draft)

    def stop(self) -> Draft | None:
        """Look a last time; return what is new."""
        self._timer.stop()
        with suppress(RuntimeError):  # its fields may be gone already
            return self._new()
        return None

    def _new(self) -> Draft | None:
        body = self._draft()
        if body in (self.saved, self._first):
            return None
        self.saved = body
        blank = self.blank
        return Draft(blank.person, blank.form, blank.target, body)


def _same(one: Draft, other: Draft) -> bool:
    return (one.person, one.form, one.target) == (other.person, other.form, other.target)


def _offer(dialog: Dialog, take: Callable[[], None]) -> None:
    note = Alert("note", _("What you typed last time was kept."), action=_("Resume"))
    note.button.setAccessibleIdentifier("dialog.resume")

    def resume() -> None:
        note.hide()
        take()
        if dialog.first is not None:
            dialog.first.setFocus()

    note.acted.connect(resume)
    dialog.body.insertWidget(0, note)


def _passed_over(_answer: VaultError | object) -> None:
    """A draft that could not be kept must stop nobody; the lock says so when it matters."""
