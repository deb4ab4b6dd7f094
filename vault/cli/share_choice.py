"""What the commands about shares are asked for: the options of a choice, and what they mean."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date

from vault.cli.command import Call
from vault.errors import WrongUse
from vault.i18n import _
from vault.usecases import people, previewing
from vault.usecases.previewing import Choice, Preview
from vault.wording.kinds import kind_name


def choice_arguments(parser: ArgumentParser) -> None:
    """Add the options that say what would leave, to whom, until when."""
    parser.add_argument("service", metavar=_("SERVICE"))
    parser.add_argument("--finality", required=True, metavar=_("FINALITY"))
    parser.add_argument("--only", nargs="+", action="extend", default=[], metavar=_("KIND"))
    parser.add_argument("--without", nargs="+", action="extend", default=[], metavar=_("KIND"))
    parser.add_argument("--from", dest="start", metavar=_("DAY"))
    parser.add_argument("--to", dest="end", metavar=_("DAY"))
    parser.add_argument("--until", metavar=_("DAY"))
    parser.add_argument("--sensitive", action="append", default=[], metavar=_("FAMILY"))
    parser.add_argument("--include", action="append", default=[], metavar=_("FIELD"))
    parser.add_argument("--without-item", nargs="+", action="extend", default=[], metavar=_("ID"))
    parser.add_argument("--document", nargs="+", action="extend", default=[], metavar=_("ID"))
    parser.add_argument("--standing", action="store_true")
    parser.add_argument("--replaces", metavar=_("GRANT"))
    person_argument(parser)


def person_argument(parser: ArgumentParser) -> None:
    """Add the option that says whose record it is."""
    parser.add_argument("--person", metavar=_("NAME|ID"))


def shown(call: Call) -> Preview:
    """Return what would leave for the options of a call; WrongUse names one that does not fit."""
    options, session = call.options, call.session()
    choice = Choice(
        service=options.service, finality=options.finality, only=tuple(options.only),
        without=tuple(options.without), start=_day(options.start, "--from"),
        end=_day(options.end, "--to"), until=_day(options.until, "--until"),
        sensitive=tuple(options.sensitive), include=tuple(options.include),
        unticked=tuple(options.without_item), documents=tuple(options.document),
        mode="standing" if options.standing else "once", replaces=options.replaces,
    )  # fmt: skip
    return previewing.preview(session, people.named(session, options.person), choice, kind_name)


def _day(told: str | None, option: str) -> date | None:
    try:
        return None if told is None else date.fromisoformat(told)
    except ValueError:
        raise WrongUse(option) from None
