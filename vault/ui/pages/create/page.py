"""Making a carnet."""

from __future__ import annotations

from typing import Final

from vault.i18n import _
from vault.ui.pages.create.frame import Shown, StepsPage, back, later, on
from vault.ui.pages.create.parts import PlaceStep, SecretStep, StartStep
from vault.ui.pages.create.sheet import SheetStep, TypingStep
from vault.ui.pages.create.state import NUMBERS, CreateState, Step
from vault.ui.pages.create.whom import WhomStep

_COUNT: Final = 5
_STEPS: Final[dict[Step, Shown]] = {
    "whom": Shown(
        lambda: _("Whose record is this first one?"), "whom", {"previous": back, "continue": on}
    ),
    "place": Shown(
        lambda: _("Where should this carnet be kept?"), "place", {"previous": back, "continue": on}
    ),
    "secret": Shown(lambda: _("Your passphrase"), "secret", {"previous": back, "continue": on}),
    "making": Shown(
        lambda: _("Your passphrase"), "secret",
        {"continue": lambda: _("Preparing the encryption…")}, busy=True,
    ),
    "sheet": Shown(
        lambda: _("Your recovery sheet"), "sheet",
        {"later": later, "continue": lambda: _("I have it, continue")},
    ),
    "typing": Shown(
        lambda: _("Type the words of your sheet"), "typing",
        {"later": later, "continue": lambda: _("Check")},
    ),
    "start": Shown(
        lambda: _("Where to start?"), "start", {"start/overview": lambda: _("Overview")}
    ),
}  # fmt: skip


class CreatePage(StepsPage):
    """Says "continue", "previous", "later" and what the steps ask; `name` is the one proposed."""

    def __init__(self, name: str) -> None:
        self.whom = WhomStep(lambda: self.asked.emit("continue"))
        self.place, self.secret = PlaceStep(name, self._ask), SecretStep(self._ask)
        self.sheet, self.typing = SheetStep(self._ask), TypingStep(self._ask)
        parts = {
            "whom": self.whom, "place": self.place, "secret": self.secret, "sheet": self.sheet,
            "typing": self.typing, "start": StartStep(self._ask),
        }  # fmt: skip
        super().__init__(parts, _STEPS)

    def show_state(self, state: CreateState) -> None:
        """Draw a state; a passphrase that was taken is forgotten."""
        super().show_state(state)
        if state.step == "sheet":
            self.secret.forget()

    def number(self, state: CreateState) -> str:
        """Say which of the five steps this is."""
        return _("Step {n} of {total}").format(n=NUMBERS[state.step], total=_COUNT)

    def _ask(self, key: str) -> None:
        self.asked.emit(key)
