"""Kinds of devices and devices that are heard, as the dialog lists them; plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from vault.errors import BluetoothAbsent, VaultError
from vault.i18n import _
from vault.record.inbox import Waiting
from vault.record.measures import MEASURES
from vault.record.person import Person
from vault.ui.pages.pair.state import Kind, Near
from vault.usecases.instruments import Family, Nearby
from vault.usecases.measuring import Reading
from vault.wording import readings as words
from vault.wording.errors import sentence
from vault.wording.measures import measure_name

EXAMPLE: Final = "example"
_PLAYED: Final = "body_weight"  # what the example device measures
_ICONS: Final = {
    _PLAYED: "weight", "blood_pressure": "blood pressure", "heart_rate": "heart rate",
}  # fmt: skip


def kinds(families: Sequence[Family]) -> tuple[Kind, ...]:
    """Return every kind that can be added, the example last."""
    made = [
        Kind(one.driver, one.name, _gives(one.measures), _icon(one.measures)) for one in families
    ]
    plays = _("Plays a reading, without Bluetooth")
    return (*made, Kind(EXAMPLE, _("Example device"), plays, "example"))


def plays(family: Family) -> bool:
    """Tell whether the example device is one of a family."""
    return _PLAYED in family.measures


def near(found: Nearby, families: Mapping[str, Family]) -> Near:
    """Say a device that is heard; its kind is "" where Carnet does not recognise it."""
    seen, (driver, *_others) = found.seen, (*found.drivers, "")
    family = families.get(driver)
    kind = family.name if family else ""
    if found.added:
        kind = _("{kind}, added already").format(kind=kind)
    icon = _icon(family.measures) if family else "devices"
    name = seen.name or kind or seen.address
    return Near(seen.address, name, kind, words.signal(seen.rssi), icon)


def without(those: tuple[Near, ...], one: Near) -> tuple[Near, ...]:
    """Leave a device out."""
    return tuple(other for other in those if other.address != one.address)


def placed(those: tuple[Near, ...], one: Near) -> tuple[Near, ...]:
    """Put a device where it stood, else last: a list that jumps cannot be clicked."""
    if all(other.address != one.address for other in those):
        return (*those, one)
    return tuple(one if other.address == one.address else other for other in those)


def shown(waiting: Sequence[Waiting], last: Reading | None) -> Waiting | None:
    """Return the reading that was shown last, else the newest that waits."""
    frames = set(last.frames) if last is not None else set()
    mine = [one for one in waiting if frames & set(one.body["frames"])] or waiting
    return mine[-1] if mine else None


def wrong(error: VaultError | None) -> dict[str, object]:
    """Return what a state says of an error, and of the way on."""
    if error is None:
        return {}
    absent = isinstance(error, BluetoothAbsent)
    return {"error": sentence(error), "way_on": words.way_on(error), "file": absent}


def first(person: Person) -> str:
    """Return the name that a person is called by."""
    return person.given or person.called


def _gives(measures: Sequence[str]) -> str:
    return ", ".join(measure_name(MEASURES[key]) for key in measures if key in MEASURES)


def _icon(measures: Sequence[str]) -> str:
    return next((_ICONS[key] for key in measures if key in _ICONS), "devices")
