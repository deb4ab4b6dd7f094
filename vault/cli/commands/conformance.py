"""`conformance`: tries every rule of the sharing protocol against a service; needs no carnet."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from vault import bootstrap
from vault.cli.command import Answer, Call, Command, Table
from vault.i18n import _
from vault.usecases import conformance
from vault.usecases.conformance import Tried
from vault.usecases.verifying import Check

_DOES_NOT_HOLD: Final = 7


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("catalogue", metavar=_("CATALOGUE-URL"))
    parser.add_argument("service", metavar=_("SERVICE"))
    parser.add_argument("--root", required=True, type=Path, metavar=_("KEYFILE"))
    parser.add_argument("--out", type=Path, metavar=_("FILE"), help=_("write the report (HTML)"))


def _run(call: Call) -> Answer:
    options = call.options
    result = conformance.tried(
        bootstrap.ask(), call.clock, options.catalogue, options.service, options.root
    )
    return _answer(result, options.out)


def _answer(result: Tried, out: Path | None) -> Answer:
    data: dict[str, Any] = {"ok": result.ok, "checks": [asdict(one) for one in result.checks]}
    said: list[str | Table] = [
        Table((_("Rule"), _("Result")), [_row(one) for one in result.checks]),
        _("Every rule holds.") if result.ok else _("Not every rule holds."),
    ]
    if out is not None:
        conformance.report(result, out)
        data["file"] = str(out)
        said.append(_("Report: {file}").format(file=out))
    return Answer(data, said, 0 if result.ok else _DOES_NOT_HOLD)


def _row(check: Check) -> tuple[str, str]:
    result = _("holds") if check.ok else _("does not hold ({why})").format(why=check.detail)
    return check.name, result


COMMANDS: Final = (
    Command(
        words=("conformance",),
        help=lambda: _("Try every rule of the protocol against a service"),
        arguments=_arguments,
        run=_run,
    ),
)
