"""The dialog of a period of one's own: two dates, both included."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from vault.formatting import figures_date, typed_date
from vault.i18n import _
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.field import Field

Taken = Callable[[date, date], None]


class DatesDialog(Dialog):
    """Takes two dates as they are typed; Enter shows, what is wrong is said under its field."""

    def __init__(self, window: QWidget, shown: tuple[date, date], then: Taken) -> None:
        super().__init__(window, _("Choose the dates"))
        self._then = then
        hint = _("Day, month, year: {example}").format(example=figures_date(shown[1]))
        self.fields = []
        for words, day in zip((_("First day"), _("Last day")), shown, strict=True):
            line = QLineEdit(figures_date(day))
            field = Field(words, line, hint)
            line.returnPressed.connect(self._show)
            self.body.addWidget(field)
            self.fields.append((line, field))
        self.first = self.fields[0][0]
        self.add_button("cancel", _("Cancel"))
        self.add_button("show", _("Show"), "primary")
        self.asked.connect(lambda key: self._show() if key == "show" else self.reject())

    def _show(self) -> None:
        days = [typed_date(line.text()) for line, _field in self.fields]
        wrong = _("Type a date such as {example}.").format(example=figures_date(date(2026, 3, 21)))
        for (_line, field), day in zip(self.fields, days, strict=True):
            field.show_error("" if day else wrong)
        first, last = days
        if first is None or last is None:
            self.fields[0 if first is None else 1][1].arrive()
            return
        if last < first:
            self.fields[1][1].show_error(_("The last day comes after the first one."))
            self.fields[1][1].arrive()
            return
        self.accept()
        self._then(first, last)
