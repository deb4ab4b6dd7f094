"""`carnet passphrase change`: a new passphrase; old copies still open by the old one."""

from __future__ import annotations

from typing import Final

from vault.cli.command import Answer, Call, Command
from vault.cli.new_passphrase import new_passphrase
from vault.i18n import _
from vault.usecases import ways_in


def _run(call: Call) -> Answer:
    session = call.session()
    ways_in.change_passphrase(session, new_passphrase(call), call.policy)
    say = [
        _("The new passphrase is set."),
        _("Older copies of this carnet still open by the old one."),
    ]
    return Answer({"vault": str(call.place), "ok": True}, say)


COMMANDS: Final = (Command(("passphrase", "change"), lambda: _("Change the passphrase"), _run),)
