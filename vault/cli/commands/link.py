"""`link read`: what somebody shares by a SMART Health Link, into a record."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Final

from vault import bootstrap
from vault.cli.command import Answer, Call, Command
from vault.cli.import_answers import answers_given, report_document, report_words
from vault.i18n import _
from vault.record.person import Person
from vault.usecases import importing, people, reading_links
from vault.usecases.importing import Prepared, Wish
from vault.usecases.reading_links import HealthLink, LinkFile


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--link-file", metavar=_("FILE"), help=_("its first line is the link"))
    parser.add_argument(
        "--recipient", required=True, metavar=_("TEXT"), help=_("who you are, for who made it")
    )
    parser.add_argument("--passcode-file", metavar=_("FILE"))
    parser.add_argument("--person", metavar=_("NAME"), help=_("whose record"))
    parser.add_argument("--preview", action="store_true", help=_("write nothing"))
    parser.add_argument("--timezone", metavar=_("ZONE"), help=_("of clocks that say none"))
    parser.add_argument(
        "--accept-identity", action="store_true", help=_("the file is about this person")
    )
    parser.add_argument(
        "--answer", action="append", default=[], metavar=_("ID=VALUE"), help=_("answer a question")
    )


def _run(call: Call) -> Answer:
    options, session = call.options, call.session()
    person = people.named(session, options.person)
    link = reading_links.parse(call.secret("link_file", _("The link:")))
    passcode = call.secret("passcode_file", _("Its passcode:")) if link.asks_passcode else ""
    return _read(
        call, person, link, reading_links.fetch(bootstrap.ask(), link, options.recipient, passcode)
    )


def _read(call: Call, person: Person, link: HealthLink, files: tuple[LinkFile, ...]) -> Answer:
    options, session = call.options, call.session()
    wish = Wish(
        (), None, options.timezone, answers_given(options.answer),
        accept_identity=options.accept_identity,
    )  # fmt: skip
    with reading_links.prepared(session, person, link, files, wish) as ready:
        return _answer(call, ready, expired=reading_links.expired(session, link))


def _answer(call: Call, ready: Prepared, *, expired: bool) -> Answer:
    if not ready.ready:
        report = importing.asked(ready)
    elif call.options.preview:
        report = importing.preview(call.session(), ready)
    else:
        report = importing.keep(call.session(), ready)
    old = (_("The end that this link states has passed."),) if expired else ()
    return Answer(
        {**report_document(report), "expired": expired}, (*old, *report_words(report)), report.code
    )


COMMANDS: Final = (
    Command(
        words=("link", "read"),
        help=lambda: _("Read what somebody shares by a link (SMART Health Link)"),
        arguments=_arguments,
        run=_run,
    ),
)
