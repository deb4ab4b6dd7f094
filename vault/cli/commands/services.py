"""`carnet services`: what the verified catalogues state of the services in them."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Final

from vault.cli.catalogue_answers import service_words, services_document, services_words
from vault.cli.command import Answer, Call, Command
from vault.i18n import _
from vault.usecases import catalogues


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("service", nargs="?", metavar=_("ID"))


def _run(call: Call) -> Answer:
    session = call.session()
    if call.options.service is None:
        held = catalogues.held(session)
        return Answer(services_document(held), tuple(services_words(held)))
    one, service = catalogues.find(session, call.options.service)
    return Answer(services_document((one,), service), tuple(service_words(service)))


COMMANDS: Final = (
    Command(
        words=("services",),
        help=lambda: _("List the services of the catalogue, or show one"),
        arguments=_arguments,
        run=_run,
    ),
)
