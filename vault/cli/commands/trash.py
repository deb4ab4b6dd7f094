"""`carnet trash`: what was deleted goes for good."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Final

from vault.cli.command import Answer, Call, Command
from vault.errors import WrongUse
from vault.i18n import _, ngettext
from vault.usecases import editing, people


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help=_("really"))
    parser.add_argument("--person", metavar=_("NAME"), help=_("whose record"))


def _run(call: Call) -> Answer:
    if not call.options.yes:
        raise WrongUse("--yes")
    session = call.session()
    count = editing.empty_trash(session, people.named(session, call.options.person))
    said = ngettext("{count} item erased for good", "{count} items erased for good", count)
    return Answer({"erased": count}, [said.format(count=count)])


COMMANDS: Final = (
    Command(("trash", "empty"), lambda: _("Erase what lies in the trash"), _run, _arguments),
)
