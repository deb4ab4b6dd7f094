"""How readings of devices stand in the answers of the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from vault.cli.command import Table
from vault.i18n import _
from vault.record.inbox import Waiting, WaitingValue
from vault.record.person import Person
from vault.wording import readings as words


def document(one: Waiting) -> dict[str, Any]:
    """Return one reading that waits, as `inbox list` shows it (`docs/cli.md`)."""
    return {
        "id": one.uid,
        "device": one.instrument,
        "received": one.received_at.isoformat(),
        "time": one.body["instant"],
        "values": [_value(value.canonical()) for value in one.values],
        "proposed": one.proposed,
        "reason": one.reason,
    }


def table(waiting: Iterable[Waiting], people: Iterable[Person], names: Mapping[str, str]) -> Table:
    """Return the readings that wait, for people; `names` of devices by uid."""
    called = {one.uid: one.called for one in people}
    heads = (_("Number"), _("Time"), _("Device"), _("Value"), _("Proposed"), _("Why"))
    rows = [
        (
            one.uid,
            str(one.body["instant"] or "–"),
            names.get(one.instrument, ""),
            words.values(one),
            called.get(one.proposed or "", "–"),
            words.reason(one, called.get(one.proposed or "", "")),
        )
        for one in waiting
    ]
    return Table(heads, rows)


def _value(one: WaitingValue) -> dict[str, Any]:
    told = {
        "measure": one.measure, "value": one.value, "unit": one.unit,
        "components": dict(one.components), "absent": one.absent, "comparator": one.comparator,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value or name == "value"}
