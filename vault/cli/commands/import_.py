"""`carnet import`: files into a record, with a report; `--preview` writes nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from shlex import quote
from typing import Any, Final

from vault.cli.command import Answer, Call, Command, Table
from vault.errors import WrongUse
from vault.formatting import whole
from vault.i18n import _
from vault.record.measures import MEASURES
from vault.usecases import importing, people
from vault.usecases.import_report import Report
from vault.wording import questions, reports
from vault.wording.kinds import kind_name
from vault.wording.measures import measure_name


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
        tuple(options.files), options.format, options.timezone, _answers(options.answer),
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
    return Answer(_document(report), tuple(_said(report)), report.code)


def _answers(given: list[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in given]
    if not all(name and equals for name, equals, _value in pairs):
        raise WrongUse("--answer ID=VALUE")
    return {name: value for name, _equals, value in pairs}


def _document(report: Report) -> dict[str, Any]:
    told = report.document() | {"messages": reports.messages(report)}
    if report.questions:
        told["questions"] = [
            {
                "id": one.name, "text": questions.question(one), "choices": list(one.choices),
                "default": one.default, "because": one.because,
            }
            for one in report.questions
        ]  # fmt: skip
    return told


def _said(report: Report) -> Iterator[str | Table]:
    for one in report.questions:
        yield questions.question(one)
        yield from (f"  --answer {quote(f'{one.name}={choice}')}" for choice in one.choices)
    if not report.questions:
        yield _counters(report)
    if report.kinds:
        yield _kinds(report)
    for message in reports.messages(report):
        yield f"{message['where']}  {message['what']}".strip()


def _counters(report: Report) -> Table:
    names = {
        "added": _("Added"),
        "already_present": _("Already there"),
        "corrected": _("Corrected"),
        "duplicate_inside_file": _("Twice in the file"),
        "duplicate_of_other_source": _("Known from another source"),
        "to_check": _("To check"),
        "refused": _("Left out"),
    }
    rows = [(said, whole(report.counts[name])) for name, said in names.items()]
    return Table(("", ""), [row for row in rows if row[1] != whole(0)] or rows[:1])


def _name(kind: str) -> str:
    """Name a measure, or a type of fact."""
    if kind in MEASURES:
        return measure_name(MEASURES[kind])
    return kind_name("measure" if kind == "other" else kind)


def _kinds(report: Report) -> Table:
    rows = [
        (
            _name(name), whole(kind.added), kind.first[1][:10] if kind.first else "",
            kind.last[1][:10] if kind.last else "",
        )
        for name, kind in sorted(report.kinds.items())
    ]  # fmt: skip
    return Table((_("Kind"), _("Added"), _("From"), _("To")), rows)


COMMANDS: Final = (
    Command(
        words=("import",),
        help=lambda: _("Read files or folders into a record"),
        arguments=_arguments,
        run=_run,
    ),
)
