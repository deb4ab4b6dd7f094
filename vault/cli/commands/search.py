"""`carnet search`: full text over the record."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any, Final
from zoneinfo import ZoneInfo

from vault.cli.command import Answer, Call, Command, Table
from vault.i18n import _
from vault.record.person import Person
from vault.usecases import browsing, people
from vault.usecases.browsing import Found
from vault.usecases.measurements import when
from vault.wording.kinds import kind_name
from vault.wording.measures import titled

_MOST: Final = 50


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", metavar=_("TEXT"))
    parser.add_argument("--limit", type=int, default=_MOST, metavar=_("N"))
    parser.add_argument("--all-people", action="store_true", help=_("in every record"))
    parser.add_argument("--person", metavar=_("NAME"), help=_("whose record"))


def _run(call: Call) -> Answer:
    options, session = call.options, call.session()
    person = None if options.all_people else people.named(session, options.person)
    everybody = {one.uid: one for one in people.everybody(session)}
    found = browsing.search(session, person, " ".join(options.text), max(options.limit, 0))
    plain = [_plain(one, everybody[one.person], named=person is None) for one in found]
    heads = [_("Date"), _("Kind"), _("Title"), _("Text")]
    rows = [
        [one["when"] or "", kind_name(one["type"]), titled(one["title"]), titled(one["snippet"])]
        for one in plain
    ]
    return Answer({"hits": plain}, [Table(heads, rows)] if rows else [_("Nothing was found.")])


def _plain(one: Found, person: Person, *, named: bool) -> dict[str, Any]:
    fact = one.kept.fact
    plain = {
        "id": one.kept.uid, "type": fact.type, "title": fact.title,
        "when": when(fact, ZoneInfo(person.zone)), "snippet": one.snippet,
    }  # fmt: skip
    return plain | ({"person": person.uid} if named else {})


COMMANDS: Final = (
    Command(("search",), lambda: _("Search the words of a record"), _run, _arguments),
)
