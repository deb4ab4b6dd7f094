"""`sandbox`: a practice catalogue and its services on this computer."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import asdict
from typing import Final

from vault.cli import printing
from vault.cli.command import Answer, Call, Command
from vault.i18n import _
from vault.usecases.practising import Started, practise


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=0, metavar=_("N"))
    parser.add_argument("--fault", default="none", metavar=_("NAME"))


def _run(call: Call) -> Answer:
    def told(started: Started) -> None:
        printing.answer(_answer(started), as_json=call.options.json)

    practise(call.clock, call.options.port, call.options.fault, told)
    return Answer({}, shown=True)


def _answer(started: Started) -> Answer:
    data = {**asdict(started), "root_file": str(started.root_file)}
    said = (
        _("Practice catalogue: {address}").format(address=started.catalogue),
        _("Keys to compare: {file}").format(file=started.root_file),
        _("Stop it with Ctrl+C. Nothing is kept."),
    )
    return Answer(data, said)


COMMANDS: Final = (
    Command(
        words=("sandbox",),
        help=lambda: _("Practise sharing with services on this computer"),
        arguments=_arguments,
        run=_run,
    ),
)
