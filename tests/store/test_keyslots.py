"""V03, V04: no slot moves, none is cheapened, none opens by chance."""

from __future__ import annotations

import copy
from typing import Any
from uuid import uuid4

import pytest

from vault.crypto.base64url import b64, unb64
from vault.crypto.derive import subkey
from vault.crypto.kdf import Cost
from vault.crypto.recovery_words import words_of
from vault.errors import (
    KdfTooHeavy,
    NoSuchWayIn,
    SlotTooWeak,
    VaultDamaged,
    VaultError,
    WrongPassphrase,
)
from vault.record.ways_in import KeyFile, Passphrase, Way, Words
from vault.store.header import Header, fresh
from vault.store.keyslots import Bounds, key_file, made, opened

KEY = bytearray(range(32))
LIGHT = Cost(8192, 1, 1)
BOUNDS = Bounds(LIGHT, 1024 * 1024)
PHRASE = Passphrase("cheval correct pile agrafe")
SHEET = Words(" ".join(words_of(bytes(range(16)))))
FILE = KeyFile(key_file(bytes(range(64))))
WAYS: tuple[Way, ...] = (PHRASE, SHEET, FILE)


def vault(vault_id: str | None = None) -> Header:
    header = fresh(vault_id or str(uuid4()))
    slots: list[dict[str, Any]] = []
    for way in WAYS:
        slots.append(made(header.holding(slots), way, KEY, LIGHT))
    return header.next(slots, subkey(KEY, header.vault_id, "header-mac"))


HEADER = vault()


def altered(number: int, **changes: Any) -> Header:
    fields = copy.deepcopy(dict(HEADER.fields))
    slot = fields["slots"][number]
    kdf = {name: changes.pop(name) for name in list(changes) if name in slot["kdf"]}
    slot["kdf"].update(kdf)
    slot.update(changes)
    return Header(fields)


@pytest.mark.parametrize("way", WAYS, ids=["passphrase", "words", "file"])
def test_each_way_opens(way: Way) -> None:
    assert opened(HEADER, way, BOUNDS) == KEY


@pytest.mark.parametrize("number", range(3))
def test_a_slot_cannot_move_to_another_vault(number: int) -> None:
    other = vault()
    moved = other.holding([HEADER.slots[number]])
    with pytest.raises((WrongPassphrase, NoSuchWayIn)):
        opened(moved, WAYS[number], BOUNDS)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "s7"},
        {"memory_kib": 9000},
        {"iterations": 2},
        {"lanes": 2},
        {"salt": b64(bytes(16))},
        {"note": "more"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_slot_looks_like_a_wrong_passphrase(change: dict[str, Any]) -> None:
    with pytest.raises(WrongPassphrase):
        opened(altered(0, **change), PHRASE, BOUNDS)


@pytest.mark.parametrize("name", ["vault_id", "cipher", "version", "format"])
def test_a_slot_belongs_to_its_header(name: str) -> None:
    other = Header({**HEADER.fields, name: str(uuid4())})
    with pytest.raises(WrongPassphrase):
        opened(other, PHRASE, BOUNDS)


def test_a_slot_of_another_kind_opens_nothing() -> None:
    with pytest.raises(NoSuchWayIn):
        opened(altered(2, kind="recovery"), FILE, BOUNDS)
    sheet = altered(1, kind="keyfile")
    with pytest.raises(NoSuchWayIn):
        opened(sheet.holding(sheet.slots[1:2]), FILE, BOUNDS)
    with pytest.raises(VaultDamaged):
        opened(altered(1, name="argon2id"), SHEET, BOUNDS)
    with pytest.raises(VaultDamaged):
        opened(altered(0, name="argon2d"), PHRASE, BOUNDS)


@pytest.mark.parametrize("field", ["wrapped", "nonce"])
@pytest.mark.parametrize("number", [1, 2])
def test_every_flipped_byte_is_refused(number: int, field: str) -> None:
    raw = unb64(HEADER.slots[number][field])
    for place in range(len(raw)):
        hurt = bytearray(raw)
        hurt[place] ^= 0x40
        with pytest.raises(NoSuchWayIn):
            opened(altered(number, **{field: b64(bytes(hurt))}), WAYS[number], BOUNDS)


def test_the_cost_is_judged_before_it_is_paid() -> None:
    with pytest.raises(SlotTooWeak):
        opened(HEADER, PHRASE, Bounds())  # the floor of the program
    with pytest.raises(KdfTooHeavy):
        opened(altered(0, memory_kib=2**31), PHRASE, BOUNDS)
    for salt in (b64(bytes(15)), b64(bytes(65)), "=", None):
        with pytest.raises(VaultDamaged):
            opened(altered(0, salt=salt), PHRASE, BOUNDS)


def test_a_way_that_a_vault_does_not_have() -> None:
    with pytest.raises(NoSuchWayIn) as refused:
        opened(HEADER.holding(HEADER.slots[:1]), SHEET, BOUNDS)
    assert refused.value.kind == "recovery"


def test_a_key_file_is_read_whatever_its_line_ends() -> None:
    content = key_file(bytes(range(64)))
    head, middle, check = content.splitlines()
    for same in (
        content.replace(b"\n", b"\r\n"),
        b" ".join((head, middle[:40], middle[40:], check)),
        b"\n\n" + content,
    ):
        assert opened(HEADER, KeyFile(same), BOUNDS) == KEY


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"CARNET KEY FILE 2\n" + key_file(bytes(64)).split(b"\n", 1)[1],
        key_file(bytes(64))[:-3],
        key_file(bytes(63)),
        key_file(bytes(64)).replace(b"AAAA", b"AA*A", 1),
        key_file(bytes(64)).replace(b"check ", b""),
        b"\xff" * 500,
    ],
)
def test_what_is_no_key_file_opens_nothing(content: bytes) -> None:
    with pytest.raises(NoSuchWayIn):
        opened(HEADER, KeyFile(content), BOUNDS)


def test_another_key_file_and_another_sheet_open_nothing() -> None:
    """V20: the sheet of another vault."""
    for way in (KeyFile(key_file(bytes(64))), Words(" ".join(words_of(bytes(16))))):
        with pytest.raises(NoSuchWayIn):
            opened(HEADER, way, BOUNDS)


def test_new_slots_have_fresh_salts_nonces_and_free_ids() -> None:
    one, other = made(HEADER, PHRASE, KEY, LIGHT), made(HEADER, PHRASE, KEY, LIGHT)
    assert one["id"] == other["id"] == "s4"
    assert one["nonce"] != other["nonce"]
    assert one["kdf"]["salt"] != other["kdf"]["salt"]
    odd = HEADER.holding([{"id": "sheet", "kind": "x"}])
    assert made(odd, PHRASE, KEY, LIGHT)["id"] == "s1"


def test_nothing_secret_shows_in_a_repr() -> None:
    """V30."""
    told = repr((*WAYS, HEADER))
    assert "cheval" not in told
    assert "appuyer" not in told
    assert "AAEC" not in told
    assert not issubclass(ValueError, VaultError)
