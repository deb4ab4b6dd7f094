"""The parts of the pages about services."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtWidgets import QWidget

from vault.i18n import _
from vault.ui.pages.services.state import (
    Asked,
    CatalogueSeen,
    Criterion,
    Problem,
    Purpose,
    ServiceRow,
    ServiceState,
)
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.chip import Chip
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.panel import Pairs, Panel
from vault.ui.widgets.row import Lines, OpenRow, Row
from vault.ui.widgets.text import Text
from vault.ui.widgets.wrap import Chips, Wrap

Ask = Callable[[str], object]


def alert(problem: Problem, ask: Ask) -> Alert:
    """Build the alert of a problem; its act says the problem's key."""
    made = Alert(problem.tone, problem.sentence, problem.detail, problem.action)
    if problem.action:
        made.button.setAccessibleIdentifier(f"alert.{problem.key}")
        made.acted.connect(lambda: ask(problem.key))
    return made


def catalogue(seen: CatalogueSeen, ask: Ask) -> Iterator[QWidget]:
    """Build one catalogue: what forbids a new share, then its services."""
    if seen.problem is not None:
        yield alert(seen.problem, ask)
    rows = [_row(one, ask) for one in seen.rows]
    note = " ".join(part for part in (seen.words, seen.offline) if part)
    title = _("Practice catalogue") if seen.practice else _("Services of the catalogue")
    yield Panel(title, rows or [Text(_("It lists no service."), "body")], note=note)


def practice_chip() -> Chip:
    """Build the chip that says that a service is made up."""
    return Chip(_("Practice"), "note", "example")


def chips(state: ServiceState) -> QWidget:
    """Build the line under the title: state, practice, since when it is listed."""
    made: list[QWidget] = [Chip(state.chip, state.tone)]
    if state.practice:
        made.append(practice_chip())
    if state.listed:
        made.append(Text(state.listed, "small", wraps=False))
    return Wrap(made)


def criteria(rows: Sequence[Criterion]) -> list[QWidget]:
    """Build a row for each thing that is attested."""
    icons = {"good": "checked criterion", "look": "to look at", "error": "error"}
    inks = {"good": "success", "look": "warn", "error": "error"}
    return [
        Row(Lines(icons.get(one.tone, "note"), one.name, one.words, inks.get(one.tone, "text2")))
        for one in rows
    ]


def purpose(one: Purpose) -> Panel:
    """Build one purpose: what it asks for, the indispensable first, then its terms."""
    parts: list[QWidget] = []
    for title, asked in ((_("Indispensable"), one.required), (_("Optional"), one.optional)):
        if asked:
            parts.append(Heading(title, 3))
            parts.extend(_asked(each) for each in asked)
    panel = Panel(one.name, [], note=one.text)
    panel.body.addWidget(Text(one.summary, "strong"))
    for part in parts:
        panel.body.addWidget(part)
    panel.body.addWidget(Pairs(one.terms))
    return panel


def _asked(asked: Asked) -> Row:
    return Row(Lines(asked.icon, asked.name, asked.have))


def _row(one: ServiceRow, ask: Ask) -> OpenRow:
    made: list[QWidget] = []
    said = [one.name, one.detail, one.chip]
    if one.used:
        made.append(Chip(_("Already used"), "plain", "good"))
        said.append(_("Already used"))
    if one.practice:
        made.append(practice_chip())
        said.append(_("Practice"))
    made.append(Chip(one.chip, one.tone))
    row = OpenRow(Lines("service", one.name, one.detail), ", ".join(said), Chips(made))
    row.setAccessibleIdentifier(f"service.{one.key}")
    row.clicked.connect(lambda: ask(f"services/{one.key}"))
    return row
