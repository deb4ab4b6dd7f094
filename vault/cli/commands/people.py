"""`carnet people`: whose records this carnet holds."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import replace
from typing import Final

from vault.cli.command import Answer, Call, Command, Table
from vault.cli.person_options import a_name, described, given, person_arguments
from vault.errors import WrongUse
from vault.i18n import _
from vault.record.person import Person
from vault.usecases import people, removing
from vault.wording.people import relation, sex


def _listed(call: Call) -> Answer:
    everybody = people.everybody(call.session())
    heads = [_("Name"), _("Born"), _("Sex"), _("Tie"), _("Number")]
    rows = [
        [one.called, one.born or "", sex(one.sex), relation(one.relation), one.uid]
        for one in everybody
    ]
    return Answer({"people": [_plain(one) for one in everybody]}, [Table(heads, rows)])


def _added(call: Call) -> Answer:
    session = call.session()
    person = described(call.options, call.options.name, holder=False)
    people.add(session, person)
    return Answer({"person": _plain(person)}, [_("Added: {name}").format(name=person.called)])


def _edited(call: Call) -> Answer:
    session = call.session()
    person, told = people.named(session, call.options.whom), given(call.options)
    called = person.called if call.options.name is None else a_name(call.options.name)
    if not called:
        raise WrongUse("--name")
    edited = replace(person, called=called, **told)  # type: ignore[arg-type]
    people.edit(session, edited)
    return Answer({"person": _plain(edited)}, [_("Changed: {name}").format(name=edited.called)])


def _removed(call: Call) -> Answer:
    if not call.options.yes:
        raise WrongUse("--yes")
    session = call.session()
    person = people.named(session, call.options.whom)
    removing.remove(session, person)
    say = [_("Removed: {name}").format(name=person.called)]
    return Answer({"person": _plain(person), "removed": True}, say)


def _plain(person: Person) -> dict[str, object]:
    return {
        "id": person.uid,
        "name": person.called,
        "born": person.born,
        "sex": person.sex,
        "relation": person.relation,
        "basis": person.basis,
        "zone": person.zone,
    }


def _to_add(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar=_("NAME"))
    person_arguments(parser)


def _to_edit(parser: ArgumentParser) -> None:
    parser.add_argument("whom", metavar=_("PERSON"))
    parser.add_argument("--name", metavar=_("NAME"))
    person_arguments(parser)


def _to_remove(parser: ArgumentParser) -> None:
    parser.add_argument("whom", metavar=_("PERSON"))
    parser.add_argument("--yes", action="store_true")


COMMANDS: Final = (
    Command(("people", "list"), lambda: _("List the people of the carnet"), _listed),
    Command(("people", "add"), lambda: _("Add a person"), _added, _to_add),
    Command(("people", "edit"), lambda: _("Change what is known of a person"), _edited, _to_edit),
    Command(
        ("people", "remove"), lambda: _("Remove a person and their record"), _removed, _to_remove
    ),
)
