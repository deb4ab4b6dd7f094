"""The first step: whose record the carnet begins with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.create.state import Answers, CreateState
from vault.ui.theme import now
from vault.ui.widgets.field import Field
from vault.ui.widgets.radios import Radios

_OPTIONAL: Final = ("last", "born", "height")


class WhomStep(QWidget):
    """Keeps what was answered while the person goes on and back."""

    def __init__(self, enter: Callable[[], None]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now().space("m"))
        self.whose = Radios(
            _("This record is about:"), {"self": _("Me"), "other": _("A person I help")}, "self"
        )  # fmt: skip
        self.tie = Radios(_("This person is:"), {
            "child": _("My child"), "parent": _("My parent"), "spouse": _("My partner"),
            "other": _("Somebody else"),
        }, "child")  # fmt: skip
        self.ground = Radios(_("On which ground?"), {
            "agreement": _("I have their agreement"),
            "legal": _("I represent them legally"),
        })  # fmt: skip
        self.sex = Radios(_("Sex on civil records"), {
            "female": _("Female"), "male": _("Male"), "other": _("Other"),
            "unknown": _("Not stated"),
        }, "unknown")  # fmt: skip
        self.fields = {
            name: _field(name, label, hint)
            for name, label, hint in (
                ("first", _("First name"), ""),
                ("last", _("Last name (optional)"), ""),
                ("born", _("Date of birth (optional)"), _("For example 14/05/1979, or 1979.")),
                ("height", _("Height in cm (optional)"), ""),
            )
        }
        for name in ("first", "last", "born"):
            self._edit(name).returnPressed.connect(enter)
        parts: tuple[QWidget, ...] = (
            self.whose, self.tie, self.ground, self.fields["first"], self.fields["last"],
            self.fields["born"], self.sex, self.fields["height"],
        )  # fmt: skip
        for part in parts:
            column.addWidget(part)
        self._edit("height").returnPressed.connect(enter)
        self.whose.chosen.connect(self._turn)
        self._turn("self")

    @property
    def answers(self) -> Answers:
        """Return what was answered, as it was typed."""
        typed = {name: self._edit(name).text() for name in self.fields}
        whose: Literal["self", "other"] = "other" if self.whose.answer == "other" else "self"
        return Answers(whose, self.tie.answer, self.ground.answer, sex=self.sex.answer, **typed)

    def show_state(self, state: CreateState) -> QWidget | None:
        """Show what is wrong; return the first field that is."""
        wrong = state.wrong
        self.ground.show_error(wrong.get("ground", ""))
        for name, field in self.fields.items():
            field.show_error(wrong.get(name, ""))
        if "ground" in wrong:
            return self.ground
        return next((field for name, field in self.fields.items() if name in wrong), None)

    def first(self) -> QWidget:
        """Return what takes the focus when the step opens."""
        return self.whose

    def _edit(self, name: str) -> QLineEdit:
        edit = self.fields[name].control
        assert isinstance(edit, QLineEdit)
        return edit

    def _turn(self, whose: str) -> None:
        for part in (self.tie, self.ground):
            part.setVisible(whose == "other")


def _field(name: str, label: str, hint: str) -> Field:
    edit = QLineEdit()
    edit.setAccessibleIdentifier(f"create.{name}")
    return Field(label, edit, hint)
