"""`carnet add`: a measurement by hand."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Final
from zoneinfo import ZoneInfo

from vault.cli.command import Answer, Call, Command
from vault.cli.times import start_of
from vault.i18n import _
from vault.record.measures import known
from vault.usecases import people, recording
from vault.usecases.recording import Typed
from vault.wording.measures import measure_name


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("measure", metavar=_("MEASURE"))
    parser.add_argument("value", metavar=_("VALUE"), help=_("a blood pressure as 138/86, or 138/-"))
    parser.add_argument("unit", nargs="?", default="", metavar=_("UNIT"))
    parser.add_argument("--at", metavar=_("TIME"))
    parser.add_argument("--context", default="", metavar=_("TEXT"))
    parser.add_argument("--note", default="", metavar=_("TEXT"))
    parser.add_argument("--person", metavar=_("NAME"), help=_("whose record"))


def _run(call: Call) -> Answer:
    options = call.options
    measure, session = known(options.measure), call.session()
    person = people.named(session, options.person)
    zone = ZoneInfo(person.zone)
    at = start_of(options.at, zone, "--at") if options.at else call.clock.now().astimezone(zone)
    done = recording.add(
        session,
        person,
        Typed(measure, options.value, at, options.unit, options.context, options.note),
    )
    messages = [_("Check the value: it differs from what is usual.")] if done.unusual else []
    said = _("Added: {name}").format(name=measure_name(measure))
    return Answer({"id": done.uid, "messages": messages}, [said, *messages])


COMMANDS: Final = (Command(("add",), lambda: _("Add a measurement by hand"), _run, _arguments),)
