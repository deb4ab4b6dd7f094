"""How the report of an import, or of what came from a service, is answered."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote
from typing import Any

from vault.cli.command import Table
from vault.errors import WrongUse
from vault.formatting import whole
from vault.i18n import _
from vault.record.measures import MEASURES
from vault.usecases.import_report import Report
from vault.wording import questions, reports
from vault.wording.kinds import kind_name
from vault.wording.measures import measure_name


def answers_given(given: list[str]) -> dict[str, str]:
    """Read `ID=VALUE` options; WrongUse for anything else."""
    pairs = [one.partition("=") for one in given]
    if not all(name and equals for name, equals, _value in pairs):
        raise WrongUse("--answer ID=VALUE")
    return {name: value for name, _equals, value in pairs}


def report_document(report: Report) -> dict[str, Any]:
    """Return the report with its sentences, and the questions that are open."""
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


def report_words(report: Report) -> Iterator[str | Table]:
    """Say a report to people."""
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
