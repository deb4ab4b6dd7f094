"""`carnet create`: a new vault with one person; the recovery sheet is shown this once."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Final

from vault.cli.command import Answer, Call, Command
from vault.cli.new_passphrase import new_passphrase
from vault.cli.person_options import described, person_arguments
from vault.errors import AlreadyThere, PlaceRefused, VaultError
from vault.formatting import long_date
from vault.i18n import _
from vault.usecases import sheets, unlocking
from vault.usecases.files_out import written
from vault.wording.places import doubt


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--person", required=True, metavar=_("NAME"))
    person_arguments(parser)
    parser.add_argument("--sheet", metavar=_("FILE.pdf"), help=_("write the recovery sheet"))


def _run(call: Call) -> Answer:
    if unlocking.taken(call.place):
        raise AlreadyThere  # before anything is asked
    person = described(call.options, call.options.person, holder=True)
    sheet = Path(call.options.sheet) if call.options.sheet else None
    if sheet is not None and sheet.exists():
        raise AlreadyThere
    made = unlocking.create(
        call.place, new_passphrase(call), person, call.clock, policy=call.policy
    )
    call.keep(made.session)
    refused = None if sheet is None else _unwritten(call, made, sheet)
    words = " ".join(made.words)
    data = {
        "vault": str(call.place),
        "person": person.uid,
        "recovery_code": words,
        "doubts": list(unlocking.doubts(call.place)),
    }
    return Answer(
        data,
        (
            _("The carnet was created: {place}").format(place=call.place),
            _("Recovery sheet. Write these words down now, they are never shown again:"),
            words,
            *(doubt(name) for name in unlocking.doubts(call.place)),
            _("Without the passphrase and without this sheet nobody can open the carnet."),
        ),
        error=refused,  # the carnet is there: its words are shown, whatever became of the file
    )


def _unwritten(call: Call, made: unlocking.Created, sheet: Path) -> VaultError | None:
    """Write the sheet; return what kept it from being written."""
    try:
        written(sheet, sheets.paper(made.words, call.clock, long_date))
    except PlaceRefused as refused:
        return refused
    return None


COMMANDS: Final = (
    Command(
        words=("create",),
        help=lambda: _("Make a new carnet with one person"),
        arguments=_arguments,
        run=_run,
    ),
)
