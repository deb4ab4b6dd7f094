"""`carnet record`: the clinical facts of a record."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from vault.cli.command import Answer, Call, Command, Table
from vault.errors import FileUnreadable
from vault.i18n import _
from vault.record.fact_types import FACT_TYPES
from vault.record.facts import Kept
from vault.record.measures import OTHER
from vault.record.person import Person
from vault.usecases import browsing, editing, people, writing_facts
from vault.usecases.measurements import stamp, when
from vault.usecases.session import Session
from vault.wording.acts import act_name
from vault.wording.kinds import kind_name
from vault.wording.measures import titled


def _of(parser: ArgumentParser) -> None:
    parser.add_argument("--person", metavar=_("NAME"), help=_("whose record"))


def _listing(parser: ArgumentParser) -> None:
    parser.add_argument("--type", choices=(*FACT_TYPES, OTHER), metavar=_("TYPE"))
    parser.add_argument("--deleted", action="store_true", help=_("what lies in the trash"))
    _of(parser)


def _one(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar=_("ID"))


def _file(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--json-file", required=True, metavar=_("FILE"), help=_("a FHIR R4 resource")
    )


def _adding(parser: ArgumentParser) -> None:
    parser.add_argument("type", choices=tuple(FACT_TYPES), metavar=_("TYPE"))
    _file(parser)
    _of(parser)


def _editing(parser: ArgumentParser) -> None:
    _one(parser)
    _file(parser)


def _restoring(parser: ArgumentParser) -> None:
    _one(parser)
    parser.add_argument("--version", type=int, metavar=_("N"))


def _list(call: Call) -> Answer:
    options, session = call.options, call.session()
    person = people.named(session, options.person)
    found = browsing.items(session, person, options.type, deleted=options.deleted)
    zone = ZoneInfo(person.zone)
    absent = [
        {"section": one.section, "state": one.state, "at": stamp(one.at, None, zone)}
        for one in browsing.nothing_known(session, person)
    ]
    heads = [_("Date"), _("Kind"), _("Title"), _("Source"), _("Number")]
    plain = [_plain(one, person) for one in found]
    rows = [
        [one["when"] or "", kind_name(one["type"]), titled(one["title"]), one["source"], one["id"]]
        for one in plain
    ]
    return Answer({"items": plain, "nothing_known": absent}, [Table(heads, rows)])


def _show(call: Call) -> Answer:
    session = call.session()
    return _whole(session, browsing.item(session, call.options.id))


def _add(call: Call) -> Answer:
    options, session = call.options, call.session()
    person = people.named(session, options.person)
    return _whole(session, writing_facts.write(session, person, options.type, _resource(call)))


def _edit(call: Call) -> Answer:
    session = call.session()
    return _whole(session, writing_facts.edit(session, call.options.id, _resource(call)))


def _resource(call: Call) -> dict[str, Any]:
    try:
        text = Path(call.options.json_file).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise FileUnreadable from None
    return writing_facts.resource_of(text)


def _history(call: Call) -> Answer:
    session = call.session()
    person = _whose(session, browsing.item(session, call.options.id))
    zone = ZoneInfo(person.zone)
    lines = browsing.history(session, call.options.id)
    plain = [
        {"version": one.version, "at": stamp(one.at, None, zone), "actor": one.actor,
         "act": one.act}
        for one in lines
    ]  # fmt: skip
    heads = [_("Version"), _("Date"), _("What"), _("Who")]
    rows = [[str(one.version), stamp(one.at, None, zone), act_name(one.act), one.actor]
            for one in lines]  # fmt: skip
    return Answer({"versions": plain}, [Table(heads, rows)])


def _delete(call: Call) -> Answer:
    session = call.session()
    kept = editing.delete(session, call.options.id)
    data = {"item": _detailed(kept, _whose(session, kept))}
    return Answer(
        data, [_("In the trash for 30 days: {name}").format(name=titled(kept.fact.title))]
    )


def _restore(call: Call) -> Answer:
    session = call.session()
    return _whole(session, editing.restore(session, call.options.id, call.options.version))


def _whole(session: Session, kept: Kept) -> Answer:
    plain = _detailed(kept, _whose(session, kept))
    rows = [
        [_("Title"), titled(plain["title"])], [_("Kind"), kind_name(plain["type"])],
        [_("Date"), plain["when"] or ""], [_("Source"), plain["source"]],
        [_("Number"), plain["id"]],
    ]  # fmt: skip
    return Answer({"item": plain}, [Table([_("What"), ""], rows)])


def _whose(session: Session, kept: Kept) -> Person:
    return people.named(session, kept.person)


def _plain(kept: Kept, person: Person) -> dict[str, Any]:
    fact = kept.fact
    return {
        "id": kept.uid, "type": fact.type, "title": fact.title,
        "when": when(fact, ZoneInfo(person.zone)), "status": fact.status,
        "source": fact.source.shown,
    }  # fmt: skip


def _detailed(kept: Kept, person: Person) -> dict[str, Any]:
    fact, zone = kept.fact, ZoneInfo(person.zone)
    provenance = {
        "batch": kept.batch, "said_by": fact.said_by, "source": fact.source.shown,
        "native": fact.native, "created": stamp(kept.created, None, zone),
        "changed": stamp(kept.changed, None, zone), "version": kept.version,
        "document": kept.document_of, "duplicate_of": kept.duplicate_of,
        "deleted": None if kept.deleted is None else stamp(kept.deleted, None, zone),
    }  # fmt: skip
    return _plain(kept, person) | {"resource": dict(fact.resource), "provenance": provenance}


COMMANDS: Final = (
    Command(("record", "list"), lambda: _("Facts of a record"), _list, _listing),
    Command(("record", "show"), lambda: _("One fact, whole"), _show, _one),
    Command(("record", "add"), lambda: _("Add a fact by hand"), _add, _adding),
    Command(("record", "edit"), lambda: _("Change a fact"), _edit, _editing),
    Command(("record", "history"), lambda: _("What a fact said before"), _history, _one),
    Command(("record", "delete"), lambda: _("Put a fact into the trash"), _delete, _one),
    Command(
        ("record", "restore"), lambda: _("Take a fact out of the trash, or back to a version"),
        _restore, _restoring,
    ),
)  # fmt: skip
