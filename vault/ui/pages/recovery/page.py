"""Opening a carnet with its recovery sheet; a new passphrase at once, a new sheet offered."""

from __future__ import annotations

from typing import Final

from vault.i18n import _
from vault.ui.pages.create.frame import Shown, StepsPage, back, later, on
from vault.ui.pages.create.parts import Part, SecretStep
from vault.ui.pages.create.sheet import SheetStep, TypingStep
from vault.ui.pages.create.state import CreateState, Step
from vault.ui.widgets.text import Text

_STEPS: Final[dict[Step, Shown]] = {
    "words": Shown(
        lambda: _("Open with the recovery sheet"), "words",
        {"previous": back, "continue": lambda: _("Open")},
    ),
    "opening": Shown(
        lambda: _("Open with the recovery sheet"), "words",
        {"continue": lambda: _("Opening…")}, busy=True,
    ),
    "update": Shown(
        lambda: _("This carnet will be updated."), "update",
        {"previous": lambda: _("Not now"), "continue": on},
    ),
    "secret": Shown(lambda: _("Choose a new passphrase"), "secret", {"continue": on}),
    "making": Shown(
        lambda: _("Choose a new passphrase"), "secret",
        {"continue": lambda: _("Preparing the encryption…")}, busy=True,
    ),
    "offer": Shown(
        lambda: _("Make a new recovery sheet?"), "offer",
        {"later": lambda: _("Keep this sheet"), "continue": lambda: _("Make a new sheet")},
    ),
    "sheet": Shown(
        lambda: _("Your recovery sheet"), "sheet",
        {"later": later, "continue": lambda: _("I have it, continue")},
    ),
    "typing": Shown(
        lambda: _("Type the words of your sheet"), "typing",
        {"later": later, "continue": lambda: _("Check")},
    ),
}  # fmt: skip


class RecoveryPage(StepsPage):
    """Says "continue", "previous", "later" and what the steps ask."""

    def __init__(self) -> None:
        self.words, self.typing = TypingStep(self._ask), TypingStep(self._ask)
        self.words.column.insertWidget(0, Text(
            _("Without the passphrase or the recovery sheet, this carnet cannot be opened, neither "
              "by you nor by us."), "body",
        ))  # fmt: skip
        self.secret, self.sheet = SecretStep(self._ask), SheetStep(self._ask)
        parts = {
            "words": self.words, "update": Part(), "secret": self.secret, "offer": Part(),
            "sheet": self.sheet, "typing": self.typing,
        }  # fmt: skip
        parts["update"].column.addWidget(Text(_("A backup is made first."), "body"))
        parts["offer"].column.addWidget(Text(
            _("The sheet you have just used still opens this carnet. A new one cancels it."), "body"
        ))  # fmt: skip
        super().__init__(parts, _STEPS)

    def show_state(self, state: CreateState) -> None:
        """Draw a state; a passphrase that was taken is forgotten."""
        super().show_state(state)
        if state.step == "offer":
            self.secret.forget()

    def _ask(self, key: str) -> None:
        self.asked.emit(key)
