"""The ways in: one data key, wrapped once for each of them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from vault.crypto.base64url import b64
from vault.crypto.derive import kek_of_file, kek_of_words
from vault.crypto.kdf import FLOOR, Cost, allow, key_of
from vault.crypto.recovery_words import BadWords, secret_of
from vault.crypto.wrap import unwrap, wrap
from vault.errors import NoSuchWayIn, VaultDamaged, WrongPassphrase
from vault.record.ways_in import KeyFile, Passphrase, Way, WayIn, Words
from vault.store.header import Header, unpacked

KIND: Final[dict[type[Way], str]] = {
    Passphrase: "passphrase", Words: "recovery", KeyFile: "keyfile",
}  # fmt: skip
_SALT, _NONCE, _WRAPPED = 16, 12, 48
_LEAST_SALT, _MOST_SALT = 16, 64
_FILE_HEAD: Final = b"CARNET KEY FILE 1"
_FILE_BYTES: Final = 64
_HKDF: Final = "hkdf-sha256"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a slot may cost: at least this, and at most half of the memory of the computer."""

    least: Cost = FLOOR
    memory_kib: int = 8_388_608


def opened(header: Header, way: Way, bounds: Bounds) -> bytearray:
    """Return the data key that a way in opens; the costs are judged before anything is derived.

    Raises:
        WrongPassphrase: the passphrase opens no slot; an altered slot looks just the same.
        NoSuchWayIn: no slot of this kind, or the words or the file open none.
        SlotTooWeak, KdfTooHeavy: the slot asks for too little or too much.
        VaultDamaged: the slot is not of its shape.
    """
    kind = KIND[type(way)]
    slots = [slot for slot in header.slots if slot["kind"] == kind]
    if not slots:
        raise NoSuchWayIn(kind)
    secret = _secret(way)
    for slot in slots:
        nonce, wrapped = _bytes(slot, "nonce", _NONCE), _bytes(slot, "wrapped", _WRAPPED)
        kek = _kek(way, secret, slot, bounds)
        try:
            return bytearray(unwrap(wrapped, kek, nonce, header.bound(slot)))
        except WrongPassphrase:
            continue
    if isinstance(way, Passphrase):
        raise WrongPassphrase
    raise NoSuchWayIn(kind)


def made(header: Header, way: Way, data_key: bytes | bytearray, cost: Cost) -> dict[str, Any]:
    """Return a new slot of this header for a way in; `cost` counts for a passphrase only."""
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    kdf: dict[str, Any] = {"name": _HKDF, "salt": b64(salt)}
    if isinstance(way, Passphrase):
        kdf = {
            "name": "argon2id", "version": 19, "memory_kib": cost.memory_kib,
            "iterations": cost.iterations, "lanes": cost.lanes, "salt": b64(salt),
        }  # fmt: skip
    slot = {"id": _free_id(header), "kind": KIND[type(way)], "kdf": kdf}
    kek = _kek(way, _secret(way), slot, Bounds(cost, 2 * cost.memory_kib))
    wrapped = wrap(bytes(data_key), kek, nonce, header.bound(slot))
    return {**slot, "nonce": b64(nonce), "wrapped": b64(wrapped)}


def listed(header: Header) -> tuple[WayIn, ...]:
    """Tell the ways in of a header, those of later versions too."""
    return tuple(WayIn(slot["id"], slot["kind"], _memory(slot)) for slot in header.slots)


def key_file(secret: bytes) -> bytes:
    """Write the 64 bytes of a key file: a first line, base64, a check."""
    check = hashlib.sha256(secret).hexdigest()[:8]
    return b"%s\n%s\ncheck %s\n" % (_FILE_HEAD, base64.b64encode(secret), check.encode())


def _secret(way: Way) -> bytes:
    if isinstance(way, Words):
        try:
            return secret_of(way.text)
        except BadWords as bad:
            raise NoSuchWayIn("recovery", bad.problem, bad.place) from None
    return _in_file(way.content) if isinstance(way, KeyFile) else b""


def _in_file(content: bytes) -> bytes:
    packed_words = content.split()
    head, check = _FILE_HEAD.split(), packed_words[-2:]
    if len(packed_words) < len(head) + 3 or packed_words[: len(head)] != head:
        raise NoSuchWayIn("keyfile", "unknown")
    try:
        secret = base64.b64decode(b"".join(packed_words[len(head) : -2]), validate=True)
    except (binascii.Error, ValueError):
        raise NoSuchWayIn("keyfile", "check") from None
    told = hashlib.sha256(secret).hexdigest()[:8].encode()
    if len(secret) != _FILE_BYTES or check != [b"check", told]:
        raise NoSuchWayIn("keyfile", "check")
    return secret


def _kek(way: Way, secret: bytes, slot: Mapping[str, Any], bounds: Bounds) -> bytes:
    kdf = slot.get("kdf")
    if not isinstance(kdf, dict):
        raise VaultDamaged("header")
    salt = unpacked(kdf.get("salt"), _LEAST_SALT, _MOST_SALT)
    if isinstance(way, Passphrase):
        cost = _cost(kdf)
        allow(cost, bounds.least, bounds.memory_kib)
        return key_of(way.text, salt, cost)
    if kdf.get("name") != _HKDF:
        raise VaultDamaged("header")
    return kek_of_words(secret, salt) if isinstance(way, Words) else kek_of_file(secret, salt)


def _cost(kdf: Mapping[str, Any]) -> Cost:
    numbers = [kdf.get(name) for name in ("memory_kib", "iterations", "lanes")]
    whole = [number for number in numbers if type(number) is int]
    if len(whole) != len(numbers) or (kdf.get("name"), kdf.get("version")) != ("argon2id", 19):
        raise VaultDamaged("header")
    return Cost(*whole)


def _bytes(slot: Mapping[str, Any], name: str, size: int) -> bytes:
    return unpacked(slot.get(name), size)


def _free_id(header: Header) -> str:
    numbers = [int(way["id"][1:]) for way in header.slots if way["id"][1:].isdecimal()]
    return f"s{max(numbers, default=0) + 1}"


def _memory(slot: Mapping[str, Any]) -> int | None:
    kdf = slot.get("kdf")
    memory = kdf.get("memory_kib") if isinstance(kdf, dict) else None
    return memory if type(memory) is int else None
