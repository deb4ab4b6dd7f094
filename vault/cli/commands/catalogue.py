"""`carnet catalogue update`: fetches and verifies the catalogues of services."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Final

from vault import bootstrap
from vault.cli.catalogue_answers import services_document, services_words
from vault.cli.command import Answer, Call, Command
from vault.i18n import _
from vault.usecases import catalogues


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("place", nargs="?", metavar=_("URL|FILE"))
    parser.add_argument("--root", type=Path, metavar=_("KEYFILE"))


def _run(call: Call) -> Answer:
    options, session = call.options, call.session()
    held = catalogues.update(session, bootstrap.ask(), options.place, options.root)
    return Answer(services_document(held), tuple(services_words(held)))


COMMANDS: Final = (
    Command(
        words=("catalogue", "update"),
        help=lambda: _("Fetch and verify the catalogue of services"),
        arguments=_arguments,
        run=_run,
    ),
)
