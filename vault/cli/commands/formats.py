"""`carnet formats`: what can be imported."""

from __future__ import annotations

from typing import Final

from vault.cli.command import Answer, Call, Command, Table
from vault.i18n import _
from vault.usecases import importing


def _run(_call: Call) -> Answer:
    known = importing.known()
    data = {
        "imports": [
            {"name": one.name, "title": one.title, "extensions": list(one.extensions)}
            for one in known
        ],
        "exports": [],
    }
    rows = [(one.name, one.title, " ".join(one.extensions)) for one in known]
    return Answer(data, (Table((_("Name"), _("Kind of file"), _("Ends in")), rows),))


COMMANDS: Final = (Command(words=("formats",), help=lambda: _("What can be imported"), run=_run),)
