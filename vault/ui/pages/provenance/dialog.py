"""Where a value comes from, what it said before, and the way back to that."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from vault.i18n import _
from vault.ui.pages.provenance.state import ProvenanceState, Version
from vault.ui.theme import now
from vault.ui.voice import about
from vault.ui.widgets.button import Button
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.facts import FactList, Folded
from vault.ui.widgets.fold import Fold
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.text import Text


class ProvenanceDialog(Dialog):
    """Says by `asked`: `close`, `import`, or `restore/NUMBER` of a version."""

    def __init__(self, window: QWidget, state: ProvenanceState) -> None:
        super().__init__(window, _("Where does this come from?"), state.title)
        self.body.addWidget(FactList(state.facts))
        if len(state.versions) > 1:
            self.body.addWidget(Heading(_("Versions"), 2))
            for version in state.versions:
                self.body.addWidget(self._version(version))
        folded = Folded(_("Technical details"), FactList(state.technical))
        folded.button.setAccessibleIdentifier("provenance.details")
        self.body.addWidget(folded)
        if state.batch:
            self.add_button("import", _("See the import"))
        self.first = self.add_button("close", _("Close"))
        self.asked.connect(lambda key: self.accept() if key == "close" else None)

    def _version(self, version: Version) -> QWidget:
        words = Text(version.words, "body")
        if not version.key:
            return words
        act = _("Restore this version")
        button = Button(act, "text", says=about(act, version.words))
        button.setAccessibleIdentifier(f"provenance.restore.{version.key}")
        button.clicked.connect(lambda: self.asked.emit(f"restore/{version.key}"))
        return Fold(now().space("m"), words, button, grows=0)
