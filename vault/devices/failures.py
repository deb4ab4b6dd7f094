"""What bleak and the bus raise, said in the words of `vault.errors`.

Told by the attributes of an exception, so that only `radio.py` needs bleak itself.
"""

from __future__ import annotations

from typing import Final

from vault import errors as e

_BUS: Final[dict[str, type[e.DeviceUnreachable]]] = {
    "org.freedesktop.DBus.Error.ServiceUnknown": e.BluetoothOff,  # a bus without bluetoothd
    "org.freedesktop.DBus.Error.NameHasNoOwner": e.BluetoothOff,
    "org.freedesktop.DBus.Error.NoReply": e.BluetoothOff,
    "org.freedesktop.DBus.Error.Disconnected": e.BluetoothOff,
    "org.freedesktop.DBus.Error.AccessDenied": e.BluetoothDenied,
    "org.freedesktop.DBus.Error.UnknownObject": e.DeviceOutOfRange,
    "org.bluez.Error.NotReady": e.BluetoothOff,
    "org.bluez.Error.InProgress": e.BluetoothBusy,
    "org.bluez.Error.NotPermitted": e.DeviceNeedsPairing,
    "org.bluez.Error.NotAuthorized": e.DeviceNeedsPairing,
    "org.bluez.Error.DoesNotExist": e.DeviceOutOfRange,
}
_PAIRING: Final = (
    "org.bluez.Error.AuthenticationFailed", "org.bluez.Error.AuthenticationCanceled",
    "org.bluez.Error.AuthenticationRejected", "org.bluez.Error.AuthenticationTimeout",
)  # fmt: skip
_ADAPTER: Final[dict[str, type[e.DeviceUnreachable]]] = {
    "NO_BLUETOOTH": e.BluetoothAbsent,
    "NO_BLE_CENTRAL_ROLE": e.BluetoothAbsent,
    "POWERED_OFF": e.BluetoothOff,
    "DENIED_BY_USER": e.BluetoothDenied,
    "DENIED_BY_SYSTEM": e.BluetoothDenied,
    "DENIED_BY_UNKNOWN": e.BluetoothDenied,
}
_WANTS_BOND: Final = (0x05, 0x08, 0x0C, 0x0F)  # ATT: authentication, authorization, encryption
_NOT_NOW: Final = ("Read not permitted", "Write not permitted", "Notify not permitted")


def failure(error: BaseException, device: str, *, code_asked: bool = False) -> e.DeviceUnreachable:
    """Say what went wrong; `device` is the name it shows.

    `code_asked` tells whether the device asked us for a code: then a failed pairing is a wrong one.
    """
    reason = getattr(getattr(error, "reason", None), "name", "")
    if reason:
        return _ADAPTER.get(reason, e.BluetoothOff)(device)
    if isinstance(error, FileNotFoundError | ConnectionRefusedError | PermissionError):
        return (e.BluetoothDenied if isinstance(error, PermissionError) else e.BluetoothOff)(device)
    name = getattr(error, "dbus_error", "")
    if name in _PAIRING:
        return e.DeviceCodeWrong(device) if code_asked else e.PairingBlocked(device)
    if name and not any(words in str(error) for words in _NOT_NOW):
        return _BUS.get(name, e.DeviceRefused)(device)
    return _of_link(error, device)


def _of_link(error: BaseException, device: str) -> e.DeviceUnreachable:
    code = getattr(error, "code", None)
    if code is not None:
        if int(code) in _WANTS_BOND:
            return e.DeviceNeedsPairing(device)
        return e.DeviceProtocol(device, int(code))
    if hasattr(error, "identifier"):  # BleakDeviceNotFoundError
        return e.DeviceOutOfRange(device)
    return (e.DeviceProtocol if hasattr(error, "dbus_error") else e.DeviceRefused)(device)


def att_code(error: BaseException) -> int | None:
    """Return the code of an ATT error, when it is one."""
    code = getattr(error, "code", None)
    return None if code is None else int(code)
