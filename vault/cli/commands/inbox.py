"""`carnet inbox`: readings that no one has claimed yet."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Final

from vault.cli import readings
from vault.cli.command import Answer, Call, Command
from vault.errors import WrongUse
from vault.i18n import _, ngettext
from vault.usecases import inbox, instruments, people
from vault.usecases.resuming import recover


def _ids(parser: ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", metavar=_("ID"), help=_("numbers of readings"))


def _assignment(parser: ArgumentParser) -> None:
    _ids(parser)
    parser.add_argument("--person", metavar=_("NAME"), help=_("whose record"))
    parser.add_argument("--at", metavar=_("TIME"), help=_("when, for readings without a time"))


def _list(call: Call) -> Answer:
    session = call.session()
    recover(session)
    waiting = inbox.waiting(session)
    names = {one.uid: one.name for one in instruments.everything(session)}
    data = {"readings": [readings.document(one) for one in waiting]}
    if not waiting:
        return Answer(data, (_("No reading to attribute."),))
    return Answer(data, (readings.table(waiting, session.vault.people.all(), names),))


def _assign(call: Call) -> Answer:
    options, session = call.options, call.session()
    person = people.named(session, options.person)
    done = inbox.assign(session, options.ids, person, _moment(call, options.at))
    count = len(options.ids)
    data = {
        "batch": done.batch,
        "assigned": done.report.counts["added"],
        "already_present": done.report.counts["already_present"],
    }
    said = ngettext("{count} reading given to {who}", "{count} readings given to {who}", count)
    return Answer(data, (said.format(count=count, who=person.called),))


def _discard(call: Call) -> Answer:
    inbox.discard(call.session(), call.options.ids)
    count = len(call.options.ids)
    said = ngettext("{count} reading thrown away", "{count} readings thrown away", count)
    return Answer({"discarded": count}, (said.format(count=count),))


def _moment(call: Call, asked: str | None) -> datetime | None:
    if asked is None:
        return None
    try:
        told = datetime.fromisoformat(asked)
    except ValueError:
        raise WrongUse("--at") from None
    return told if told.tzinfo else told.replace(tzinfo=call.clock.zone)


COMMANDS: Final = (
    Command(("inbox", "list"), lambda: _("Readings that wait for a person"), _list),
    Command(("inbox", "assign"), lambda: _("Give readings to a person"), _assign, _assignment),
    Command(("inbox", "discard"), lambda: _("Throw readings away"), _discard, _ids),
)
