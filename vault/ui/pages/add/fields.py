"""The fields of one kind of measurement."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.add.state import Form, Part, Typed
from vault.ui.theme import now
from vault.ui.widgets.combo import Combo
from vault.ui.widgets.facts import Folded
from vault.ui.widgets.field import Field
from vault.ui.widgets.fold import EVENLY, Fold
from vault.ui.widgets.moment_field import MomentField
from vault.ui.widgets.quantity_field import QuantityEdit, labelled
from vault.ui.widgets.text import Text
from vault.ui.widgets.text_area import TextArea

Question = tuple[str, str, tuple[tuple[str, str], ...]]


class Fields(QWidget):
    """Everything a form asks, filled with what it begins with."""

    def __init__(self, form: Form, begin: Typed, moment: MomentField) -> None:
        super().__init__()
        self._form, self._moment = form, moment
        self._edits: dict[str, QuantityEdit] = {}
        self._fields: dict[str, Field] = {}
        self._around: dict[str, Combo] = {}
        self._unit: Combo | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(now().space("m"))
        self._column.addWidget(self._figures(begin))
        self._last = Text("", "small")
        self._column.addWidget(self._last)
        self._column.addWidget(moment)
        for question in form.questions:
            self._column.addWidget(self._ask(question, begin))
        self._note = TextArea(begin.note)
        self._note.setAccessibleIdentifier("add.note")
        self._column.addWidget(Field(_("Note (optional)"), self._note))
        if form.folded:
            self._fold(begin)
        self._fields |= {"day": moment.day, "time": moment.at}

    @property
    def first(self) -> QuantityEdit:
        """Return the field of the first number."""
        return self._edits[self._form.parts[0].key]

    def arrive(self) -> None:
        """Take the focus to the first number."""
        self.first.setFocus()

    def show_last(self, words: str) -> None:
        """Say the last value, or nothing."""
        self._last.setText(words)
        self._last.setVisible(bool(words))

    def show_errors(self, errors: Mapping[str, str]) -> Field | None:
        """Show what is wrong under each field; return the first one, None when all are right."""
        wrong = None
        for key, field in self._fields.items():
            field.show_error(errors.get(key, ""))
            wrong = field if wrong is None and errors.get(key) else wrong
        return wrong

    def typed(self) -> Typed:
        """Return what stands in the fields."""
        day, at = self._moment.texts
        unit = self._unit.answer if self._unit is not None else self._form.units[0][0]
        return Typed(
            self._form.kind, {key: edit.text() for key, edit in self._edits.items()}, unit, day,
            at, self._note.toPlainText(), {key: one.answer for key, one in self._around.items()},
        )  # fmt: skip

    def _figures(self, begin: Typed) -> QWidget:
        fields: list[QWidget] = [self._figure(part, begin) for part in self._form.parts]
        if len(self._form.units) > 1:
            self._unit = Combo(self._form.units, begin.unit)
            self._unit.setAccessibleIdentifier("add.unit")
            self._fields["unit"] = Field(_("Unit"), self._unit)
            fields.append(self._fields["unit"])
        pairs = [fields[number : number + 2] for number in range(0, len(fields), 2)]
        lines, column = QWidget(), QVBoxLayout()
        lines.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now().space("m"))
        for pair in pairs:
            grows = 0 if self._fields.get("unit") in pair else EVENLY  # a unit needs little room
            column.addWidget(Fold(now().space("m"), *pair, grows=grows, top=True))
        return lines

    def _figure(self, part: Part, begin: Typed) -> Field:
        edit = QuantityEdit(part.decimals)
        edit.setText(begin.values.get(part.key, ""))
        edit.setAccessibleIdentifier(f"add.{part.key}")
        units = self._form.units if part.key in ("value", "systolic", "diastolic") else ()
        label = labelled(part.label, units)
        if part.optional:
            label = _("{label} (optional)").format(label=label)
        self._edits[part.key] = edit
        self._fields[part.key] = Field(label, edit)
        return self._fields[part.key]

    def _ask(self, question: Question, begin: Typed) -> Field:
        name, words, answers = question
        combo = Combo(answers, begin.around.get(name, ""))
        combo.setAccessibleIdentifier(f"add.{name}")
        self._around[name] = combo
        return Field(words, combo)

    def _fold(self, begin: Typed) -> None:
        combos = [self._ask(question, begin) for question in self._form.folded]
        folded = Folded(_("More"), Fold(now().space("m"), *combos, grows=0, top=True))
        folded.button.setAccessibleIdentifier("add.more")
        self._column.addWidget(folded)
