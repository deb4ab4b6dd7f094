"""`carnet recovery`: a new recovery sheet, and the proof that the sheet was kept."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Final

from vault.cli.command import Answer, Call, Command
from vault.errors import AlreadyThere, WrongUse
from vault.formatting import long_date
from vault.i18n import _
from vault.usecases import sheets, ways_in
from vault.usecases.files_out import written


def _new(call: Call) -> Answer:
    sheet = Path(call.options.sheet) if call.options.sheet else None
    if sheet is not None and sheet.exists():
        raise AlreadyThere
    words = ways_in.new_sheet(call.session(), call.policy)
    if sheet is not None:
        written(sheet, sheets.paper(words, call.clock, long_date))
    say = [
        _("Recovery sheet. Write these words down now, they are never shown again:"),
        " ".join(words),
        _("The old sheet no longer opens this carnet."),
    ]
    return Answer({"recovery_code": " ".join(words)}, say)


def _checked(call: Call) -> Answer:
    if not call.options.recovery_file:
        raise WrongUse("--recovery-file")
    session = call.session()
    ways_in.sheet_checked(session)
    return Answer({"ok": True}, [_("These words open the carnet.")])


def _to_make(parser: ArgumentParser) -> None:
    parser.add_argument("--sheet", metavar=_("FILE.pdf"), help=_("write the recovery sheet"))


COMMANDS: Final = (
    Command(("recovery", "new"), lambda: _("Make a new recovery sheet"), _new, _to_make),
    Command(("recovery", "check"), lambda: _("Check the words of the sheet"), _checked),
)
