"""The dialogs of a share: stopping it, its evidence."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from vault.i18n import _
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.text import Text
from vault.ui.widgets.tick import Tick


class Asking(Dialog):
    """A question with one thing that may be added; the safe answer has the focus."""

    def __init__(
        self, window: QWidget, title: str, sentences: tuple[str, ...], more: tuple[str, str],
        answers: tuple[str, str],
    ) -> None:  # fmt: skip
        super().__init__(window, title)
        for sentence in sentences:
            self.body.addWidget(Text(sentence, "body"))
        self.more = Tick(*more)
        self.more.setAccessibleIdentifier("dialog.more")
        self.body.addWidget(self.more)
        safe, act = answers
        self.first = self.add_button("keep", safe)
        self.act = self.add_button("act", act)
        self.asked.connect(self._answered)
        self._then: Callable[[bool], None] = lambda _more: None

    def put(self, then: Callable[[bool], None]) -> None:
        """Open it; `then` hears whether more was ticked, when the person agreed."""
        self._then = then
        self.open()

    def _answered(self, key: str) -> None:
        more = self.more.isChecked()
        self.accept() if key == "act" else self.reject()
        if key == "act":
            self._then(more)


def stopping(window: QWidget, service: str) -> Asking:
    """Ask before a share is stopped; no reason, no passphrase."""
    made = Asking(
        window, _("Stop sharing with {service}?").format(service=service),
        (
            _(
                "The service receives nothing more from now on. "
                "It keeps what it already received."
            ),
        ),
        (
            _("Also ask for erasure"),
            _("It is a request. The service must answer within one month."),
        ),
        (_("Keep sharing"), _("Stop sharing")),
    )  # fmt: skip
    made.act.setProperty("on", "error")
    return made


def resuming(window: QWidget) -> Asking:
    """Ask what becomes of what came in during a pause; it stays unless the person says so."""
    return Asking(
        window, _("Resume this share?"),
        (_("What came in during the pause was not sent."),),
        (
            _("Also send what came in during the pause"),
            _("Otherwise only what comes from now on is sent."),
        ),
        (_("Keep the pause"), _("Resume")),
    )  # fmt: skip


def proving(window: QWidget) -> Asking:
    """Ask what an evidence file holds; with the content it is health data in clear."""
    return Asking(
        window, _("Save the evidence of this share?"),
        (_("This file can be read by anyone who has it."),),
        (
            _("With the exact content that was sent"),
            _("Your health data, readable. Your passphrase is asked."),
        ),
        (_("Cancel"), _("Save the evidence")),
    )  # fmt: skip
