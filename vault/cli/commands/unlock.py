"""`carnet unlock`: opens, says what it found, closes; with the sheet it sets a new passphrase."""

from __future__ import annotations

from typing import Final

from vault.cli.command import Answer, Call, Command
from vault.cli.new_passphrase import new_passphrase
from vault.i18n import _, ngettext
from vault.usecases import unlocking, ways_in
from vault.wording.places import doubt


def _run(call: Call) -> Answer:
    passphrase = new_passphrase(call) if call.options.recovery_file else None
    session = call.session()
    if passphrase is not None:
        ways_in.change_passphrase(session, passphrase, call.policy)
    people, missed = session.vault.people.all(), session.failed_attempts
    data = {
        "vault": str(call.place),
        "state": "open",
        "people": len(people),
        "failed_attempts": missed,
        "doubts": list(unlocking.doubts(call.place)),
    }
    say = [
        _("The carnet opens: {place}").format(place=call.place),
        ngettext("{count} person", "{count} people", len(people)).format(count=len(people)),
    ]
    if missed:
        say.append(
            ngettext(
                "{count} missed attempt since the last opening",
                "{count} missed attempts since the last opening",
                missed,
            ).format(count=missed)
        )
    say += [doubt(name) for name in unlocking.doubts(call.place)]
    if passphrase is not None:
        say.append(_("The new passphrase is set."))
    return Answer(data, say)


COMMANDS: Final = (
    Command(
        words=("unlock",),
        help=lambda: _("Open the carnet, say what was found, close it"),
        run=_run,
    ),
)
