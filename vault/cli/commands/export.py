"""`export`: a file that leaves in the clear, for a person, a professional, another program."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from vault.cli.command import Answer, Call, Command
from vault.cli.times import start_of
from vault.formatting import size
from vault.i18n import _, ngettext
from vault.record.measures import Measure
from vault.trends.chart import Speech
from vault.usecases import exporting, people
from vault.usecases.files_out import written
from vault.wording.charts import speech
from vault.wording.paper import forms


def _run(call: Call) -> Answer:
    options, session = call.options, call.session()
    out, person = Path(options.out), people.named(session, options.person)
    zone = ZoneInfo(person.zone)
    first, last = (
        None if text is None else start_of(text, zone, option).astimezone(zone).date()
        for text, option in ((options.first, "--from"), (options.last, "--to"))
    )
    asked = exporting.wanted(session, options.kind, person, first, last)
    today = session.clock.now().astimezone(zone).date()

    def said(measure: Measure) -> Speech:
        return speech(measure, today)

    words = exporting.Words(forms(), said)
    made = exporting.export(session, asked, words, lambda body: written(out, body))
    data: dict[str, Any] = {
        "file": str(out),
        "bytes": len(made.body),
        "items": made.items,
        "gaps": [_gap(one) for one in made.gaps],
    }
    return Answer(data, _said(out, made))


def _gap(gap: exporting.Gap) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": gap.kind, "count": gap.count}
    if gap.name:
        told["name"] = gap.name
    if gap.first and gap.last:
        told |= {"from": gap.first.isoformat(), "to": gap.last.isoformat()}
    return told


def _said(out: Path, made: exporting.Made) -> list[str]:
    held = sum(one.count for one in made.gaps if one.kind == "withheld")
    told = [
        _("The file is {file} ({size}).").format(file=out, size=size(len(made.body))),
        *exporting.missing(made, forms()),
    ]
    if held:
        told.append(
            ngettext(
                "{count} item that is kept out of shares is not in it.",
                "{count} items that are kept out of shares are not in it.",
                held,
            ).format(count=held)
        )
    told.append(_("This file is not encrypted: anyone who has it can read it."))
    return told


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", metavar=_("KIND"), choices=[one.name for one in exporting.known()])
    parser.add_argument("--out", required=True, metavar=_("FILE"))
    parser.add_argument("--from", dest="first", metavar=_("TIME"))
    parser.add_argument("--to", dest="last", metavar=_("TIME"))
    parser.add_argument("--person", metavar=_("NAME"))


COMMANDS: Final = (
    Command(("export",), lambda: _("A file for a person or another program"), _run, _arguments),
)
