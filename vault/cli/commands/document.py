"""`carnet document`: the documents of a record, and each of them byte for byte."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Final

from vault.cli.command import Answer, Call, Command, Table
from vault.formatting import size
from vault.i18n import _
from vault.usecases import documents, people


def _person_argument(parser: ArgumentParser) -> None:
    parser.add_argument("--person", metavar=_("NAME|ID"))


def _get_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("document", metavar=_("ID"))
    parser.add_argument("--out", required=True, type=Path, metavar=_("FILE"))


def _list(call: Call) -> Answer:
    session = call.session()
    person = people.named(session, call.options.person)
    found = documents.listing(session, person)
    plain = [
        {
            "id": one.uid,
            "title": one.title,
            "date": one.date,
            "category": one.category,
            "media": one.media,
            "bytes": one.bytes,
            "sha256": one.sha256,
        }
        for one in found
    ]
    rows = [(one.title, one.date or "", size(one.bytes), one.uid) for one in found]
    heads = (_("Title"), _("Date"), _("Size"), _("Number"))
    said = (Table(heads, rows),) if found else (_("No document in this record."),)
    return Answer({"documents": plain}, said)


def _get(call: Call) -> Answer:
    options = call.options
    saved = documents.save(call.session(), options.document, options.out)
    data = {"file": str(options.out), "bytes": saved.bytes, "sha256": saved.sha256}
    return Answer(data, (_("Document written to {file}").format(file=options.out),))


COMMANDS: Final = (
    Command(
        words=("document", "list"),
        help=lambda: _("List the documents of a record"),
        arguments=_person_argument,
        run=_list,
    ),
    Command(
        words=("document", "get"),
        help=lambda: _("Write a document to a file, byte for byte"),
        arguments=_get_arguments,
        run=_get,
    ),
)
