"""`carnet import`: files into a record, with a report; `--preview` writes nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Final

from vault.cli.command import Answer, Call, Command
from vault.cli.import_answers import answers_given, report_document, report_words
from vault.i18n import _
from vault.usecases import importing, people


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar=_("FILE"), type=Path)
    parser.add_argument("--person", metavar=_("NAME"), help=_("whose record"))
    parser.add_argument("--format", metavar=_("NAME"), help=_("instead of recognising the file"))
    parser.add_argument("--timezone", metavar=_("ZONE"), help=_("of clocks that say none"))
    parser.add_argument("--preview", action="store_true", help=_("write nothing"))
    parser.add_argument(
        "--replace", action="store_true", help=_("set aside what the file no longer holds")
    )
    parser.add_argument(
        "--accept-identity", action="store_true", help=_("the file is about this person")
    )
    parser.add_argument(
        "--answer", action="append", default=[], metavar=_("ID=VALUE"), help=_("answer a question")
    )
    parser.add_argument(
        "--reimport-deleted", action="store_true", help=_("bring back what was deleted here")
    )


def _run(call: Call) -> Answer:
    options, session = call.options, call.session()
    person = people.named(session, options.person)
    wish = importing.Wish(
        tuple(options.files), options.format, options.timezone, answers_given(options.answer),
        accept_identity=options.accept_identity, replace=options.replace,
        reimport_deleted=options.reimport_deleted,
    )  # fmt: skip
    told = call.progress(_("Reading"))
    with importing.prepared(session, person, wish, told=told) as ready:
        if not ready.ready:
            report = importing.asked(ready)
        elif options.preview:
            report = importing.preview(session, ready)
        else:
            report = importing.keep(session, ready)
    return Answer(report_document(report), tuple(report_words(report)), report.code)


COMMANDS: Final = (
    Command(
        words=("import",),
        help=lambda: _("Read files or folders into a record"),
        arguments=_arguments,
        run=_run,
    ),
)
