"""`carnet imports`: the acts that brought facts, the oldest first."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any, Final

from vault.cli.command import Answer, Call, Command, Table
from vault.formatting import whole
from vault.i18n import _
from vault.usecases import importing, people
from vault.usecases.importing import Brought

_STATES: Final[dict[str, Callable[[], str]]] = {
    "open": lambda: _("Not finished"),
    "kept": lambda: _("Kept"),
    "undone": lambda: _("Taken back"),
}


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--person", metavar=_("NAME"), help=_("whose record"))


def _run(call: Call) -> Answer:
    session = call.session()
    asked = call.options.person
    person = people.named(session, asked) if asked else None
    found = importing.brought(session, person)
    rows = [
        (one.uid, one.at.date().isoformat(), one.file or "", whole(one.added),
         _STATES[one.state]())
        for one in found
    ]  # fmt: skip
    heads = (_("Number"), _("Date"), _("File"), _("Added"), _("State"))
    return Answer({"batches": [_plain(one) for one in found]}, (Table(heads, rows),))


def _plain(one: Brought) -> dict[str, Any]:
    return {
        "id": one.uid, "kind": one.kind, "format": one.format, "person": one.person,
        "at": one.at.isoformat(timespec="seconds"), "file": one.file, "added": one.added,
        "state": one.state,
    }  # fmt: skip


COMMANDS: Final = (
    Command(
        words=("imports",),
        help=lambda: _("What was brought in, and when"),
        arguments=_arguments,
        run=_run,
    ),
)
