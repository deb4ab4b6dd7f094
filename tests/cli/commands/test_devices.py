"""`carnet devices` and `carnet inbox` over unmodified bleak (D13): documents, codes, sentences."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Said
from tests.conftest import Carnet
from tests.virtual_ble.stage import played
from tests.virtual_ble.vble.devices import Scale
from tests.virtual_ble.vble.world import World
from vault.cli.commands.devices import _codes, _key, _Terminal

SCALE = "F0:F1:F2:F3:F4:01"


def test_what_is_recognised_needs_no_bluetooth(carnet: Carnet) -> None:
    code, answer = carnet("devices", "supported")
    assert code == 0
    names = [one["driver"] for one in answer["devices"]]
    assert names == sorted(names)
    assert "sig-weight-scale" in names
    assert {"driver", "name", "measures", "needs", "wave"} == answer["devices"][0].keys()


@pytest.mark.vble
def test_a_scale_from_the_first_sight_to_the_record(carnet: Carnet, tmp_path: Path) -> None:
    with played("first_scale") as stage:
        code, near = carnet("devices", "scan", "--seconds", "0.5")
        assert code == 0
        assert [(one["address"], one["driver"]) for one in near["devices"]] == [
            (SCALE, "sig-weight-scale")
        ]
        code, added = carnet("devices", "pair", SCALE)
        assert (code, len(added["device"]["people"])) == (0, 1)
        code, report = carnet("devices", "read", SCALE, "--seconds", "2", "--inbox")
        assert code == 0
        assert stage.report()["ok"]
        file = tmp_path / "frames.json"
        assert carnet("devices", "record", SCALE, str(file))[0] == 2, "what it holds is agreed to"
        code, told = carnet("devices", "record", SCALE, str(file), "--agree")
        assert (code, told["frames"], file.exists()) == (0, 3, True)
    assert (report["added"], report["to_attribute"], report["batch"]) == (0, 3, None)
    values = [one["values"][0] for one in report["readings"]]
    assert [(one["value"], one["unit"]) for one in values] == [
        (72.5, "kg"), (71.9, "kg"), (71.4, "kg"),
    ]  # fmt: skip
    (device,) = report["devices"]
    assert (device["frames"], device["battery"]) == (3, 87)
    assert device["clock"]["action"] == "none"

    code, listed = carnet("inbox", "list")
    first, second, third = listed["readings"]
    assert code == 0
    assert first.keys() == {"id", "device", "received", "time", "values", "proposed", "reason"}
    assert first["proposed"] == added["device"]["people"][0]
    code, given = carnet("inbox", "assign", first["id"], second["id"])
    assert (code, given["assigned"]) == (0, 2)
    code, thrown = carnet("inbox", "discard", third["id"])
    assert (code, thrown["discarded"]) == (0, 1)
    changed(carnet)


def changed(carnet: Carnet) -> None:
    """The device is listed, gets another name, and is forgotten."""
    _code, known = carnet("devices", "list")
    assert [(one["address"], one["paired"], one["battery"]) for one in known["devices"]] == [
        (SCALE, True, 87)
    ]
    _code, renamed = carnet("devices", "edit", known["devices"][0]["id"], "--name", "Cuisine")
    assert renamed["device"]["name"] == "Cuisine"
    assert carnet("devices", "forget", SCALE)[0] == 0
    assert carnet("devices", "list")[1] == {"devices": []}


@pytest.mark.vble
def test_bluetooth_that_is_off_is_code_five_and_a_sentence(carnet: Carnet) -> None:
    with World() as world:
        world.add(Scale([Scale.frame(70)]))
        carnet("devices", "pair", SCALE)
        world.call(off, world)
        for words in (("scan",), ("read", "--seconds", "1"), ("pair", SCALE)):
            code, answer = carnet("devices", *words)
            assert (code, answer["error"]["kind"]) == (5, "BluetoothOff")
            assert answer["error"]["message"]
        assert carnet("devices", "read", "--seconds", "1")[1]["added"] == 0


def off(world: Any) -> None:
    world.bluez.set_powered(False)


@pytest.mark.vble
def test_a_code_that_nobody_types_needs_pairing(carnet: Carnet) -> None:
    with World() as world:
        world.add(Scale([Scale.frame(70)], encrypted=True, passkey=123456))
        assert carnet("devices", "pair", SCALE)[1]["error"]["kind"] == "DeviceNeedsPairing"
        wrong = carnet("devices", "pair", SCALE, "--passkey", "654321")
        assert (wrong[0], wrong[1]["error"]["kind"]) == (5, "DeviceCodeWrong")
        code, answer = carnet("devices", "pair", SCALE, "--passkey", "123456")
        assert (code, answer["device"]["bonded"]) == (0, True)


@pytest.mark.parametrize(
    "words",
    [
        ("devices", "pair", SCALE, "--slot", "one"),
        ("devices", "pair", SCALE, "--code-file", "/nonexistent"),
        ("devices", "pair", SCALE, "--key-file", "/nonexistent"),
        ("devices", "read", "nothing"),
        ("devices", "forget", "nothing"),
        ("devices", "edit", "nothing", "--name", "x"),
        ("inbox", "assign", "nothing"),
        ("inbox", "assign", "nothing", "--at", "yesterday"),
        ("inbox", "discard", "nothing"),
    ],
)
def test_what_does_not_fit_is_code_two(carnet: Carnet, words: tuple[str, ...]) -> None:
    code, answer = carnet(*words)
    assert code == 2
    assert answer["error"]["message"]


async def test_without_a_terminal_only_the_passkey_answers() -> None:
    assert await _Terminal("123456").code() == "123456"
    assert await _Terminal("123456").same("123456")
    assert not await _Terminal(None).same("123456")


async def test_somebody_at_the_terminal_types_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    class Typed(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Typed("123456\nyes\nno\n"))
    somebody = _Terminal(None)
    assert await somebody.code() == "123456"
    assert [await somebody.same("42"), await somebody.same("42")] == [True, False]


@pytest.mark.parametrize(
    ("option", "content"),
    [
        ("--slot", "Camille"),
        ("--code-file", "1 3752"),
        ("--key-file", "nothing"),
        ("--key-file", None),
    ],
)
def test_what_belongs_to_a_slot_has_a_form(
    carnet: Carnet, tmp_path: Path, option: str, content: str | None
) -> None:
    file = tmp_path / "given.txt"
    if content is not None:
        file.write_text(content)
    given = str(content) if option == "--slot" else str(file)
    code, answer = carnet("devices", "pair", SCALE, option, given)
    assert (code, answer["error"]["kind"]) == (2, "WrongUse")


def test_codes_and_keys_are_read_from_files(tmp_path: Path) -> None:
    (tmp_path / "codes").write_text("1:3752\n\n2: 17\n")
    (tmp_path / "key").write_text("00112233445566778899AABBCCDDEEFF\n")
    assert _codes(tmp_path / "codes") == {1: 3752, 2: 17}
    assert _key(tmp_path / "key") == "00112233445566778899aabbccddeeff"
    assert (_codes(None), _key(None)) == ({}, None)


@pytest.mark.vble
def test_people_read_what_was_kept_and_for_whom(carnet: Carnet, french: Said) -> None:
    with played("first_scale"):
        assert carnet("devices", "pair", SCALE)[0] == 0
        code, said, _aside = french("devices", "read", SCALE, "--seconds", "2")
        assert code == 0
        assert "72,5" in said
        assert "Camille" in said
        assert "rien" in french("devices", "read", SCALE, "--seconds", "1")[1].casefold()
