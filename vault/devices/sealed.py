"""What opens an encrypted advertisement: the key that a person gave, the address of the device."""

from __future__ import annotations

from vault.devices.decoder import Settings

_KEY_BYTES, _ADDRESS_BYTES = 16, 6


def key(settings: Settings) -> bytes | None:
    """Return the bind key of a device; None where nobody gave one."""
    try:
        found = bytes.fromhex(str(settings.get("key") or ""))
    except ValueError:
        return None
    return found if len(found) == _KEY_BYTES else None


def address(settings: Settings) -> bytes | None:
    """Return the six bytes of the address as it is written; None where the system hides it."""
    try:
        found = bytes.fromhex(str(settings.get("address") or "").replace(":", ""))
    except ValueError:
        return None
    return found if len(found) == _ADDRESS_BYTES else None
