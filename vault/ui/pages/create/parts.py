"""Steps of making a carnet: the place, the passphrase, the start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.create.state import CreateState, Demand
from vault.ui.theme import now
from vault.ui.voice import about
from vault.ui.widgets.action_card import ActionCard
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.button import Button
from vault.ui.widgets.card import Card
from vault.ui.widgets.field import Field
from vault.ui.widgets.flow_grid import FlowGrid
from vault.ui.widgets.mark import Mark
from vault.ui.widgets.retired import retire
from vault.ui.widgets.secret_field import SecretField
from vault.ui.widgets.text import Text

Ask = Callable[[str], None]
_STARTS: Final[tuple[tuple[str, str, Callable[[], str]], ...]] = (
    ("imports", "import", lambda: _("Import a file")),
    ("devices", "devices", lambda: _("Connect a device")),
    ("add", "add", lambda: _("Enter a measurement")),
    ("profile", "medical profile", lambda: _("Fill in the medical profile")),
)


class Part(QWidget):
    """A step: a column of widgets."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(now().space("m"))


class PlaceStep(Part):
    """A name, and the folder it lies in."""

    def __init__(self, name: str, ask: Ask) -> None:
        super().__init__()
        self._edit = QLineEdit(name)
        self._edit.setAccessibleIdentifier("create.name")
        self._edit.returnPressed.connect(lambda: ask("continue"))
        hint = _("This name is visible without the passphrase.")
        self.name = Field(_("Name of the carnet"), self._edit, hint)
        self._folder, self._wrong = Text("", "body"), Text("", "body")
        self._wrong.setProperty("role", "error")
        self._choose = Button(_("Choose…"), "plain", says=about(_("Choose…"), _("Folder")))
        self._choose.setAccessibleIdentifier("create.folder")
        self._choose.clicked.connect(lambda: ask("folder"))
        where, line, words = Card(), QHBoxLayout(), QVBoxLayout()
        line.setSpacing(now().space("s"))
        words.addWidget(Text(_("Folder"), "strong"))
        words.addWidget(self._folder)
        line.addLayout(words, 1)
        line.addWidget(self._choose, alignment=Qt.AlignmentFlag.AlignVCenter)
        where.body.addLayout(line)
        self._doubts = QVBoxLayout()
        self.column.addWidget(self.name)
        self.column.addWidget(where)
        self.column.addWidget(self._wrong)
        self.column.addLayout(self._doubts)

    @property
    def typed(self) -> str:
        """Return the name as it stands."""
        return self._edit.text()

    def show_state(self, state: CreateState) -> QWidget | None:
        """Show the folder and what is wrong; return what takes the focus."""
        self.name.show_error(state.wrong.get("name", ""))
        self._folder.setText(state.folder)
        refused = state.wrong.get("folder", "")
        self._wrong.setText(refused)
        self._wrong.setVisible(bool(refused))
        self._choose.setAccessibleDescription(f"{state.folder} {refused}".strip())
        clear(self._doubts)
        for words in state.doubts:
            self._doubts.addWidget(Alert("look", words))
        if "name" in state.wrong:
            return self.name
        return self._choose if refused else None

    def first(self) -> QWidget:
        """Return what takes the focus when the step opens."""
        return self.name


class SecretStep(Part):
    """The passphrase twice, what it lacks while it is typed, one to propose."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self.secret, self.again = SecretField(_("Passphrase")), SecretField(_("Again"))
        self.fields = {
            "secret": Field(_("Passphrase"), self.secret, inside=self.secret.edit),
            "again": Field(_("Again"), self.again, inside=self.again.edit),
        }
        self._strength, self._demands = Text("", "strong"), QVBoxLayout()
        self._proposal = Text("", "h2")
        self._propose = Button(_("Suggest a passphrase"), "text")
        self._propose.setAccessibleIdentifier("create.propose")
        self._propose.clicked.connect(lambda: ask("propose"))
        self.column.addWidget(Text(_("We cannot find it again for you."), "body"))
        self.column.addWidget(self.fields["secret"])
        self.column.addWidget(self._strength)
        self.column.addWidget(self.fields["again"])
        self.column.addLayout(self._demands)
        self.column.addWidget(self._propose, alignment=Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self._proposal)
        self._told: tuple[Demand, ...] = ()
        self._proposed = ""
        for name, field in (("secret", self.secret), ("again", self.again)):
            field.edit.setAccessibleIdentifier(f"create.{name}")
            field.edit.textChanged.connect(lambda _text: ask("judge"))
        self.secret.edit.returnPressed.connect(self.fields["again"].arrive)
        self.again.edit.returnPressed.connect(lambda: ask("continue"))

    def show_state(self, state: CreateState) -> QWidget | None:
        """Show the list; put a proposal into both fields."""
        for name, field in self.fields.items():
            field.show_error(state.wrong.get(name, ""))
        said = _("Strength: {words}").format(words=state.strength) if state.strength else ""
        self._strength.setText(said)
        self._strength.setVisible(bool(said))
        if self._told != state.demands:
            self._told = state.demands
            clear(self._demands)
            for demand in state.demands:
                self._demands.addLayout(_demand(demand))
        self._propose.setText(_("Suggest another") if state.proposal else _("Suggest a passphrase"))
        self._propose.setAccessibleName(self._propose.text())
        self._proposal.setText(state.proposal)
        self._proposal.setVisible(bool(state.proposal))
        if state.proposal != self._proposed:
            self._proposed = state.proposal
            for secret in (self.secret, self.again):
                secret.edit.setText(state.proposal)
        return next((field for name, field in self.fields.items() if name in state.wrong), None)

    def first(self) -> QWidget:
        """Return what takes the focus when the step opens."""
        return self.fields["secret"]

    @property
    def typed(self) -> tuple[str, str]:
        """Return what stands in both fields."""
        return self.secret.edit.text(), self.again.edit.text()

    def forget(self) -> None:
        """Empty the fields: the carnet is made."""
        for field in (self.secret, self.again):
            field.edit.clear()


class StartStep(Part):
    """Four ways to begin, and one to look first."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        tiles = [_tile(key, icon, words(), ask) for key, icon, words in _STARTS]
        self.column.addWidget(FlowGrid(tiles, lambda theme, width: min(2, theme.columns(width))))
        self._first = tiles[0]

    def show_state(self, _state: CreateState) -> QWidget | None:
        """Show always the same."""
        return None

    def first(self) -> QWidget | None:
        """The heading is read first."""
        return None


def _tile(key: str, icon: str, words: str, ask: Ask) -> ActionCard:
    tile = ActionCard(words)
    tile.setAccessibleIdentifier(f"start.{key}")
    tile.body.setSpacing(now().space("s"))
    tile.body.addWidget(Mark(icon, "primary", tile=True))
    tile.body.addWidget(Text(words, "strong"))
    tile.close_to_clicks()
    tile.clicked.connect(lambda: ask(f"start/{key}"))
    return tile


def _demand(demand: Demand) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(now().space("xs"))
    icon = Mark("good", "success") if demand.met else Mark("stable", "text3")
    line.addWidget(icon, alignment=Qt.AlignmentFlag.AlignTop)
    text = Text(demand.words, "body")
    text.setAccessibleName(f"{demand.words}: {_('yes') if demand.met else _('not yet')}")
    line.addWidget(text, 1)
    return line


def clear(layout: QVBoxLayout | QGridLayout | QHBoxLayout) -> None:
    """Take out of a layout all that is in it."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            retire(widget)
        elif (inner := item.layout()) is not None:
            assert isinstance(inner, QVBoxLayout | QGridLayout | QHBoxLayout)
            clear(inner)
