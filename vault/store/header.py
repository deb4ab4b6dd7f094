"""`vault.json`: what lies beside the database in clear, read within limits, nothing personal."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from vault.crypto import strict_json
from vault.crypto.base64url import b64, unb64
from vault.crypto.derive import mac, same
from vault.crypto.wrap import canonical
from vault.errors import HeaderAltered, NotAVault, VaultDamaged, VaultTooNew

FORMAT: Final = "carnet-vault"
VERSION: Final = 1
CIPHER: Final = {"database": "sqlcipher-4", "wrap": "A256GCM"}
MOST_BYTES: Final = 65_536
_DEPTH, _STRING, _MOST_SLOTS = 6, 1024, 16
_MOST_GENERATIONS: Final = 2**53  # what every JSON reader counts exactly
_CHECK_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Header:
    """One header, with every field it came with: those we do not know are kept."""

    fields: Mapping[str, Any] = field(repr=False)

    @property
    def vault_id(self) -> str:
        """The UUID of the vault."""
        return str(self.fields["vault_id"])

    @property
    def generation(self) -> int:
        """How often the header was written."""
        return int(self.fields["generation"])

    @property
    def slots(self) -> tuple[Mapping[str, Any], ...]:
        """The ways in."""
        return tuple(self.fields["slots"])

    @property
    def written(self) -> bytes:
        """The bytes of the file, in the one form that is hashed."""
        return canonical(self.fields)

    @property
    def sha256(self) -> bytes:
        """The hash that the database remembers."""
        return hashlib.sha256(self.written).digest()

    def bound(self, slot: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is authenticated with a slot, so that it cannot move or be cheapened."""
        bare = {name: value for name, value in slot.items() if name not in ("nonce", "wrapped")}
        kept = {name: self.fields[name] for name in ("format", "version", "vault_id", "cipher")}
        return {**kept, "slot": bare}

    def holding(self, slots: Sequence[Mapping[str, Any]]) -> Header:
        """Return the same header with these slots, unsealed: good for making a slot of it."""
        return Header({**self.fields, "slots": list(slots)})

    def next(self, slots: Sequence[Mapping[str, Any]], key: bytes) -> Header:
        """Return the following generation with these slots, sealed under the `header-mac` key."""
        fields = {**self.fields, "slots": list(slots), "generation": self.generation + 1}
        return sealed(fields, key)

    def prove(self, key: bytes) -> None:
        """Compare the MAC; call it right after the data key is known.

        Raises:
            HeaderAltered: somebody who could not make the MAC changed the header.
        """
        without = {name: value for name, value in self.fields.items() if name != "mac"}
        if not same(mac(key, canonical(without)), unpacked(self.fields.get("mac"), 32)):
            raise HeaderAltered


def fresh(vault_id: str) -> Header:
    """Return the header of a vault that has no way in yet: generation 0, never written."""
    fields = {
        "format": FORMAT, "version": VERSION, "vault_id": vault_id, "generation": 0,
        "cipher": CIPHER, "slots": [],
    }  # fmt: skip
    return Header(fields)


def sealed(fields: Mapping[str, Any], key: bytes) -> Header:
    """Return a header with its check and its MAC made anew."""
    bare = {name: value for name, value in fields.items() if name not in ("check", "mac")}
    checked = {**bare, "check": b64(_check(bare))}
    return Header({**checked, "mac": b64(mac(key, canonical(checked)))})


def parsed(raw: bytes) -> Header:
    """Read a header within the limits of the format, before any key is derived.

    Raises:
        VaultDamaged: it is not what was once written (accident or clumsy hands).
        NotAVault: a sound file of another kind.
        VaultTooNew: of a later version, or with a cipher that we do not know.
    """
    if len(raw) > MOST_BYTES:
        raise VaultDamaged("header")
    try:
        fields = strict_json.read(raw)
        _within(fields)
        bare = {name: value for name, value in fields.items() if name not in ("check", "mac")}
        sound = same(_check(bare), unpacked(fields.get("check"), _CHECK_BYTES))
    except (ValueError, AttributeError):
        raise VaultDamaged("header") from None
    if not sound:
        raise VaultDamaged("header")
    return _shaped(fields)


def unpacked(text: object, least: int, most: int | None = None) -> bytes:
    """Read base64url without padding, of `least` to `most` bytes (of exactly `least`).

    Raises:
        VaultDamaged: it is something else.
    """
    try:
        raw = unb64(text) if isinstance(text, str) else b""
    except ValueError:
        raise VaultDamaged("header") from None
    if not least <= len(raw) <= (most or least):
        raise VaultDamaged("header")
    return raw


def _check(bare: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(canonical(bare)).digest()[:_CHECK_BYTES]


def _shaped(fields: dict[str, Any]) -> Header:
    if fields.get("format") != FORMAT:
        raise NotAVault
    version = fields.get("version")
    if type(version) is not int or version < 1:
        raise VaultDamaged("header")
    if version > VERSION or fields.get("cipher") != CIPHER:
        raise VaultTooNew(version, VERSION)
    if not (_is_id(fields.get("vault_id")) and _is_generation(fields.get("generation"))):
        raise VaultDamaged("header")
    slots = fields.get("slots")
    if not isinstance(slots, list) or not 1 <= len(slots) <= _MOST_SLOTS:
        raise VaultDamaged("header")
    ids = [slot.get("id") for slot in slots if isinstance(slot, dict) and _names(slot)]
    if len(ids) != len(slots) or len(set(ids)) != len(ids):
        raise VaultDamaged("header")
    return Header(fields)


def _names(slot: Mapping[str, Any]) -> bool:
    return isinstance(slot.get("id"), str) and isinstance(slot.get("kind"), str)


def _is_id(value: object) -> bool:
    try:
        return isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        return False


def _is_generation(value: object) -> bool:
    return type(value) is int and 1 <= value < _MOST_GENERATIONS


def _within(value: object, depth: int = 1) -> None:
    if isinstance(value, str):
        if len(value.encode()) > _STRING:
            raise ValueError
    elif isinstance(value, dict | list):
        if depth > _DEPTH:
            raise ValueError
        inner = [*value, *value.values()] if isinstance(value, dict) else value
        for one in inner:
            _within(one, depth + 1)
