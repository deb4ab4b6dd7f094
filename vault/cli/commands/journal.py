"""`carnet journal`: who did what, when; is the chain whole; all of it in a file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Final

from vault.cli.command import Answer, Call, Command, Table
from vault.cli.times import start_of
from vault.formatting import moment
from vault.i18n import _, ngettext
from vault.usecases import history, people
from vault.usecases.files_out import written
from vault.wording.history import happened, kinds


def _listed(call: Call) -> Answer:
    session, asked = call.session(), call.options
    start = start_of(asked.start, session.clock.zone, "--from") if asked.start else None
    entries = history.listing(session, start, asked.kind)
    names = {one.uid: one.called for one in people.everybody(session)}
    rows = [
        [
            str(entry.seq),
            moment(history.when(entry)),
            happened(entry.kind),
            names.get(entry.person or "", _("no longer there") if entry.person else ""),
        ]
        for entry in entries
    ]
    table = Table([_("Line"), _("When"), _("What"), _("Whose record")], rows)
    return Answer({"entries": [history.plain(entry) for entry in entries]}, [table])


def _verified(call: Call) -> Answer:
    chain = history.verify(call.session())
    say = ngettext("The history is whole: {count} line.", "The history is whole: {count} lines.",
                   chain.entries)  # fmt: skip
    data = {"ok": True, "entries": chain.entries, "head": chain.head.hex()}
    return Answer(data, [say.format(count=chain.entries)])


def _exported(call: Call) -> Answer:
    out = Path(call.options.out)
    content = b"".join(history.as_lines(call.session()))
    written(out, content)
    data = {"file": str(out), "bytes": len(content)}
    return Answer(data, [_("Written: {file}").format(file=out)])


def _to_list(parser: ArgumentParser) -> None:
    parser.add_argument("--from", dest="start", metavar=_("TIME"))
    parser.add_argument("--kind", choices=sorted(kinds()), metavar=_("KIND"))


def _to_export(parser: ArgumentParser) -> None:
    parser.add_argument("--out", required=True, metavar=_("FILE"))


COMMANDS: Final = (
    Command(("journal",), lambda: _("Show who did what, and when"), _listed, _to_list),
    Command(("journal", "verify"), lambda: _("Check that the history is whole"), _verified),
    Command(("journal", "export"), lambda: _("Write the history to a file"), _exported, _to_export),
)
