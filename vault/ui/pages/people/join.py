"""Joins the people of the carnet to what adds, changes and erases them."""

from __future__ import annotations

from dataclasses import replace
from typing import cast
from uuid import uuid4

from vault.errors import AlreadyThere, VaultError, WrongUse
from vault.i18n import _
from vault.record.changes import Changes
from vault.record.person import Basis, Person, Relation, Sex
from vault.ui.desk import Desk, Joined
from vault.ui.pages.create.answers import birth
from vault.ui.pages.people.dialogs import EraseDialog, PersonDialog, Told
from vault.ui.pages.people.page import PeoplePage
from vault.ui.pages.people.presenter import PeoplePresenter
from vault.usecases import people, removing, unlocking
from vault.wording.errors import sentence

_LONGEST = 200


def join(desk: Desk, act: str = "") -> Joined | None:
    """Open the people of the carnet, or ("add") the dialog that adds one."""
    if act == "add":
        _add(desk)
        return None
    page = PeoplePage()
    presenter = PeoplePresenter(desk.session, desk.ask, page.show_state)
    return Joined(
        page, "settings",
        {
            "again": presenter.begin,
            "edit": lambda uid: _edit(desk, presenter.find(uid)),
            "remove": lambda uid: _erase(desk, presenter.find(uid)),
        },
        changed=lambda _changes: presenter.begin(), leave=presenter.leave,
        help=lambda: _("Whose records this carnet holds, and on which ground."),
        begin=presenter.begin,
    )  # fmt: skip


def _add(desk: Desk) -> None:
    def save(told: Told) -> None:
        blank = Person(str(uuid4()), "", "other", "agreement", desk.person.zone)
        _submit(desk, dialog, blank, told, new=True)

    dialog = PersonDialog(desk.window, _("Add a person"), {"sex": "unknown"}, save, holder=False)
    desk.drafts.follow(dialog, "people/add", dialog.draft, dialog.take)
    dialog.open()


def _edit(desk: Desk, person: Person | None) -> None:
    if person is None:
        return
    told = {
        "name": person.called, "born": "/".join(reversed((person.born or "").split("-"))),
        "sex": person.sex, "tie": person.relation, "ground": person.basis,
    }  # fmt: skip
    title = _("Edit {person}").format(person=person.called)
    dialog = PersonDialog(
        desk.window, title, told,
        lambda typed: _submit(desk, dialog, person, typed, new=False),
        holder=person.relation == "self",
    )  # fmt: skip
    dialog.open()


def _submit(desk: Desk, dialog: PersonDialog, person: Person, told: Told, *, new: bool) -> None:
    wrong = _wrong(desk, told)
    if wrong is not None:
        dialog.wrong(*wrong)
        return
    name, own = " ".join(str(told["name"]).split()), told["tie"] == "self"
    kept = replace(
        person, called=name, given=person.given if name == person.called else None,
        born=birth(str(told["born"])) or None, sex=cast("Sex", told["sex"]),
        relation=cast("Relation", told["tie"]),
        basis="self" if own else cast("Basis", told["ground"]),
    )  # fmt: skip

    def work() -> Changes:
        return people.add(desk.session, kept) if new else people.edit(desk.session, kept)

    def done(_changes: Changes) -> None:
        dialog.accept()
        words = _("Added: {name}") if new else _("Changed: {name}")
        desk.tell(words.format(name=kept.called), None)

    def sorry(error: VaultError) -> None:
        known = isinstance(error, AlreadyThere)
        words = _("Somebody of this carnet has this name.") if known else sentence(error)
        dialog.wrong("name", words)

    desk.ask(work, done, sorry)


def _wrong(desk: Desk, told: Told) -> tuple[str, str] | None:
    """Say which field does not fit, and why."""
    name, born = str(told["name"]).strip(), birth(str(told["born"]))
    if not name or len(name) > _LONGEST or not name.isprintable():
        return "name", _("Type the name.")
    if born is None or born[:10] > desk.today.isoformat():
        return "born", _("Type a date as 14/05/1979, or a year only.")
    if not told["tie"]:
        return "tie", _("Say who this person is to you.")
    if told["tie"] != "self" and not told["ground"]:
        return "ground", _("Say on which ground you keep this record.")
    return None


def _erase(desk: Desk, person: Person | None) -> None:
    if person is None:
        return

    def submit(typed: str) -> None:
        def work() -> Changes:
            unlocking.ask_again(desk.session, typed)
            return removing.remove(desk.session, person)

        desk.ask(work, done, sorry)

    def done(_changes: Changes) -> None:
        dialog.accept()
        desk.tell(_("Removed: {name}").format(name=person.called), None)

    def sorry(error: VaultError) -> None:
        shared = isinstance(error, WrongUse)
        words = _("Stop the shares of this person first.") if shared else sentence(error)
        dialog.wrong("secret", words)

    dialog = EraseDialog(desk.window, person.given or person.called.split()[0], submit)
    dialog.open()
