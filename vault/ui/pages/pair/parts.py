"""What each step of adding a device shows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from vault.i18n import _, ngettext
from vault.ui.pages.pair.state import Near, PairState
from vault.ui.theme import now
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.button import Button
from vault.ui.widgets.facts import Folded
from vault.ui.widgets.field import Field
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.row import Lines, OpenRow, Row
from vault.ui.widgets.text import Text
from vault.ui.widgets.tick import Tick
from vault.ui.widgets.tick_list import TickList
from vault.ui.widgets.wrap import Wrap
from vault.wording.readings import advice

Say = Callable[[str], None]


def parts_of(state: PairState, say: Say) -> list[QWidget]:
    """Return the widgets of the step that stands."""
    steps = {"kind": _kinds, "near": _prepare, "whose": _whose, "reading": _reading}
    return steps[state.step](state, say)


def near_list(state: PairState, say: Say) -> list[QWidget]:
    """Return the devices that are heard: those recognised first, the others folded."""
    rows: list[QWidget] = []
    for one in state.near:
        detail = _detail(one)
        row = OpenRow(Lines(one.icon, one.name, detail, "primary"), f"{one.name}, {detail}")
        row.setAccessibleIdentifier(f"pair.near.{one.address}")
        row.clicked.connect(lambda _on=False, one=one: say(f"near/{one.address}"))
        rows.append(row)
    if state.others:
        count = len(state.others)
        said = ngettext("{n} other device", "{n} other devices", count).format(n=count)
        unknown = _box([Row(Lines("devices", o.name, _detail(o), "text3")) for o in state.others])
        folded = Folded(said, unknown)
        folded.button.setAccessibleIdentifier("pair.others")
        rows.append(folded)
    hints = _box([Text(f"• {words}", "body") for words in advice()])
    help_ = Folded(_("I do not see my device"), hints)
    help_.button.setAccessibleIdentifier("pair.unseen")
    return [*rows, help_]


def _kinds(state: PairState, say: Say) -> list[QWidget]:
    rows: list[QWidget] = []
    for one in state.kinds:
        lines = Lines(one.icon, one.name, one.gives, "primary")
        row = OpenRow(lines, f"{one.name}, {one.gives}")
        row.setAccessibleIdentifier(f"pair.kind.{one.key}")
        row.clicked.connect(lambda _on=False, one=one: say(f"kind/{one.key}"))
        rows.append(row)
    return [Heading(_("What do you want to add?"), 2), *rows]


def _prepare(state: PairState, say: Say) -> list[QWidget]:
    if state.asks in ("code", "key"):
        return _typed(state, say)
    if state.asks == "same":
        question = _("Does the device show {digits}?").format(digits=state.digits)
        return [Heading(state.device, 2), Text(question, "body")]
    if state.busy == "connecting":
        words = state.trying or _("Keep the device close and awake.")
        said = _("Connecting to {device}…").format(device=state.device)
        return [Heading(said, 2), Text(words, "body")]
    parts: list[QWidget] = [Heading(_("Prepare the device"), 2), Text(f"{state.gesture}.", "body")]
    if state.busy:
        parts.append(Text(_("Searching…"), "strong"))
    elif not state.near and not state.error:
        parts.append(Alert("note", _("Nothing was heard. Wake the device up.")))
    elif state.near:
        parts.append(Text(_("Choose your device."), "strong"))
    return parts


def _typed(state: PairState, say: Say) -> list[QWidget]:
    edit = QLineEdit()
    edit.setAccessibleIdentifier("pair.code")
    edit.returnPressed.connect(lambda: say("code"))
    if state.asks == "code":
        return [Heading(state.device, 2), Field(_("The code is shown on the device"), edit)]
    why = _("This device encrypts what it sends. Carnet asks nobody else for its key.")
    field = Field(_("Its key, 32 digits and letters"), edit)
    return [Heading(state.device, 2), field, Text(why, "small")]


def _whose(state: PairState, _say: Say) -> list[QWidget]:
    ticks = {}
    for uid, first in state.people:
        ticks[uid] = Tick(first)
        ticks[uid].setAccessibleIdentifier(f"pair.whose.{uid}")
        ticks[uid].setChecked(uid in state.whose)
    one = _("One person: what it sends is proposed to them.")
    several = _("Several people: each reading waits until you say whose it is.")
    parts: list[QWidget] = [Heading(_("Whose is it?"), 2), Text(state.device, "small")]
    if state.missing:
        parts.append(Alert("error", state.missing))
    return [*parts, TickList(_("People"), ticks), Text(one, "small"), Text(several, "small")]


def _reading(state: PairState, say: Say) -> list[QWidget]:
    parts: list[QWidget] = []
    if state.busy:
        parts += [Heading(_("Listening…"), 2), Text(state.trying or f"{state.gesture}.", "body")]
    asked = state.value and not state.busy
    if state.value:
        parts.append(Text(_question(state) if asked else state.value, "figure"))
    if asked and not state.first:
        parts.append(Heading(_("Whose reading is it?"), 2))
        parts.append(Wrap([_giver(uid, first, say) for uid, first in state.people]))
    if not state.value:
        return [*parts, *(Alert("note", words) for words in state.said)]
    return [*parts, *(Text(words, "body") for words in state.said)]


def _question(state: PairState) -> str:
    if not state.first:
        return state.value
    return _("{value}. Is this {first}?").format(value=state.value, first=state.first)


def _giver(uid: str, first: str, say: Say) -> Button:
    button = Button(_("Attribute to {first}").format(first=first), "plain")
    button.setAccessibleIdentifier(f"pair.give.{uid}")
    button.clicked.connect(lambda: say(f"give/{uid}"))
    return button


def _detail(one: Near) -> str:
    signal = _("signal: {signal}").format(signal=one.signal) if one.signal else ""
    return " · ".join(part for part in (one.kind or _("not recognised"), signal) if part)


def _box(parts: list[QWidget]) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(now().space("xs"))
    for part in parts:
        column.addWidget(part)
    return box
