"""One of a few, whose words may be long: radio buttons that wrap, one tab stop, arrows inside."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from vault.ui.theme import Theme, now
from vault.ui.widgets.flow import Flow
from vault.ui.widgets.text import Text


class Radios(QWidget):
    """A question and its answers; `answer` is the key of the one that stands, "" for none.

    Named by its question for who hears it: each answer says it too.
    """

    chosen = Signal(str)

    def __init__(self, question: str, answers: dict[str, str], first: str = "") -> None:
        super().__init__()
        self._keys, self._group = list(answers), QButtonGroup(self)
        self._error = Text("", "body")
        self._error.setProperty("role", "error")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now().space("xxs"))
        column.addWidget(Text(question, "strong"))
        line, holder = Flow(None, now().space("l")), QWidget()
        holder.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        for number, (key, words) in enumerate(answers.items()):
            button = _Radio(words)
            button.setAccessibleName(f"{question} {words}")
            button.setChecked(key == first)
            self._group.addButton(button, number)
            line.addWidget(button)
        column.addWidget(holder)
        column.addWidget(self._error)
        self._group.idToggled.connect(self._told)
        self._stop()
        self.show_error("")
        self.dress(now())

    @property
    def answer(self) -> str:
        """Return the key of the answer that stands, "" where none was given."""
        number = self._group.checkedId()
        return self._keys[number] if number >= 0 else ""

    def dress(self, theme: Theme) -> None:
        """Take the font and the least height of a theme."""
        for button in self._group.buttons():
            button.setFont(theme.font("body"))
            button.setMinimumHeight(max(theme.size("segment"), theme.fixed("target_least")))

    def choose(self, key: str) -> None:
        """Choose an answer; an unknown key leaves what stands."""
        if key in self._keys:
            self._group.button(self._keys.index(key)).setChecked(True)

    def show_error(self, sentence: str) -> None:
        """Show what has to be answered, or nothing."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        for button in self._group.buttons():
            button.setAccessibleDescription(sentence)

    def arrive(self) -> None:
        """Take the focus: the answer that stands, else the first."""
        button = self._group.checkedButton() or self._group.buttons()[0]
        button.setFocus()

    def _stop(self) -> None:
        """Let one answer be the tab stop: Qt does so only once the group has had the focus."""
        stop, policy = self._group.checkedButton() or self._group.buttons()[0], Qt.FocusPolicy
        for button in self._group.buttons():
            button.setFocusPolicy(policy.StrongFocus if button is stop else policy.ClickFocus)

    def _told(self, number: int, on: bool) -> None:  # noqa: FBT001 - the signal's own shape
        self._stop()
        if on:
            self.show_error("")
            self.chosen.emit(self._keys[number])


class _Radio(QRadioButton):
    """A ring and its words: Fusion's own mark neither grows nor shows in all looks."""

    def sizeHint(self) -> QSize:
        """Ask for the ring, the gap and the words."""
        words = self.fontMetrics().size(Qt.TextFlag.TextSingleLine, self.text())
        side = now().size("checkbox")
        width = side + now().gap("xs") + words.width()
        return QSize(width, max(side, words.height(), self.minimumHeight()))

    def minimumSizeHint(self) -> QSize:
        """Ask for no less."""
        return self.sizeHint()

    def hitButton(self, _at: QPoint) -> bool:
        """Take a click anywhere."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring, filled when it is chosen."""
        theme, on = now(), self.isChecked()
        side, line = theme.size("checkbox"), theme.line("control")
        middle, radius = QPointF(side / 2, self.height() / 2), side / 2 - line
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("primary" if on else "control"), line))
            painter.setBrush(theme.colour("surface"))
            painter.drawEllipse(middle, radius, radius)
            if on:
                painter.setBrush(theme.colour("primary"))
                painter.drawEllipse(middle, radius / 2, radius / 2)
            painter.setPen(theme.colour("text" if self.isEnabled() else "disabled"))
            left = side + theme.gap("xs")
            area = QRect(left, 0, self.width() - left, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.text())
