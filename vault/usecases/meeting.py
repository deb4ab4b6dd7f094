"""The first connection with a device: a bond where it asks for one, and what it says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import hexdigits
from typing import Final

from vault.devices import information
from vault.devices.air import Answers, Connection, Progress, Radio, Seen
from vault.devices.decoder import Decoder
from vault.devices.registry import claimants
from vault.errors import DeviceKeyWrong, DeviceNeedsPairing, DeviceOutOfRange, DeviceUnsupported

FULLER: Final = 5.0  # seconds for an advertisement that tells more
_KEY_DIGITS: Final = 32  # hexadecimal: 16 bytes
_SEARCH: Final = 20.0  # seconds until a device that was named is out of range


class Nobody:
    """There is nobody to answer: what asks for no code still bonds."""

    async def code(self) -> str | None:
        """Nobody types it."""
        return None

    async def same(self, _digits: str) -> bool:
        """Nobody compares."""
        return False


async def no_key() -> str | None:
    """Nobody knows the key of a device that encrypts; it is added all the same."""
    return None


@dataclass(frozen=True, slots=True)
class Meet:
    """How a device is met: who answers it, and whether it is bonded without asking for that."""

    answers: Answers = field(default_factory=Nobody)
    bond: bool = False
    tried: Progress = lambda _attempt, _of: None
    known: Sequence[Decoder] | None = None  # None: the shelf
    key: Callable[[], Awaitable[str | None]] = no_key  # asked where a device encrypts


@dataclass(frozen=True, slots=True)
class Meeting:
    """What one connection told before anything was kept."""

    seen: Seen
    chosen: tuple[Decoder, ...]
    said: Mapping[str, str]
    battery: int | None
    bonded: bool
    clockless: bool | None
    key: str | None = field(default=None, repr=False)


async def found(radio: Radio, address: str, seconds: float = _SEARCH) -> Seen:
    """Scan for one device, a little longer for an advertisement that says what it is.

    Raises:
        DeviceOutOfRange: it was not seen.
    """
    there: list[Seen] = []

    def seen(one: Seen) -> bool:
        if one.address.casefold() == address.casefold():
            there.append(one)
        return bool(there) and bool(claimants(there[-1]))

    await radio.nearby(min(FULLER, seconds), seen)
    if not there and seconds > FULLER:
        await radio.nearby(seconds - FULLER, seen)
    if not there:
        raise DeviceOutOfRange(address)
    return there[-1]


async def met(radio: Radio, seen: Seen, meet: Meet) -> Meeting:
    """Connect once, bond where the device asks for that, and read what it says about itself.

    What only advertises is not connected; where it encrypts, its key is asked for.

    Raises:
        DeviceKeyWrong: what was given is no key.
    """
    heard = claimants(seen, meet.known)
    if any(one.broadcasts for one in heard):
        key = await _key(seen, heard, meet)
        return Meeting(seen, heard, {}, None, bonded=False, clockless=None, key=key)
    async with radio.connected(seen, meet.tried) as link:
        whole = replace(seen, services=seen.services | link.services.keys())
        chosen = claimants(whole, meet.known)
        if not chosen:
            raise DeviceUnsupported(seen.name or seen.address)
        if not link.bonded and (meet.bond or await _wants_bond(link, chosen)):
            async with radio.answering(meet.answers):
                await link.pair()
        said = await information.about(link)
        battery = await information.battery(link)
        clockless = await information.clockless(link, chosen)
    return Meeting(whole, chosen, said, battery, link.bonded, clockless)


async def _key(seen: Seen, heard: Sequence[Decoder], meet: Meet) -> str | None:
    if not any("bindkey" in one.needs for one in heard):
        return None
    told = await meet.key()
    digits = "".join((told or "").split()).lower()
    if digits and (len(digits) != _KEY_DIGITS or set(digits) - set(hexdigits)):
        raise DeviceKeyWrong(seen.name or seen.address)
    return digits or None


async def _wants_bond(link: Connection, chosen: Sequence[Decoder]) -> bool:
    """Read what may be read of the services we know: a device that wants a bond says so."""
    ours = frozenset[str]().union(*(decoder.claims.services for decoder in chosen))
    channels = {channel.uuid for decoder in chosen for channel in decoder.channels}
    for service in ours & link.services.keys():
        for uuid in sorted(link.services[service] & link.readable - channels):
            try:
                await link.read(uuid)
            except DeviceNeedsPairing:
                return True
    return any("bond" in decoder.needs for decoder in chosen)
