"""`carnet devices read`: what devices hold, kept or waiting, with a report of all of it."""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any, Final

from vault import bootstrap
from vault.cli import readings
from vault.cli.command import Answer, Call, Table
from vault.i18n import _, ngettext
from vault.usecases import instruments, measuring, people
from vault.usecases.measuring import Outcome, Wish
from vault.usecases.received import Choice, Received
from vault.usecases.session import Session
from vault.wording import readings as words

_LOW: Final = 15  # % of a battery
_WRONG: Final = 60  # seconds


def arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("address", nargs="?", metavar=_("ADDRESS"))
    parser.add_argument(
        "--seconds", type=float, default=20.0, metavar=_("N"), help=_("longest time in all")
    )
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--person", metavar=_("NAME"), help=_("whose record"))
    whose.add_argument("--inbox", action="store_true", help=_("let all of it wait for a person"))
    parser.add_argument("--set-clock", action="store_true", help=_("set a clock that is wrong"))


def run(call: Call) -> Answer:
    """Read one device, or all that were added and are seen."""
    options, session = call.options, call.session()
    person = people.named(session, options.person).uid if options.person else None
    wish = Wish(
        options.address,
        options.seconds,
        Choice(person, inbox=options.inbox),
        set_clock=options.set_clock,
        tried=call.progress(_("Connecting")),
    )
    outcome = asyncio.run(measuring.read(session, bootstrap.radio(), wish))
    said = tuple(_said(session, outcome.received))
    return Answer(document(outcome), said, error=outcome.error)


def document(outcome: Outcome) -> dict[str, Any]:
    """Return the report (`docs/cli.md`)."""
    received = outcome.received
    told = received.report.document()
    told["complete"] = outcome.error is None
    told["to_attribute"] = received.to_attribute
    told["batches"] = [{"id": uid, "person": person} for uid, person in received.people.items()]
    told["devices"] = [one.document() for one in received.devices]
    told["readings"] = [readings.document(one) for one in received.waiting]
    told["messages"] = [
        {"level": "info", "where": one.id, "what": why}
        for one in received.devices
        for name in sorted(one.skipped)
        if (why := words.skipped(name))
    ]
    return told


def _said(session: Session, received: Received) -> Iterator[str | Table]:
    everybody = session.vault.people.all()
    names = {one.uid: one.name for one in instruments.everything(session)}
    called = {one.uid: one.called for one in everybody}
    for person, told in received.kept:
        value = words.values(told.waiting("", "", None, "none"))
        yield _("{value} added to the record of {who}").format(value=value, who=called[person])
    kinds = {name: kind.added for name, kind in received.report.kinds.items()}
    samples = sum(kinds.values()) - sum(len(told.values) for _who, told in received.kept)
    if samples > 0:
        said = ngettext(
            "{count} value of a stream kept", "{count} values of a stream kept", samples
        )
        yield said.format(count=samples)
    if received.waiting:
        yield _("These readings wait for a person:")
        yield readings.table(received.waiting, everybody, names)
    if not received.kept and not received.waiting and not samples:
        yield _("Nothing new.")
    yield from _of_devices(received, names)


def _of_devices(received: Received, names: dict[str, str]) -> Iterator[str]:
    for one in received.devices:
        name = names.get(one.id, "")
        yield from (why for reason in sorted(one.skipped) if (why := words.skipped(reason)))
        if one.offset is not None and abs(one.offset) > _WRONG:
            yield words.clock(name, one.offset, one.action)
        if one.battery is not None and one.battery < _LOW:
            yield words.low_battery(name)
