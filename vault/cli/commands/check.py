"""`carnet check`: is everything as it was once written?"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Final

from vault.cli.command import Answer, Call, Command, Table
from vault.errors import VaultUntrusted
from vault.i18n import _
from vault.usecases import checking
from vault.wording import checks


def _run(call: Call) -> Answer:
    told = call.progress(_("Checking…"))
    findings = checking.check(call.session(), quick=call.options.quick, told=told)
    good = all(finding.ok for finding in findings)
    rows = [[checks.name(one), checks.result(one)] for one in findings]
    data = {
        "ok": good,
        "checks": [
            {"name": one.name, "ok": one.ok, "detail": checks.result(one)} for one in findings
        ],
    }
    table = Table([_("Looked at"), _("Found")], rows)
    return Answer(data, [table], 0 if good else VaultUntrusted.exit_code)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--quick", action="store_true", help=_("read no pages"))


COMMANDS: Final = (
    Command(("check",), lambda: _("Check that the carnet is whole"), _run, _arguments),
)
