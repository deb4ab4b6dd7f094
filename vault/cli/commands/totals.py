"""`carnet totals`: days, weeks and months of what is summed, each instant counted once."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Final
from zoneinfo import ZoneInfo

from vault.cli.command import Answer, Call, Command, Table
from vault.cli.times import start_of
from vault.formatting import number
from vault.i18n import _
from vault.record.measures import known
from vault.usecases import browsing, people
from vault.wording.measures import measure_name
from vault.wording.units import unit_word


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--measure", required=True, metavar=_("MEASURE"))
    parser.add_argument("--by", choices=("day", "week", "month"), default="day")
    parser.add_argument("--from", dest="first", metavar=_("TIME"))
    parser.add_argument("--to", dest="last", metavar=_("TIME"))
    parser.add_argument("--person", metavar=_("NAME"), help=_("whose record"))


def _run(call: Call) -> Answer:
    options, measure = call.options, known(call.options.measure)
    session = call.session()
    person = people.named(session, options.person)
    zone = ZoneInfo(person.zone)
    first, last = (
        None if text is None else start_of(text, zone, option).astimezone(zone).date()
        for text, option in ((options.first, "--from"), (options.last, "--to"))
    )
    found = browsing.totals(session, person, measure, options.by, (first, last))
    plain = [
        {"date": one.when, "value": one.value, "unit": measure.unit, "sources": list(one.sources)}
        | ({"naps": one.naps} if one.naps else {})
        for one in found
    ]
    unit = unit_word(measure.unit)
    rows = [
        [one.when, f"{number(one.value, measure.decimals)}\u00a0{unit}", ", ".join(one.sources)]
        for one in found
    ]
    heads = [_("Date"), measure_name(measure), _("Source")]
    return Answer({"totals": plain}, [Table(heads, rows)])


COMMANDS: Final = (
    Command(("totals",), lambda: _("Totals of days, each instant counted once"), _run, _arguments),
)
