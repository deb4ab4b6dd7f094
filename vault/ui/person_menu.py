"""What the person button opens: whose record to show, and what concerns the people here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from vault.i18n import _
from vault.record.person import Person
from vault.ui import icons
from vault.ui.theme import now
from vault.ui.widgets.avatar import Avatar
from vault.wording.people import tie


class PersonMenu(QMenu):
    """`chosen` says the uid of a person; `asked` "people/add", "people" or "another carnet"."""

    chosen = Signal(str)
    asked = Signal(str)

    def __init__(self, owner: QWidget, people: Sequence[Person], shown: Person) -> None:
        super().__init__(owner)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Change person"))
        self.setFont(now().font("body"))
        group = QActionGroup(self)
        for number, person in enumerate(people):
            line = self.addAction(f"{person.called}, {tie(person.relation)}")
            line.setIcon(self._disc(person, number))
            line.setCheckable(True)
            line.setChecked(person.uid == shown.uid)
            group.addAction(line)
            line.triggered.connect(lambda _on, uid=person.uid: self.chosen.emit(uid))
            if person.uid == shown.uid:
                self.setActiveAction(line)
        self.addSeparator()
        self._act("people/add", "add person", _("Add a person"))
        self._act("people", "people", _("Manage people"))
        self._act("another carnet", "open folder", _("Open another carnet"))

    def open_below(self, widget: QWidget) -> None:
        """Open under a widget, as wide as its words need."""
        self.popup(widget.mapToGlobal(QPoint(0, widget.height())))

    def _act(self, key: str, icon: str, words: str) -> QAction:
        ratio = self.devicePixelRatioF()
        line = self.addAction(icons.icon(icon, "text2", now().size("icon"), ratio), words)
        line.triggered.connect(lambda: self.asked.emit(key))
        return line

    def _disc(self, person: Person, number: int) -> QIcon:
        avatar = Avatar(person.called, number)
        picture = QPixmap(avatar.size() * self.devicePixelRatioF())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        picture.fill(Qt.GlobalColor.transparent)
        avatar.render(picture, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
        return QIcon(picture)
