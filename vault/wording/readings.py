"""Words for what devices send: the reason of a proposal, signals, values as they are read."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from vault import errors as e
from vault.devices.decoder import Reading, Value
from vault.errors import VaultError
from vault.formatting import decimal
from vault.i18n import _
from vault.record.inbox import Waiting, WaitingValue

_STRONG, _FAIR = -60, -75  # dBm

_REASONS: Final[dict[str, Callable[[str, int | None], str]]] = {
    "slot": lambda _who, slot: _("slot {slot} of the scale").format(slot=slot),
    "near": lambda who, _slot: _("near the last measurement of {who}").format(who=who),
    "chosen": lambda who, _slot: _("chosen: {who}").format(who=who),
    "none": lambda _who, _slot: _("no proposal"),
    "weight_far": lambda who, _slot: _("far from the last weight of {who}").format(who=who),
    "out_of_bounds": lambda _who, _slot: _("a value that cannot be"),
    "other_slot": lambda _who, slot: _("slot {slot} is somebody else’s").format(slot=slot),
    "no_time": lambda _who, _slot: _("When was it?"),
    "questionable": lambda _who, _slot: _("the device itself is not sure"),
}
_SKIPPED: Final[dict[str, Callable[[], str]]] = {
    "unsuccessful": lambda: _("The device reports a failed measurement. Nothing was recorded."),
    "intermediate": lambda: _("Values while measuring were left out."),
    "zero": lambda: _("Values of zero were left out: nobody was there."),
    "no_contact": lambda: _("Without contact with the skin nothing was recorded."),
    "control_solution": lambda: _("Control solution: not recorded."),
    "demo": lambda: _("Demonstration values of the device: not recorded."),
    "testing": lambda: _("Test values of the device: not recorded."),
    "invalid_measurement": lambda: _("The device takes a measurement for invalid: not recorded."),
    "key_missing": lambda: _("What the device encrypts needs its key."),
    "wrong_key": lambda: _("The key does not open what the device sends."),
    "replay": lambda: _("Old frames that somebody sent again were left out."),
    "downgrade": lambda: _("Frames without encryption were refused: this device has a key."),
    "undecodable": lambda: _("Part of what the device sent could not be read. It was kept."),
}

_WAYS_ON: Final[dict[type[VaultError], Callable[[], str]]] = {
    e.BluetoothOff: lambda: _("Turn Bluetooth on in the settings of this computer."),
    e.BluetoothAbsent: lambda: _("Plug a Bluetooth adapter in, or import a file instead."),
    e.BluetoothDenied: lambda: _("Allow Carnet to use Bluetooth in the settings of the system."),
    e.BluetoothBusy: lambda: _("Close the other program, then try again."),
    e.DeviceOutOfRange: lambda: _("Wake the device up and bring it closer."),
    e.DeviceSilent: lambda: _("Take a measurement on the device, then try again."),
    e.DeviceForgot: lambda: _(
        "Remove the pairing on the device and in the settings of this computer, then try again."
    ),
    e.DeviceUserUnknown: lambda: _(
        "Give the number of your slot and its code in the settings of this device."
    ),
    e.DeviceFull: lambda: _("Free a user slot on the device itself, then try again."),
    e.DeviceKeyMissing: lambda: _("Give its key, 32 digits and letters, where it is added."),
    e.DeviceKeyWrong: lambda: _("Type the key again: 32 digits and letters."),
    e.DeviceCodeWrong: lambda: _("Look at the code on the device, then try again."),
    e.DeviceUnreachable: lambda: _("Bring the device closer, then try again."),
}


def reason(waiting: Waiting, who: str) -> str:
    """Say why somebody is proposed, or nobody; `who` is the name of the person proposed."""
    return _REASONS[waiting.reason](who, waiting.body.get("slot"))


def without_time() -> str:
    """Stand where the time of a reading would, when nobody knows it."""
    return _("time unknown")


def skipped(why: str) -> str | None:
    """Say why frames were left out; None where a person need not know."""
    said = _SKIPPED.get(why)
    return said() if said else None


def signal(rssi: int | None) -> str:
    """Say how near a device is."""
    if rssi is None:
        return ""
    if rssi > _STRONG:
        return _("strong")
    return _("medium") if rssi > _FAIR else _("weak")


def attempt(number: int, total: int) -> str:
    """Say that a device is being tried again; nothing of the first time."""
    return _("Attempt {n} of {total}").format(n=number, total=total) if number > 1 else ""


def way_on(error: VaultError) -> str:
    """Say what can be done when a device is not reached."""
    found = (said for kind, said in _WAYS_ON.items() if isinstance(error, kind))
    return next(found, lambda: "")()


def advice() -> tuple[str, ...]:
    """Say what to look at when a device does not appear."""
    return (
        _("Turn Bluetooth on in the settings of this computer."),
        _("Bring the device closer, to two metres at most."),
        _("Take it off the phone it is linked with: many devices answer one only."),
        _("Change its batteries if its screen stays dark."),
        _("Allow Carnet to use Bluetooth in the settings of the system."),
    )


def low_battery(device: str) -> str:
    """Say that a battery should be changed."""
    return _("{device}: the battery is almost empty.").format(device=device)


def clock(device: str, seconds: float, action: str) -> str:
    """Say that the clock of a device is wrong, and what was done about it."""
    minutes = round(abs(seconds) / 60)
    gap = _("{count} min").format(count=minutes)
    late = _("The clock of {device} is {gap} slow.") if seconds < 0 else _(
        "The clock of {device} is {gap} fast."
    )  # fmt: skip
    done = {
        "set": _("It was set."),
        "refused": _("It does not let Carnet set it."),
    }.get(action, _("Times were corrected."))
    return f"{late.format(device=device, gap=gap)} {done}"


def values(waiting: Waiting) -> str:
    """Say what was measured: 71.4 kg; 113/73 mmHg and 65 /min."""
    return _(" and ").join(_value(one) for one in waiting.values)


def reading(heard: Reading) -> str:
    """Say what a device has just sent, as it comes."""
    return _(" and ").join(_value(one) for one in heard.values)


def _value(one: WaitingValue | Value) -> str:
    unit = {"mm[Hg]": "mmHg", "[lb_av]": "lb"}.get(one.unit, one.unit)
    if one.components:
        parts = [one.components.get(name) for name in ("systolic", "diastolic")]
        return f"{'/'.join('–' if part is None else _number(part) for part in parts)}\u00a0{unit}"
    number = "–" if one.value is None else _number(one.value)
    return f"{one.comparator or ''}{number}\u00a0{unit}"


def _number(value: Decimal) -> str:
    return decimal(value.normalize() if value == value.to_integral_value() else value)
