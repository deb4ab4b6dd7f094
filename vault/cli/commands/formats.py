"""`carnet formats`: what can be imported and exported."""

from __future__ import annotations

from typing import Final

from vault.cli.command import Answer, Call, Command, Table
from vault.i18n import _
from vault.usecases import exporting, importing


def _run(_call: Call) -> Answer:
    known = importing.known()
    data = {
        "imports": [
            {"name": one.name, "title": one.title, "extensions": list(one.extensions)}
            for one in known
        ],
        "exports": [
            {"name": one.name, "title": one.title(), "extensions": [one.extension]}
            for one in exporting.known()
        ],
    }
    rows = [(one.name, one.title, " ".join(one.extensions)) for one in known]
    out = [(one.name, one.title(), one.extension) for one in exporting.known()]
    heads = (_("Name"), _("Kind of file"), _("Ends in"))
    said = (_("Can be imported:"), Table(heads, rows), _("Can be exported:"), Table(heads, out))
    return Answer(data, said)


COMMANDS: Final = (
    Command(words=("formats",), help=lambda: _("What can be imported and exported"), run=_run),
)
