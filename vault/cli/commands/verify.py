"""`verify`: checks an evidence file; needs no carnet."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Final

from vault.cli.command import Answer, Call, Command, Table
from vault.i18n import _
from vault.usecases.verifying import Check, Verdict, verify
from vault.wording.evidence import CHECKS

_DOES_NOT_HOLD = 7


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar=_("FILE"))
    parser.add_argument("--root", type=Path, metavar=_("KEYFILE"))


def _run(call: Call) -> Answer:
    verdict = verify(call.options.file, call.options.root)
    data = {"ok": verdict.ok, "checks": [asdict(check) for check in verdict.checks]}
    return Answer(data, tuple(_said(verdict)), 0 if verdict.ok else _DOES_NOT_HOLD)


def _said(verdict: Verdict) -> list[str | Table]:
    heads = (_("What was checked"), _("Part of the file"), _("Result"))
    said: list[str | Table] = [Table(heads, [_row(check) for check in verdict.checks])]
    if not verdict.rooted:
        said.append(_("Compare the keys of trust.json with those of the catalogue, or use --root."))
    said.append(_("All of it holds.") if verdict.ok else _("This file does not hold."))
    return said


def _row(check: Check) -> tuple[str, str, str]:
    result = _("holds") if check.ok else _("does not hold ({why})").format(why=check.detail)
    return CHECKS[check.name](), check.about, result


COMMANDS: Final = (
    Command(
        words=("verify",),
        help=lambda: _("Check an evidence file"),
        arguments=_arguments,
        run=_run,
    ),
)
