"""The devices as cards, the one that is being read on top, what is recognised below."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from vault.i18n import _, ngettext
from vault.ui.pages.devices.state import Device, DevicesState, Family, Listening
from vault.ui.theme import now
from vault.ui.voice import about, say
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.button import Button
from vault.ui.widgets.card import Card
from vault.ui.widgets.chip import Chip
from vault.ui.widgets.empty import Empty
from vault.ui.widgets.facts import FactList, Folded
from vault.ui.widgets.flow import Flow
from vault.ui.widgets.flow_grid import FlowGrid, panels
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.mark import Mark
from vault.ui.widgets.page import Action, Head, Page
from vault.ui.widgets.retired import retire
from vault.ui.widgets.skeleton import Skeleton
from vault.ui.widgets.text import Text


class DevicesPage(Page):
    """Shows a state; says `read`, `edit` or `forget`/UID, `stop`, `pair`, `inbox`, `again`."""

    def __init__(self) -> None:
        super().__init__()
        self._heard = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(now().space("card_gap"))

    def show_state(self, state: DevicesState) -> None:
        """Draw a state, whole; the focus stays on what carries the same identifier."""
        held = QApplication.focusWidget()
        kept = held.accessibleIdentifier() if held and self.isAncestorOf(held) else ""
        while item := self._column.takeAt(0):
            if widget := item.widget():
                retire(widget)
        for part in self._parts(state):
            self._column.addWidget(part)
            if self.isVisible():
                part.show()
        self._speak(state.listening)
        action = Action("pair", _("Add a device"), "add", "primary")
        self.headed.emit(Head(_("Devices"), actions=(action,)))
        for widget in self.findChildren(QWidget):
            if kept and widget.accessibleIdentifier() == kept:
                widget.setFocus()

    def _speak(self, listening: Listening | None) -> None:
        values = () if listening is None else listening.values
        if len(values) > self._heard:
            say(self, values[-1])
        self._heard = len(values)

    def _parts(self, state: DevicesState) -> list[QWidget]:
        if state.step == "failed":
            alert = Alert("error", state.sentence, action=_("Try again"))
            alert.acted.connect(lambda: self.asked.emit("again"))
            return [alert]
        if state.step == "loading":
            return [Skeleton(2, lines=3)]
        parts: list[QWidget] = [Alert("error", state.sentence)] if state.sentence else []
        if state.waiting and state.listening is None:
            parts.append(self._inbox(state.waiting))
        if state.listening is not None:
            parts.append(self._listening(state.listening))
        if state.step == "empty":
            parts.append(self._empty())
        else:
            parts.append(FlowGrid([self._device(one) for one in state.devices], panels))
        parts.append(self._known(state.families))
        return parts

    def _inbox(self, count: int) -> Alert:
        words = ngettext(
            "{n} reading is to be attributed", "{n} readings are to be attributed", count
        )
        alert = Alert("note", words.format(n=count), action=_("Attribute"))
        alert.acted.connect(lambda: self.asked.emit("inbox"))
        return alert

    def _listening(self, one: Listening) -> Card:
        card = Card()
        card.body.addWidget(Heading(about(_("Take a reading"), one.name), 2))
        if not one.done:
            card.body.addWidget(Text(_("Listening…"), "strong"))
            card.body.addWidget(Text(one.trying or one.gesture, "body"))
        for value in one.values:
            card.body.addWidget(Text(value, "figure"))
        if one.done:
            first, *others = one.said or ("",)
            action = _("Attribute") if one.waiting else ""
            alert = Alert(one.kind, first, " ".join(others), action)
            alert.acted.connect(lambda: self.asked.emit("inbox"))
            card.body.addWidget(alert)
        if one.clock:
            clock = Button(_("Set the device’s clock"), "plain")
            clock.setAccessibleIdentifier("devices.clock")
            clock.clicked.connect(lambda: self.asked.emit(f"clock/{one.uid}"))
            card.body.addWidget(clock)
        words = _("Close") if one.done else _("Stop listening")
        stop = Button(words, "plain")
        stop.setAccessibleIdentifier("devices.stop")
        stop.clicked.connect(lambda: self.asked.emit("stop"))
        card.body.addWidget(stop)
        return card

    def _device(self, one: Device) -> Card:
        card = Card()
        head = QWidget()
        line = Flow(head, now().space("s"))
        line.addWidget(Mark(one.icon, "primary", tile=True))
        line.addWidget(Heading(one.name, 2))
        if one.example:
            line.addWidget(Chip(_("Example"), "note", "example"))
        card.body.addWidget(head)
        for words in one.lines:
            card.body.addWidget(Text(words, "body"))
        card.body.addStretch(1)
        buttons = QWidget()
        row = Flow(buttons, now().space("xs"))
        for key, words in (
            ("read", _("Take a reading")), ("edit", _("Settings")), ("forget", _("Forget")),
        ):  # fmt: skip
            kind = "plain" if key == "read" else "text"
            button = Button(words, kind, says=about(words, one.name))  # type: ignore[arg-type]
            button.setAccessibleIdentifier(f"device.{key}.{one.uid}")
            button.clicked.connect(lambda _on=False, key=key: self.asked.emit(f"{key}/{one.uid}"))
            row.addWidget(button)
        card.body.addWidget(buttons)
        return card

    def _empty(self) -> Empty:
        empty = Empty(
            "devices", _("No device was added yet."),
            _("Scales, cuffs and belts that speak Bluetooth are read here, without a phone."),
            _("Add a device"),
        )  # fmt: skip
        empty.acted.connect(lambda: self.asked.emit("pair"))
        return empty

    def _known(self, families: tuple[Family, ...]) -> Folded:
        facts = FactList([(one.name, one.gives) for one in families])
        folded = Folded(_("Devices that Carnet recognises"), facts)
        folded.button.setAccessibleIdentifier("devices.known")
        return folded
