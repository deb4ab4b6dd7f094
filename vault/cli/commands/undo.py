"""`carnet undo`: a whole import is taken back."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Final

from vault.cli.command import Answer, Call, Command, Table
from vault.formatting import whole
from vault.i18n import _
from vault.usecases import importing


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("batch", metavar=_("BATCH"))
    parser.add_argument(
        "--remove-edited", action="store_true", help=_("also what was edited by hand since")
    )


def _run(call: Call) -> Answer:
    options = call.options
    undone = importing.undo(call.session(), options.batch, remove_edited=options.remove_edited)
    data = {
        "removed": undone.removed, "returned": undone.returned,
        "kept_elsewhere": undone.kept_elsewhere, "edited": len(undone.edited),
    }  # fmt: skip
    rows = [
        (_("Removed"), whole(undone.removed)),
        (_("Back to what they said before"), whole(undone.returned)),
        (_("Kept: they also come from another import"), whole(undone.kept_elsewhere)),
        (_("Kept: edited by hand since"), whole(len(undone.edited))),
    ]
    return Answer({"undone": data}, (Table(("", ""), rows),))


COMMANDS: Final = (
    Command(
        words=("undo",),
        help=lambda: _("Take a whole import back"),
        arguments=_arguments,
        run=_run,
    ),
)
