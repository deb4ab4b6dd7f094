"""The first step of an import: a file, a folder, what can be read, what was imported before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.imports.state import Past
from vault.ui.theme import now
from vault.ui.widgets.button import Button
from vault.ui.widgets.card import Card
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.record_table import Column, Line, RecordTable
from vault.ui.widgets.text import Text
from vault.ui.widgets.wrap import Wrap

Ask = Callable[[str], object]


def choice(first: str, ask: Ask) -> Card:
    """Build the two ways to choose; a third is to drop files on the window."""
    card = Card()
    card.body.addWidget(Heading(_("What do you want to import?"), 2))
    said = _("A file, an archive or a folder. The original is never changed.")
    card.body.addWidget(Text(said, "body"))
    file = Button(_("Choose a file…"), "primary", icon="documents")
    file.setAccessibleIdentifier("import.file")
    file.clicked.connect(lambda: ask("file"))
    folder = Button(_("Choose a folder…"), "plain", icon="open folder")
    folder.setAccessibleIdentifier("import.folder")
    folder.clicked.connect(lambda: ask("folder"))
    card.body.addWidget(Wrap([file, folder]))
    words = _("You can also drop it anywhere on this window: it goes into {first}’s record.")
    card.body.addWidget(Text(words.format(first=first), "small"))
    return card


def formats(titles: Sequence[str]) -> Card:
    """List what can be imported."""
    card = Card()
    card.body.addWidget(Heading(_("What can be imported"), 2))
    for title in titles:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(now().space("xs"))
        row.addWidget(Text("•", "body", wraps=False))
        row.addWidget(Text(title, "body"), 1)
        card.body.addWidget(line)
    return card


def history(past: Sequence[Past], ask: Ask) -> Card:
    """List what was imported, the last first; Enter opens the report."""
    card = Card()
    card.body.addWidget(Heading(_("Imports so far"), 2))
    table = RecordTable(
        _("Imports so far"),
        (
            Column(_("Date")), Column(_("File"), grows=True), Column(_("Format")),
            Column(_("Added"), "end"), Column(_("State")),
        ),
        most=8,
    )  # fmt: skip
    table.setAccessibleIdentifier("imports.past")
    table.show_lines(
        [
            Line(one.key, (one.date, one.file, one.format, one.added, one.state), one.order)
            for one in past
        ]
    )
    table.opened.connect(lambda key: ask(f"imports/report/{key}"))
    card.body.addWidget(table)
    card.body.addWidget(Text(_("Enter or a double click opens the report."), "small"))
    return card
