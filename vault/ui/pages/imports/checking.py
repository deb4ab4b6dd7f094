"""The check before an import: whose file it is, what it leaves open, what stands in it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.imports.state import Asked, Check, Stranger
from vault.ui.theme import now
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.button import Button
from vault.ui.widgets.card import Card
from vault.ui.widgets.combo import Combo
from vault.ui.widgets.facts import FactList
from vault.ui.widgets.field import Field
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.record_table import Column, Line, RecordTable
from vault.ui.widgets.text import Text
from vault.ui.widgets.tick import Tick
from vault.ui.widgets.wrap import Wrap


class Checking(QWidget):
    """Shows a check; each thing the person decides is a signal."""

    mine = Signal()  # the file is about the person on screen: to be confirmed by their name
    other = Signal(str)  # uid of the person whose record it goes into
    given_up = Signal()
    answered = Signal(dict)
    zoned = Signal(str)
    reread = Signal(str)  # as the format of this name
    left_out = Signal(str, bool)
    sampled = Signal(str)  # a kind whose samples are wanted
    optioned = Signal(bool, bool)  # replace the source, import deleted items again

    def __init__(self, check: Check, first: str) -> None:
        super().__init__()
        self._check, self._first = check, first
        self._answers: dict[str, str] = {one.name: one.chosen for one in check.questions}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now().space("card_gap"))
        if check.stranger is not None:
            for part in self._stranger(check.stranger):
                column.addWidget(part)
        elif check.questions:
            column.addWidget(self._questions())
        if check.outlook:
            column.addWidget(Alert("note", check.outlook))
        column.addWidget(self._file())
        if check.kinds:
            column.addWidget(self._kinds())
        if check.messages:
            column.addWidget(_messages(check.messages))
        if not check.held:
            column.addWidget(self._options())

    def _stranger(self, told: Stranger) -> list[QWidget]:
        warned = Alert(
            "error", told.sentence,
            _("You are in {first}’s record. Nothing is imported until you decide.").format(
                first=told.first
            ),
        )  # fmt: skip
        card, acts = Card(), list[QWidget]()
        card.body.addWidget(Heading(_("Whose record is it for?"), 2))
        if told.others:
            combo = Combo(told.others)
            combo.setAccessibleIdentifier("stranger.whose")
            card.body.addWidget(Field(_("Record"), combo))
            turn = Button(_("Import into another record"), "plain")
            turn.setAccessibleIdentifier("stranger.other")
            turn.clicked.connect(lambda: self.other.emit(combo.answer))
            acts.append(turn)
        mine = Button(_("It really is {first}").format(first=told.first), "plain")
        mine.setAccessibleIdentifier("stranger.mine")
        mine.clicked.connect(self.mine)
        stop = Button(_("Cancel"), "plain", says=_("Cancel this import"))
        stop.setAccessibleIdentifier("stranger.cancel")
        stop.clicked.connect(self.given_up)
        card.body.addWidget(Wrap([*acts, mine, stop]))
        return [warned, card]

    def _questions(self) -> Card:
        card = Card()
        card.body.addWidget(Heading(_("The file leaves this open"), 2))
        for asked in self._check.questions:
            card.body.addWidget(self._question(asked))
        go = Button(_("Continue"), "primary")
        go.setAccessibleIdentifier("answer")
        go.clicked.connect(self._answer)
        self._missing = Text("", "body")
        self._missing.setProperty("role", "error")
        self._missing.hide()
        card.body.addWidget(self._missing)
        card.body.addWidget(go)
        return card

    def _question(self, asked: Asked) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Text(asked.text, "strong"))
        for answer, words in asked.choices:
            tick = Tick(words, one_of=True, says=f"{asked.text} {words}")
            tick.setAccessibleIdentifier(f"answer.{asked.name}.{answer}")
            tick.setChecked(answer == asked.chosen)
            tick.toggled.connect(partial(self._chose, asked.name, answer))
            column.addWidget(tick)
        return part

    def _chose(self, name: str, answer: str, on: bool) -> None:  # noqa: FBT001
        if on:
            self._answers[name] = answer

    def _answer(self) -> None:
        if all(self._answers.values()):
            self.answered.emit(self._answers)
            return
        self._missing.setText(_("Choose an answer to each question."))
        self._missing.show()

    def _file(self) -> Card:
        card, check = Card(), self._check
        card.body.addWidget(Heading(_("The file"), 2))
        card.body.addWidget(FactList(check.facts))
        if check.zone:
            combo = Combo([(one, one.replace("_", " ")) for one in check.zones], check.zone)
            combo.setAccessibleIdentifier("zone")
            combo.chosen.connect(self.zoned)
            hint = _("The file does not say its time zone.")
            card.body.addWidget(Field(_("Time zone used"), combo, hint))
        if len(check.formats) > 1:
            formats = Combo(check.formats, check.format)
            formats.setAccessibleIdentifier("format")
            formats.chosen.connect(self.reread)
            card.body.addWidget(Field(_("Not the right format?"), formats))
        return card

    def _kinds(self) -> Card:
        card = Card()
        card.body.addWidget(Heading(_("What it holds"), 2))
        table = RecordTable(
            _("What it holds"),
            (
                Column(_("Kind"), grows=True), Column(_("Count"), "end"), Column(_("First")),
                Column(_("Last")),
            ),
        )  # fmt: skip
        table.setAccessibleIdentifier("kinds")
        table.show_lines(
            [
                Line(
                    one.key, (one.name, one.count, one.first, one.last), one.order,
                    None if self._check.held else one.kept,
                )
                for one in self._check.kinds
            ]
        )  # fmt: skip
        table.ticked.connect(self.left_out)
        table.opened.connect(self.sampled)
        card.body.addWidget(table)
        hint = _("Space leaves a kind out or takes it back. Enter shows some of it.")
        card.body.addWidget(Text(hint, "small"))
        return card

    def _options(self) -> Card:
        card, check = Card(), self._check
        card.body.addWidget(Heading(_("Options"), 2))
        replace = Tick(
            _("Replace all data of this source by this file"),
            _("What the file lacks is set aside. Undoing the import brings it back."),
        )
        replace.setAccessibleIdentifier("option.replace")
        replace.setChecked(check.replace)
        again = Tick(
            _("Import deleted items again too"), _("Without this, what you deleted stays deleted.")
        )
        again.setAccessibleIdentifier("option.again")
        again.setChecked(check.again)
        for tick in (replace, again):
            tick.toggled.connect(
                lambda _on: self.optioned.emit(replace.isChecked(), again.isChecked())
            )
            card.body.addWidget(tick)
        return card


def _messages(said: tuple[str, ...]) -> Card:
    card = Card()
    card.body.addWidget(Heading(_("Good to know"), 2))
    for one in said:
        card.body.addWidget(Text(one, "body"))
    return card
