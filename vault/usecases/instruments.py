"""The devices of a vault: what is recognised, what is near, adding, changing, forgetting."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import uuid4

from vault.devices import information
from vault.devices.air import Radio, Seen
from vault.devices.registry import claimants, decoders
from vault.errors import (
    DeviceForgot,
    DeviceRefused,
    DeviceUnreachable,
    NotFound,
)
from vault.record.changes import Changes
from vault.record.instrument import Instrument
from vault.record.person import Person
from vault.record.provenance import Source
from vault.usecases.lanes import Lane, here
from vault.usecases.meeting import FULLER, Meet, Meeting, found, met
from vault.usecases.session import Session

__all__ = (
    "Family", "Linking", "Meet", "Nearby", "Seen", "add", "added", "allowed", "change",
    "everything", "forget", "nearby", "recognised", "supported",
)  # fmt: skip

FIRST_WAVE: Final = 1


@dataclass(frozen=True, slots=True)
class Linking:
    """For whom a device is: one person, several, or (empty) nobody yet; slots and codes."""

    people: tuple[str, ...] = ()  # uids
    slots: Mapping[int, str] = field(default_factory=dict)  # slot -> uid, said by a person
    codes: Mapping[int, int] = field(default_factory=dict, repr=False)  # slot -> consent code
    key: str | None = field(default=None, repr=False)  # bind key, 32 hexadecimal digits

    @property
    def person(self) -> str | None:
        """The one person it is for."""
        return self.people[0] if len(self.people) == 1 else None


@dataclass(frozen=True, slots=True)
class Nearby:
    """A device that was seen, and what reads it."""

    seen: Seen
    drivers: tuple[str, ...]
    added: bool


@dataclass(frozen=True, slots=True)
class Family:
    """A family of devices that Carnet recognises; names are public."""

    driver: str
    name: str
    measures: tuple[str, ...]
    needs: tuple[str, ...]
    wave: int
    gesture: str


def supported() -> tuple[Family, ...]:
    """Return every family that Carnet recognises: recognised is not yet tried with a device."""
    return tuple(
        Family(
            one.name, one.title(), tuple(sorted(one.gives)), tuple(sorted(one.needs)), FIRST_WAVE,
            one.gesture(),
        )
        for one in sorted(decoders(), key=lambda one: one.name)
    )  # fmt: skip


def everything(session: Session) -> tuple[Instrument, ...]:
    """Return the devices that were added."""
    return session.vault.instruments.all()


def added(session: Session, address: str) -> Instrument:
    """Find a device that was added, by address or uid.

    Raises:
        NotFound: nothing that was added has it.
    """
    for one in session.vault.instruments.all():
        if address.casefold() in (one.address.casefold(), one.uid):
            return one
    raise NotFound(what="device")


async def nearby(
    session: Session, radio: Radio, seconds: float, lane: Lane = here,
    told: Callable[[Seen], None] = lambda _one: None,
) -> tuple[Nearby, ...]:  # fmt: skip
    """Listen for devices: those that are recognised first, then the nearest; nothing is kept.

    `told` hears of each device as it is heard; what asks the vault goes through `lane`.
    """
    there: dict[str, Seen] = {}

    def seen(one: Seen) -> bool:
        there[one.address] = _fuller(there.get(one.address), one)
        told(there[one.address])
        return False

    await radio.nearby(seconds, seen)
    known = {one.address for one in await lane(lambda: everything(session))}
    found = [recognised(one, known) for one in there.values()]
    return tuple(sorted(found, key=lambda one: (not one.drivers, -(one.seen.rssi or -127))))


def recognised(seen: Seen, known: Collection[str] = ()) -> Nearby:
    """Say what reads a device that was heard; `known` are the addresses that were added."""
    return Nearby(seen, tuple(one.name for one in claimants(seen)), seen.address in known)


async def add(
    session: Session, radio: Radio, address: str, linking: Linking, meet: Meet,
    lane: Lane = here,
) -> Instrument:  # fmt: skip
    """Add a device: connect, bond where it asks for that, read what it says about itself.

    No reading is taken. A device that forgot our bond is bonded again: adding it is the person's
    word for that.

    Raises:
        DeviceUnreachable: it is not there, not recognised, or the pairing did not succeed.
    """
    seen = await found(radio, address)
    try:
        meeting = await met(radio, seen, meet)
    except (DeviceForgot, DeviceRefused):
        if not seen.bonded:
            raise
        await radio.unpair(seen)
        meeting = await met(radio, await found(radio, address), meet)
    kept: Instrument = await lane(lambda: _keep(session, meeting, linking))
    return kept


def change(
    session: Session, uid: str, *, label: str | None = None, linking: Linking | None = None
) -> tuple[Instrument, Changes]:
    """Give a device another name, or other people, slots, codes and key."""
    known = added(session, uid)
    settings = dict(known.settings) | ({} if label is None else {"label": label})
    person = known.person
    if linking is not None:
        settings |= _linked(linking, settings, replace_people=bool(linking.people))
        person = linking.person if linking.people else person
    with session.act("device_changed", person, {"device": known.uid}):
        session.vault.instruments.change(known.uid, person, settings)
    return added(session, known.uid), Changes(frozenset())


async def forget(session: Session, radio: Radio, address: str, lane: Lane = here) -> Instrument:
    """Forget a device: its measures stay, its keys, codes and address go.

    The bond of this computer goes too when the device is near; that it is not is no failure.
    """
    known: Instrument = await lane(lambda: added(session, address))
    if known.settings.get("bonded"):
        with suppress(DeviceUnreachable):
            await radio.unpair(await found(radio, known.address, FULLER))

    def gone() -> None:
        with session.act("device_forgotten", known.person, {"device": known.uid}):
            session.vault.instruments.forget(known.uid, session.ms())

    await lane(gone)
    return known


def _fuller(before: Seen | None, now: Seen) -> Seen:
    """Join two advertisements of a device: the name may come later than the services."""
    if before is None:
        return now
    return replace(
        now,
        name=now.name or before.name,
        services=now.services | before.services,
        service_data={**before.service_data, **now.service_data},
        companies=now.companies | before.companies,
    )


def _keep(session: Session, met: Meeting, linking: Linking) -> Instrument:
    vault = session.vault
    with session.act("device_paired", linking.person) as told:
        mark = vault.instruments.mark(information.identity(met.said, met.seen.address))
        before = vault.instruments.marked(mark)
        uid = before.uid if before else str(uuid4())
        decided = met.chosen[0]
        source = Source(
            vendor=met.said.get("maker", ""), model=met.said.get("model", "") or met.seen.name,
            device_class=decided.device_class, serial=met.said.get("serial") or mark.hex(),
            label=met.seen.name,
        )  # fmt: skip
        settings: dict[str, Any] = {
            "address": met.seen.address, "name": met.seen.name, "serial": source.serial,
            "decoders": [one.name for one in met.chosen], "bonded": met.bonded,
            "clockless": met.clockless, "battery": met.battery,
            "services": sorted(met.seen.services), "firmware": met.said.get("firmware", ""),
        }  # fmt: skip
        if before and not before.forgotten:
            settings = {**before.settings, **settings}
        if met.key is not None:
            settings["key"] = met.key
        settings |= _linked(linking, settings, replace_people=True)
        made = Instrument(uid, decided.name, source, linking.person, settings, session.ms())
        vault.instruments.add(made, mark)
        told["device"] = uid
    return made


def _linked(
    linking: Linking, settings: Mapping[str, Any], *, replace_people: bool
) -> dict[str, Any]:
    slots: dict[str, dict[str, Any]] = dict(settings.get("slots", {}))
    for slot, person in linking.slots.items():
        slots[str(slot)] = {**slots.get(str(slot), {}), "person": person}
    for slot, code in linking.codes.items():
        slots[str(slot)] = {**slots.get(str(slot), {}), "code": code}
    told: dict[str, Any] = {"slots": slots}
    if replace_people:
        told["people"] = list(linking.people)
    return told | ({} if linking.key is None else {"key": linking.key})


def allowed(session: Session, asked: Sequence[Person]) -> tuple[str, ...]:
    """Return whom a device is for when nobody was named: the only person of the vault."""
    if asked:
        return tuple(one.uid for one in asked)
    everybody = session.vault.people.all()
    return (everybody[0].uid,) if len(everybody) == 1 else ()
