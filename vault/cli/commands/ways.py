"""`carnet ways`: what opens this carnet."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Final

from vault.cli.command import Answer, Call, Command, Table
from vault.errors import AlreadyThere
from vault.formatting import size
from vault.i18n import _
from vault.record.ways_in import WayIn
from vault.usecases import ways_in
from vault.usecases.files_out import written
from vault.wording.ways import kind


def _listed(call: Call) -> Answer:
    ways = ways_in.listed(call.session())
    rows = [[way.id, kind(way.kind), _memory(way)] for way in ways]
    data = {"ways": [_plain(way) for way in ways]}
    return Answer(data, [Table([_("Number"), _("Way in"), _("Memory it takes")], rows)])


def _key_file(call: Call) -> Answer:
    out = Path(call.options.out)
    if out.exists():
        raise AlreadyThere
    session = call.session()
    ways_in.add_key_file(session, lambda content: written(out, content), call.policy)
    say = [
        _("Written: {file}").format(file=out),
        _("Whoever has this file can open the carnet."),
    ]
    return Answer({"file": str(out), "ways": [_plain(w) for w in ways_in.listed(session)]}, say)


def _removed(call: Call) -> Answer:
    session = call.session()
    ways_in.remove(session, call.options.id, last_sheet=call.options.yes)
    return Answer({"ways": [_plain(way) for way in ways_in.listed(session)]}, [_("Removed.")])


def _plain(way: WayIn) -> dict[str, object]:
    memory = {} if way.memory_kib is None else {"memory_kib": way.memory_kib}
    return {"id": way.id, "kind": way.kind, **memory}


def _memory(way: WayIn) -> str:
    return "" if way.memory_kib is None else size(way.memory_kib * 1024)


def _to_write(parser: ArgumentParser) -> None:
    parser.add_argument("--out", required=True, metavar=_("FILE"))


def _to_remove(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar=_("NUMBER"))
    parser.add_argument("--yes", action="store_true", help=_("even the last recovery sheet"))


COMMANDS: Final = (
    Command(("ways", "list"), lambda: _("List what opens the carnet"), _listed),
    Command(("ways", "add", "key-file"), lambda: _("Add a key file"), _key_file, _to_write),
    Command(("ways", "remove"), lambda: _("Remove a way in"), _removed, _to_remove),
)
