"""`carnet demo`: a carnet with a made-up family, marked as an example."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Final

from vault import paths
from vault.cli.command import Answer, Call, Command
from vault.cli.new_passphrase import new_passphrase as asked
from vault.errors import AlreadyThere, WrongUse
from vault.i18n import _
from vault.usecases import example, example_files, new_passphrase

_NAME: Final = "exemple.carnet"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("place", nargs="?", metavar=_("PATH"), type=Path)
    parser.add_argument("--days", type=int, default=example_files.DAYS, metavar=_("N"))


def _run(call: Call) -> Answer:
    days: int = call.options.days
    if not 0 < days <= example_files.DAYS:
        raise WrongUse("--days")
    place = call.options.place or paths.default_vault().with_name(_NAME)
    if paths.taken(place):
        raise AlreadyThere  # before anything is asked or made
    given = call.options.new_passphrase_file
    secret = asked(call) if given else new_passphrase.propose()
    making = example.Making(call.progress(_("Making the example")), days)
    call.keep(example.make(place, secret, call.clock, policy=call.policy, making=making))
    data = {"vault": str(place), "passphrase": secret}
    said = [
        _("The example was made: {place}").format(place=place),
        _("Example: these people do not exist."),
    ]
    if not given:
        said.append(_("Its passphrase: {words}").format(words=secret))
    return Answer(data, said)


COMMANDS: Final = (
    Command(
        words=("demo",),
        help=lambda: _("Make a carnet with a made-up family, to try everything"),
        arguments=_arguments,
        run=_run,
    ),
)
