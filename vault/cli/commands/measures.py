"""`carnet measures`: the measurements of a record, one by one."""

from __future__ import annotations

from argparse import ArgumentParser
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from vault.cli.command import Answer, Call, Command, Table
from vault.cli.times import end_of, start_of
from vault.formatting import number
from vault.i18n import _
from vault.record.measures import MEASURES
from vault.usecases import people
from vault.usecases.measurements import Measurement, measurements
from vault.wording.measures import measure_name
from vault.wording.units import unit_word

_ALWAYS: Final = 1 << 60


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--measure", metavar=_("MEASURE"))
    parser.add_argument("--from", dest="first", metavar=_("TIME"))
    parser.add_argument("--to", dest="last", metavar=_("TIME"))
    parser.add_argument("--all", action="store_true", help=_("superseded and duplicate ones too"))
    parser.add_argument("--person", metavar=_("NAME"), help=_("whose record"))


def _run(call: Call) -> Answer:
    options, session = call.options, call.session()
    person = people.named(session, options.person)
    zone = ZoneInfo(person.zone)
    first = start_of(options.first, zone, "--from") if options.first else None
    last = end_of(options.last, zone, "--to") if options.last else None
    period = (
        -_ALWAYS if first is None else int(first.timestamp() * 1000),
        _ALWAYS if last is None else round(last.timestamp() * 1000) + 1,
    )
    found = measurements(session, person, options.measure, period, everything=options.all)
    heads = [_("Date"), _("Measurement"), _("Value"), _("Source")]
    rows = [[one.time, _name(one), _said(one), one.source] for one in found]
    return Answer({"measures": [_plain(one) for one in found]}, [Table(heads, rows)])


def _plain(one: Measurement) -> dict[str, Any]:
    plain: dict[str, Any] = {"id": one.id, "measure": one.measure, "time": one.time}
    if one.end is not None:
        plain["end"] = one.end
    if one.components is not None:
        plain["components"] = dict(one.components)
    if one.components is None or one.value is not None:
        plain["value"] = one.value
    plain |= {
        name: said
        for name, said in (
            ("stage", one.stage), ("comparator", one.comparator), ("absent", one.absent),
            ("context", dict(one.context)),
        )
        if said
    }  # fmt: skip
    if one.original is not None:
        plain["original"] = {"value": one.original[0], "unit": one.original[1]}
    return plain | {
        "unit": one.unit, "source": one.source, "batch": one.batch, "status": one.status,
        "time_quality": one.quality,
    }  # fmt: skip


def _name(one: Measurement) -> str:
    measure = MEASURES.get(one.measure)
    return one.measure if measure is None else measure_name(measure)


def _said(one: Measurement) -> str:
    measure = MEASURES.get(one.measure)
    decimals = 2 if measure is None else measure.decimals
    if one.value is None and one.components is not None:
        parts = [value for name, value in one.components.items() if name != "mean"]
        figures = "/".join("\u2013" if part is None else _figure(part, decimals) for part in parts)
    else:
        figures = "\u2013" if one.value is None else _figure(one.value, decimals)
    return f"{one.comparator or ''}{figures}\u00a0{unit_word(one.unit)}".rstrip()


def _figure(value: Decimal | float, decimals: int) -> str:
    return number(value, decimals)


COMMANDS: Final = (Command(("measures",), lambda: _("Measurements of a record"), _run, _arguments),)
