"""The list of services, and one service whole."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.services.parts import alert, catalogue, chips, criteria, purpose
from vault.ui.pages.services.sifting import Sifting
from vault.ui.pages.services.state import Problem, ServicesState, ServiceState
from vault.ui.theme import now
from vault.ui.widgets.beside import Beside
from vault.ui.widgets.choice import Choice
from vault.ui.widgets.drawn import DrawnPage
from vault.ui.widgets.empty import Empty
from vault.ui.widgets.page import Action, Head
from vault.ui.widgets.panel import Pairs, Panel
from vault.ui.widgets.stack import Stack
from vault.ui.widgets.text import Text


class ServicesPage(DrawnPage):
    """Says `services/KEY`, `share/KEY`, `practise`, `update`, `tab/KEY` or `again`."""

    def __init__(self) -> None:
        super().__init__()
        self.sifting = Sifting(self)
        self.sifting.hide()

    def show_state(self, state: ServicesState | ServiceState) -> None:
        """Draw a state, whole; the field of the filter stays under the hand."""
        self._column.removeWidget(self.sifting)
        if isinstance(state, ServiceState):
            self.draw(_service_head(state), self._service(state))
        else:
            self.draw(_list_head(state), self._list(state))

    # -- the list --------------------------------------------------------------------------------

    def _list(self, state: ServicesState) -> Iterator[QWidget]:
        yield self._tabs()
        if state.problem is not None:
            yield self._alert(state.problem)
        if state.busy:
            yield Text(state.busy, "body")
        if state.step == "loading":
            yield Text(_("Reading…"), "body")
        elif state.step == "empty" and not state.busy:
            yield self._nothing()
        yield from self._sifted(state)
        for one in state.catalogues:
            yield from catalogue(one, self.asked.emit)

    def _sifted(self, state: ServicesState) -> Iterator[QWidget]:
        self.sifting.setVisible(bool(state.count) and self.sifting.isVisible())
        if state.count:
            self.sifting.show_count(state.count)
            yield self.sifting
        if state.none:
            yield Text(_("No service fits this filter."), "body")

    def _tabs(self) -> QWidget:
        answers = {"current": _("Current"), "past": _("Past"), "services": _("Services")}
        tabs = Choice(_("Shares"), answers, "services")
        tabs.chosen.connect(lambda key: self.asked.emit(f"tab/{key}"))
        return _left(tabs)

    def _nothing(self) -> QWidget:
        empty = Empty(
            "service", _("No catalogue is set."),
            _("Carnet is linked to no official catalogue to this day."), _("Practice catalogue"),
        )  # fmt: skip
        empty.button.setAccessibleIdentifier("practise")
        empty.acted.connect(lambda: self.asked.emit("practise"))
        return empty

    # -- one service -----------------------------------------------------------------------------

    def _service(self, state: ServiceState) -> Iterator[QWidget]:
        if state.step == "loading":
            yield Text(_("Reading…"), "body")
        if state.problem is not None:
            yield self._alert(state.problem)
        if state.step != "ready":
            return
        yield chips(state)
        about = Panel(_("Who it is"), [Pairs(state.facts)])
        attested = Panel(
            _("What the catalogue states"), criteria(state.criteria),
            note=_(
                "This information comes from the catalogue. "
                "Carnet checks its signature, not its accuracy."
            ),
        )  # fmt: skip
        yield Beside(Stack([*(purpose(one) for one in state.purposes), attested]), Stack([about]))

    def _alert(self, problem: Problem) -> QWidget:
        return alert(problem, self.asked.emit)


def _left(widget: QWidget) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(now().space("xs"))
    line.addWidget(widget, alignment=Qt.AlignmentFlag.AlignLeft)
    line.addStretch(1)
    return row


def _list_head(state: ServicesState) -> Head:
    if state.step == "loading":
        return Head(_("Services"))
    acts = [Action("add-catalogue", _("Add a catalogue"), "add")]
    if state.catalogues:
        acts.append(Action("update", _("Update the catalogue"), "import"))
    if state.catalogues and not state.practising:
        acts.append(Action("practise", _("Practice catalogue"), "example"))
    return Head(_("Services"), actions=tuple(acts))


def _service_head(state: ServiceState) -> Head:
    share = Action(f"share/{state.key}", _("Share with this service"), "shares", "primary")
    report = Action("report", _("Report a problem"), "note")
    acts = (*((report,) if state.report else ()), *((share,) if state.shareable else ()))
    return Head(state.name or _("Service"), state.summary, acts)
