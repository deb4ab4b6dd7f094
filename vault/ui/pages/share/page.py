"""The first two steps of a new share: what for, then which data; nothing ticked on arrival."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from vault.i18n import _, ngettext
from vault.ui.pages.services.parts import alert, practice_chip
from vault.ui.pages.share.state import Kind, Option, ShareState
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.beside import Beside
from vault.ui.widgets.button import Button
from vault.ui.widgets.card import Card
from vault.ui.widgets.chip import Chip
from vault.ui.widgets.drawn import DrawnPage
from vault.ui.widgets.page import Action, Head
from vault.ui.widgets.panel import Panel
from vault.ui.widgets.row import Lines, Row
from vault.ui.widgets.stack import Stack
from vault.ui.widgets.steps import Steps
from vault.ui.widgets.text import Text
from vault.ui.widgets.tick import Tick
from vault.ui.widgets.tick_list import TickList
from vault.ui.widgets.wrap import Wrap


def steps(here: int) -> Steps:
    """Build the line of the three steps."""
    return Steps((_("Service"), _("Data"), _("Check and sign")), here)


class SharePage(DrawnPage):
    """Says `purpose/KEY`, `tick/KEY`, `family/KEY`, `field/KEY`, `period/KEY`, `end/KEY`..."""

    def __init__(self) -> None:
        super().__init__()
        self._kinds: TickList | None = None

    def show_state(self, state: ShareState) -> None:
        """Draw a state, whole; families that were open stay open."""
        opened = self._kinds.opened() if self._kinds is not None else frozenset()
        self._kinds = None
        parts = list(self._parts(state))
        kinds: TickList | None = self._kinds
        if kinds is not None:
            for key in opened:
                kinds.open(key)
        self.draw(_head(state), parts)

    def _parts(self, state: ShareState) -> Iterator[QWidget]:
        yield steps(state.stage)
        if state.problem is not None:
            yield alert(state.problem, self.asked.emit)
        if state.step == "loading":
            yield Text(_("Reading…"), "body")
        if state.step != "ready":
            return
        if state.missing:
            yield Alert("look", state.missing)
        if state.stage == 1:
            yield from self._first(state)
        else:
            yield Beside(Stack(self._data(state)), Stack(self._terms(state)))

    # -- step 1 ----------------------------------------------------------------------------------

    def _first(self, state: ShareState) -> Iterator[QWidget]:
        who = Card()
        who.body.addWidget(Row(Lines("service", state.service, state.summary)))
        if state.practice:
            who.body.addWidget(Wrap([practice_chip()]))
        if state.for_whom:
            words = _("Data from the record of {person}").format(person=state.for_whom)
            who.body.addWidget(Text(words, "body"))
        yield who
        rows = {}
        for one in state.purposes:
            rows[one.key] = row = Tick(one.name, one.text, one_of=True)
            row.setChecked(one.key == state.purpose)
            row.setAccessibleIdentifier(f"purpose.{one.key}")
        chosen = TickList(_("What for?"), rows)
        chosen.turned.connect(lambda key: self.asked.emit(f"purpose/{key}"))
        yield Panel(
            _("What for?"), [chosen],
            note=_("One purpose. Another purpose is another share."),
        )  # fmt: skip

    # -- step 2 ----------------------------------------------------------------------------------

    def _data(self, state: ShareState) -> Iterator[QWidget]:
        required = sum(one.required for one in state.kinds)
        right = None
        if required:
            words = ngettext(
                "Tick the indispensable one", "Tick the {m} indispensable ones", required
            )
            right = Button(words.format(m=required), "text")
            right.setAccessibleIdentifier("required")
            right.clicked.connect(lambda: self.asked.emit("required"))
        panel = Panel(_("Data asked for"), [], right)
        panel.body.addWidget(self._tree(state))
        if state.without:
            panel.body.addWidget(
                Text(_("Without it, the service says it cannot serve this purpose."), "body")
            )
        panel.body.addWidget(Text(state.total, "strong"))
        if state.left_out:
            words = _("Will not be sent: {list}").format(list=state.left_out)
            panel.body.addWidget(Text(words, "small"))
        yield panel
        yield self._added(state)

    def _tree(self, state: ShareState) -> TickList:
        rows, below = dict[str, Tick](), dict[str, list[str]]()
        for kind in state.kinds:
            rows[f"tick/{kind.key}"] = _kind_row(kind)
            for family in kind.families:
                key = f"family/{family.key}/{kind.key}"
                rows[key] = row = Tick(
                    family.name, family.count, Chip(_("Sensitive"), "look"),
                    says=f"{family.name}, {family.count}, {_('Sensitive')}",
                )  # fmt: skip
                row.setChecked(family.ticked)
                row.setAccessibleIdentifier(f"family.{family.key}.{kind.key}")
                below.setdefault(f"tick/{kind.key}", []).append(key)
        tree = self._kinds = TickList(_("Data asked for"), rows, below)
        tree.turned.connect(self.asked.emit)
        return tree

    def _added(self, state: ShareState) -> Panel:
        rows = {one.key: _ticked(one, "field") for one in state.fields}
        fields = TickList(_("What may be added"), rows)
        fields.turned.connect(lambda key: self.asked.emit(f"field/{key}"))
        note = _("Nothing of this leaves unless you tick it.")
        return Panel(_("What may be added"), [fields], note=note)

    def _terms(self, state: ShareState) -> Iterator[QWidget]:
        for title, key, options in (
            (_("Period of the data"), "period", state.periods),
            (_("How long the share lasts"), "end", state.ends),
            (_("Sending"), "mode", state.modes),
        ):
            rows = {one.key: _ticked(one, key, one_of=True) for one in options}
            listed = TickList(title, rows)
            listed.turned.connect(lambda chosen, key=key: self.asked.emit(f"{key}/{chosen}"))
            yield Panel(title, [listed])


def _kind_row(kind: Kind) -> Tick:
    tag = _("Asked for by the service") if kind.required else _("Optional")
    words = [kind.count, kind.kept]
    if kind.families:
        words.append(_("Sensitive items: open with the right arrow"))
    detail = " · ".join(part for part in words if part)
    chip = Chip(tag, "note" if kind.required else "plain")
    row = Tick(kind.name, detail, chip, says=f"{kind.name}, {detail}, {tag}")
    row.setChecked(kind.ticked)
    row.setAccessibleIdentifier(f"tick.{kind.key}")
    return row


def _ticked(option: Option, key: str, *, one_of: bool = False) -> Tick:
    row = Tick(option.words, one_of=one_of)
    row.setChecked(option.chosen)
    row.setAccessibleIdentifier(f"{key}.{option.key}")
    return row


def _head(state: ShareState) -> Head:
    if state.step != "ready":
        return Head(_("New share"))
    acts = (Action("next", _("Continue"), "next", "primary"),)
    if state.stage == 1:
        return Head(_("New share"), state.service, acts)
    back = Action("previous", _("Previous"), "previous")
    return Head(_("New share"), state.service, (back, *acts))
