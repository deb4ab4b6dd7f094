"""V01, V05: `vault.json` byte for byte, within its limits, whatever is put in its place."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.crypto.base64url import b64
from vault.crypto.derive import subkey
from vault.crypto.wrap import canonical
from vault.errors import HeaderAltered, NotAVault, VaultDamaged, VaultError, VaultTooNew
from vault.record.ways_in import KeyFile, Passphrase, Words
from vault.store.header import Header, _check, fresh, parsed, sealed
from vault.store.keyslots import Bounds, listed, opened

DATA_KEY = bytes(range(32))
VAULT = "00010203-0405-4607-8809-0a0b0c0d0e0f"
MAC_KEY = subkey(DATA_KEY, VAULT, "header-mac")
SALT, NONCE = b64(bytes(range(0x10, 0x20))), b64(bytes(range(12)))
SLOTS: list[dict[str, Any]] = [
    {
        "id": "s1",
        "kind": "passphrase",
        "kdf": {
            "name": "argon2id", "version": 19, "memory_kib": 65_536, "iterations": 3, "lanes": 2,
            "salt": SALT,
        },
        "nonce": NONCE,
        "wrapped": "vm-vbz_9GYtdIRpXcIypR1yDP7Tnp5Xm_sW2SXTGwIDfO-p981FJzZrRJpihJ3wJ",
    },
    {
        "id": "s2",
        "kind": "recovery",
        "kdf": {"name": "hkdf-sha256", "salt": SALT},
        "nonce": NONCE,
        "wrapped": "dxw_nmN8I30Z1opwQ--N785I25xD_SrX-3Q98NccsuDlJSb_kuAb9wQzFeaddG7F",
    },
]  # fmt: skip
WORDS = (
    "appuyer abolir agréable exotique adhésif chlorure prodige arroser murmure jambe cobra"
    " procéder avancer"
)


def written() -> Header:
    return fresh(VAULT).next(SLOTS, MAC_KEY)


def again(**changes: object) -> bytes:
    """The header with some fields changed, its check made anew."""
    fields = {**written().fields, **changes}
    bare = {name: value for name, value in fields.items() if name not in ("check", "mac")}
    return canonical({**fields, "check": b64(_check(bare))})


def test_the_vectors() -> None:
    header = written()
    assert header.fields["check"] == "BWOOasL0HmMGJVSU4ZpkWA"
    assert header.fields["mac"] == "AOUNrcM8GoOu0FT7u44BEoCd3u54xYyQtuaJUutQ64s"
    for way in (Passphrase("clé d\u2019été 2026"), Words(WORDS)):
        assert opened(header, way, Bounds()) == DATA_KEY
    header.prove(MAC_KEY)


def test_the_form_is_stable_and_what_is_unknown_is_kept() -> None:
    raw = written().written
    assert parsed(raw).written == raw
    assert parsed(json.dumps(json.loads(raw), indent=2).encode()).written == raw

    slots = [*SLOTS, {"id": "s9", "kind": "retina", "eye": ["left", {"n": 1}]}]
    later = sealed({**written().fields, "slots": slots, "hue": {"é": [1.5, None]}}, MAC_KEY)
    kept = parsed(later.written).next(slots, MAC_KEY)
    assert kept.fields["hue"] == {"é": [1.5, None]}
    assert kept.slots[2] == slots[2]
    assert kept.generation == 2
    assert [way.kind for way in listed(kept)] == ["passphrase", "recovery", "retina"]
    assert opened(kept, Words(WORDS), Bounds()) == DATA_KEY


def test_nothing_of_a_header_shows_in_its_repr() -> None:
    assert repr(written()) == "Header()"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"7",
        b"null",
        b"{}",
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b'{"a":NaN}',
        b'{"a":"\\ud800"}',
        b'{"a":' + b"9" * 5_000 + b"}",
        b" " * 70_000,
        again(vault_id="not an id"),
        again(vault_id=VAULT.upper().replace("-", "")),
        again(generation=0),
        again(generation=True),
        again(generation=1.0),
        again(generation=2**53),
        again(version="1"),
        again(version=0),
        again(slots=[]),
        again(slots={}),
        again(slots=["s1"]),
        again(slots=[SLOTS[0]] * 2),
        again(slots=[{"id": f"s{n}", "kind": "x"} for n in range(17)]),
        again(slots=[{"id": 1, "kind": "x"}]),
        again(hint="x" * 1_025),
        again(deep=[[[[[[]]]]]]),
        written().written.replace(b'"generation":1', b'"generation":2'),
        written().written[:-1] + b',"mac":"x"}',
        json.dumps({**written().fields, "check": 7}).encode(),
        json.dumps({**written().fields, "check": "AA=="}).encode(),
    ],
)  # fmt: skip
def test_what_is_no_header_is_damage(raw: bytes) -> None:
    with pytest.raises(VaultDamaged):
        parsed(raw)


def test_sound_files_of_another_kind_and_of_a_later_version() -> None:
    with pytest.raises(NotAVault):
        parsed(again(format="carnet-backup"))
    with pytest.raises(VaultTooNew) as later:
        parsed(again(version=2))
    assert (later.value.version, later.value.known) == (2, 1)
    with pytest.raises(VaultTooNew):
        parsed(again(cipher={"database": "sqlcipher-5", "wrap": "A256GCM"}))


def test_a_header_that_we_did_not_seal_is_altered() -> None:
    for raw in (again(hue=1), again(mac=b64(bytes(32))), again(mac=None), again(mac="A")):
        with pytest.raises((HeaderAltered, VaultDamaged)):
            parsed(raw).prove(MAC_KEY)


def judged(raw: bytes) -> None:
    """A header opens nothing or says why; every slot is tried by every kind of way."""
    try:
        header = parsed(raw)
    except VaultError:
        return
    for way in (Words(WORDS), KeyFile(b"x"), Passphrase("x")):
        try:
            cheap = Bounds(memory_kib=1024)  # nothing heavy is ever run
            assert opened(header, way, cheap) == DATA_KEY
            header.prove(MAC_KEY)
        except VaultError:
            pass


def test_ten_thousand_mutations_end_in_a_sentence() -> None:
    dice, raw = random.Random(5), written().written  # noqa: S311 - chosen damage, no secret
    for _turn in range(10_000):
        hurt = bytearray(raw)
        for _time in range(dice.randrange(1, 4)):
            place = dice.randrange(len(hurt))
            match dice.randrange(4):
                case 0:
                    hurt[place] ^= 1 << dice.randrange(8)
                case 1:
                    del hurt[place : place + dice.randrange(1, 9)]
                case 2:
                    hurt[place:place] = dice.choice((b'"', b"{", b"9", b"null", b"[", b","))
                case _:
                    hurt[place:place] = raw[: dice.randrange(40)]
        judged(bytes(hurt))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)


@given(st.sampled_from(sorted(written().fields)), VALUES)
def test_any_value_in_any_field_ends_in_a_sentence(name: str, value: Any) -> None:
    try:
        raw = again(**{name: value})
    except ValueError:
        return
    judged(raw)


@given(st.sampled_from(("id", "kind", "kdf", "nonce", "wrapped", "more")), VALUES)
def test_any_value_in_a_slot_ends_in_a_sentence(name: str, value: Any) -> None:
    for number in range(2):
        slots = [dict(slot) for slot in SLOTS]
        slots[number][name] = value
        try:
            raw = again(slots=slots)
        except ValueError:
            continue
        judged(raw)


@given(st.sampled_from(("name", "version", "memory_kib", "iterations", "lanes", "salt")), VALUES)
def test_any_value_in_a_cost_ends_in_a_sentence(name: str, value: Any) -> None:
    for number in range(2):
        slots = [{**slot, "kdf": dict(slot["kdf"])} for slot in SLOTS]
        slots[number]["kdf"][name] = value
        try:
            raw = again(slots=slots)
        except ValueError:
            continue
        judged(raw)
