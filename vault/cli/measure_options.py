"""The options of commands about one measure and a period of one person."""

from __future__ import annotations

from argparse import ArgumentParser
from zoneinfo import ZoneInfo

from vault.cli.command import Call
from vault.cli.times import start_of
from vault.i18n import _
from vault.record.measures import known
from vault.usecases import charting, people
from vault.usecases.charting import Topic
from vault.usecases.session import Session


def of_a_measure(parser: ArgumentParser) -> None:
    """Add the options: which measure, from when to when, of whom."""
    parser.add_argument("--measure", required=True, metavar=_("MEASURE"))
    parser.add_argument("--from", dest="first", metavar=_("TIME"))
    parser.add_argument("--to", dest="last", metavar=_("TIME"))
    parser.add_argument("--person", metavar=_("NAME"))


def asked(call: Call) -> tuple[Session, Topic]:
    """Return what the options mean; ends that are left out are those of the data.

    Raises:
        UnknownMeasure, UnknownPerson, WhichPerson, WrongUse: as their names say.
    """
    options = call.options
    measure = known(options.measure)
    session = call.session()
    person = people.named(session, options.person)
    zone = ZoneInfo(person.zone)
    first, last = (
        None if text is None else start_of(text, zone, option).astimezone(zone).date()
        for text, option in ((options.first, "--from"), (options.last, "--to"))
    )
    return session, charting.topic(session, person, measure, first, last)
