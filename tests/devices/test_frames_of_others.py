"""Frames that others published, read where they lie; none of them is kept here."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from vault.devices.decoders import sig_blood_pressure, sig_weight_scale
from vault.devices.gatt import Number, float32, sfloat

SHARED = Path(__file__).parents[3] / "shared/data/devices/frames.jsonl"
LINES = SHARED.read_text().splitlines() if SHARED.exists() else []
CASES = [json.loads(line) for line in LINES]
ABSENT = pytest.param({}, marks=pytest.mark.skip(reason=f"{SHARED.name} is not here"))
WORDS = {
    0x01: "body movement", 0x02: "cuff too loose", 0x04: "irregular pulse",
    0x20: "improper position",
}  # fmt: skip


def told(uuid: str, *keys: str) -> list[Any]:
    found = [
        pytest.param(case, id=case["id"])
        for case in CASES
        if case["uuid"] == uuid and set(keys) & case["expected"].keys()
    ]
    return found or [ABSENT]


@pytest.mark.parametrize("case", told("SFLOAT", "decimal", "special"))
def test_sfloat(case: dict[str, Any]) -> None:
    same_number(sfloat(int.from_bytes(bytes.fromhex(case["hex"]), "little")), case["expected"])


@pytest.mark.parametrize("case", told("FLOAT32", "decimal", "special"))
def test_float(case: dict[str, Any]) -> None:
    same_number(float32(int.from_bytes(bytes.fromhex(case["hex"]), "little")), case["expected"])


def same_number(number: Number, wanted: dict[str, str]) -> None:
    """Equal with its precision, or absent for the same reason."""
    assert number.absent == wanted.get("dataAbsentReason")
    if number.value is not None:
        told = Decimal(wanted["decimal"])
        assert number.value == told
        exact = "." in wanted["decimal"] or "E" in wanted["decimal"]
        assert not exact or number.value.as_tuple() == told.as_tuple()


@pytest.mark.parametrize("case", told("2A9D", "weight", "weight_kg"))
def test_weight(case: dict[str, Any]) -> None:
    sent = sig_weight_scale.parse(bytes.fromhex(case["hex"]))
    wanted = case["expected"]

    step = Decimal("0.01") if sent.pounds else Decimal("0.005")
    assert sent.weight * step == Decimal(str(wanted.get("weight", wanted.get("weight_kg"))))
    assert sent.user == wanted.get("user", wanted.get("user_id"))
    assert sent.surplus == 0
    wall = sent.time.wall if sent.time else None
    assert (wall and wall.isoformat()) == wanted.get("time", wanted.get("timestamp"))


@pytest.mark.parametrize("case", told("2A35", "sys", "status_flags"))
def test_blood_pressure(case: dict[str, Any]) -> None:
    payload, wanted = bytes.fromhex(case["hex"]), case["expected"]
    mixed = "quirk" in case["device"]
    sent = (sig_blood_pressure.parse_mixed if mixed else sig_blood_pressure.parse)(payload)
    parts = {"sys": sent.systolic, "dia": sent.diastolic, "map": sent.mean, "pulse": sent.pulse}

    for name in parts.keys() & wanted.keys():
        part = parts[name]
        assert part is not None
        assert part.value == wanted[name]
    if "time" in wanted:
        assert sent.time is not None
        assert sent.time.wall == datetime.fromisoformat(wanted["time"])
    assert sent.user == wanted.get("user", sent.user)
    assert sent.status == wanted.get("status", sent.status)
    assert sent.surplus == 0
    said = [word for bit, word in WORDS.items() if (sent.status or 0) & bit]
    if "status_flags" in wanted:
        limits = {0x08: ["pulse above upper limit"], 0x10: ["pulse below lower limit"]}
        assert said + limits.get((sent.status or 0) & 0x18, []) == wanted["status_flags"]


def shelved(driver: str) -> Any:
    """The module of a driver on the shelf; captures of drivers to come are left out."""
    try:
        return import_module(f"vault.devices.decoders.{driver}")
    except ModuleNotFoundError:
        pytest.skip(f"{driver} is not on the shelf")


@pytest.mark.parametrize("case", told("2A37", "hr", "heart_rate", "contact"))
def test_heart_rate(case: dict[str, Any]) -> None:
    sent = shelved("sig_heart_rate").parse(bytes.fromhex(case["hex"]))
    wanted = case["expected"]
    rate = wanted.get("hr", wanted.get("heart_rate", sent.rate))
    energy = wanted.get("energy_kJ", wanted.get("energy_expended", sent.energy))
    steps = wanted.get("rr_1024", [round(s * 1024) for s in wanted.get("rr_intervals", ())])

    assert (sent.rate, sent.energy, list(sent.intervals)) == (rate, energy, steps)
    assert sent.contact == wanted.get("contact", sent.contact)
    assert sent.surplus == 0
