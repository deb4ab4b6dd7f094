"""Frames that others published, read where they lie; none of them is kept here."""

from __future__ import annotations

import json
import struct
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from vault.devices import beats, information, racp, slots, weight
from vault.devices.decoders import bthome_scale as bthome
from vault.devices.decoders import colmi_ring as ring
from vault.devices.decoders import pinetime, sig_blood_pressure
from vault.devices.decoders import sig_body_composition as body
from vault.devices.decoders import sig_glucose as glucose
from vault.devices.decoders import sig_pulse_oximeter as oximeter
from vault.devices.decoders import sig_thermometer as thermometer
from vault.devices.decoders import xiaomi_encrypted_scale as beacons
from vault.devices.decoders import xiaomi_scale as xiaomi
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
        if case["uuid"] == uuid and isinstance(case["hex"], str)
        if set(keys) & case["expected"].keys()
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
    sent = weight.parse(bytes.fromhex(case["hex"]))
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


@pytest.mark.parametrize("case", told("2A37", "hr", "heart_rate", "contact"))
def test_heart_rate(case: dict[str, Any]) -> None:
    sent = beats.parse(bytes.fromhex(case["hex"]))
    wanted = case["expected"]
    rate = wanted.get("hr", wanted.get("heart_rate", sent.rate))
    energy = wanted.get("energy_kJ", wanted.get("energy_expended", sent.energy))
    steps = wanted.get("rr_1024", [round(s * 1024) for s in wanted.get("rr_intervals", ())])

    assert (sent.rate, sent.energy, list(sent.intervals)) == (rate, energy, steps)
    assert sent.contact == wanted.get("contact", sent.contact)
    assert sent.surplus == 0


def number(told: Number | None) -> Decimal | None:
    return None if told is None else told.value


def exact(told: Any) -> Decimal | None:
    return None if told is None else Decimal(str(told))


@pytest.mark.parametrize("case", told("2A9C", "fat_pct", "body_fat_percentage", "error"))
def test_body_composition(case: dict[str, Any]) -> None:
    """D01: fields by the names of their sources; one that is cut is refused."""
    payload, wanted = bytes.fromhex(case["hex"]), case["expected"]
    if "error" in wanted:
        with pytest.raises(struct.error):
            body.parse(payload)
        return
    sent = body.parse(payload)
    if "ignored" in wanted or "unsuccessful" in wanted:
        assert not sent.fat % 0xFFFF
        assert not any(value for bit, value in sent.fields.items() if bit != body.METABOLISM)
        return
    names = {
        "basal_metabolism_kJ": 0x08, "basal_metabolism": 0x08, "muscle_pct": 0x10,
        "muscle_percentage": 0x10, "muscle_mass": 0x20, "fat_free_mass": 0x40,
        "soft_lean_kg": 0x80, "soft_lean_mass": 0x80, "water_kg": 0x100, "body_water_mass": 0x100,
        "impedance_ohm": 0x200, "impedance": 0x200,
    }  # fmt: skip
    for name in names.keys() & wanted.keys():
        step = Decimal(body.FIELDS[names[name]][1])
        assert sent.fields[names[name]] * step == exact(wanted[name]), name
    fat = wanted.get("fat_pct", wanted.get("body_fat_percentage"))
    assert sent.fat * Decimal("0.1") == exact(fat)
    assert (sent.weight or 0) * Decimal("0.005") == Decimal(str(wanted.get("weight", 0)))
    assert sent.user == wanted.get("user_id")
    assert (sent.time and sent.time.wall and sent.time.wall.isoformat()) == wanted.get("timestamp")
    assert sent.surplus == 0


@pytest.mark.parametrize("case", told("2A9F", "op", "response_to", "error", "parameter"))
def test_user_control_point(case: dict[str, Any]) -> None:
    """D01."""
    payload, wanted = bytes.fromhex(case["hex"]), case["expected"]
    if wanted.get("op") == "consent":
        assert slots.consent(wanted["user"], wanted["code"]) == payload
    elif "error" in wanted:
        with pytest.raises((ValueError, struct.error)):
            slots.parse(payload)
    else:
        results = {"success": 1, "user not authorized": 5}
        assert slots.parse(payload).result == results.get(wanted.get("result"), payload[2])


@pytest.mark.parametrize("case", told("2A1C", "celsius", "fahrenheit"))
def test_temperature(case: dict[str, Any]) -> None:
    """D01."""
    sent, wanted = thermometer.parse(bytes.fromhex(case["hex"])), case["expected"]
    assert number(sent.value) == exact(wanted.get("fahrenheit", wanted.get("celsius")))
    assert sent.fahrenheit == ("fahrenheit" in wanted)
    assert sent.site == wanted.get("type")
    assert (sent.time and sent.time.wall and sent.time.wall.isoformat()) == wanted.get("time")
    assert sent.surplus == 0


@pytest.mark.parametrize("case", told("2A18", "seq"))
def test_glucose(case: dict[str, Any]) -> None:
    """D01."""
    sent, wanted = glucose.parse(bytes.fromhex(case["hex"])), case["expected"]
    assert sent.sequence == wanted["seq"]
    if "base_time" in wanted:
        assert sent.base.wall == datetime.fromisoformat(wanted["base_time"])
    value = number(sent.concentration)
    assert (value and value.scaleb(5)) == exact(wanted.get("mg_dl"))
    found = {"offset_min": sent.offset, "type": sent.sample, "location": sent.location}
    found["status_bits"] = sent.status
    assert all(found[name] == wanted[name] for name in found.keys() & wanted.keys())
    assert sent.surplus == 0


@pytest.mark.parametrize("case", [*told("2A5E", "spo2"), *told("2A5F", "spo2")])
def test_oxygen(case: dict[str, Any]) -> None:
    """D01."""
    if not case:
        return
    payload, wanted = bytes.fromhex(case["hex"]), case["expected"]
    spot = case["uuid"] == "2A5E"
    sent = oximeter.parse_spot(payload) if spot else oximeter.parse_continuous(payload)
    fast, slow = sent.fast or (None, None), sent.slow or (None, None)
    found = {
        "spo2": sent.spo2, "pulse": sent.pulse, "pai": sent.amplitude, "spo2_fast": fast[0],
        "pulse_fast": fast[1], "spo2_slow": slow[0], "pulse_slow": slow[1],
    }  # fmt: skip
    for name in found.keys() & wanted.keys():
        assert number(found[name]) == exact(wanted[name]), name
    words = {"ongoing": 0x20, "fully qualified": 0x100, "questionable": 0x4000}
    said = [word for word, bit in words.items() if (sent.status or 0) & bit]
    assert said == wanted.get("measurement_status", [])
    device = [
        w.replace("_", " ") for b, w in oximeter.SENSOR.items() if (sent.sensor or 0) >> b & 1
    ]
    assert device == wanted.get("device_status", [])
    assert (sent.time and sent.time.wall and sent.time.wall.isoformat()) == wanted.get("time")
    assert sent.surplus == 0


MI = [
    *told("181D", "weight_kg"),
    *told("181B", "weight_kg"),
    *told("2A9C (Mi layout)", "weight_kg"),
]


@pytest.mark.parametrize("case", MI)
def test_xiaomi(case: dict[str, Any]) -> None:
    """D01: a weighing is stable when it is, and nobody has stepped off yet."""
    if not case:
        return
    payload, wanted = bytes.fromhex(case["hex"]), case["expected"]
    plain = case["uuid"] == "181D"
    sent = (xiaomi.parse_plain if plain else xiaomi.parse_composing)(payload)
    assert sent.weight * Decimal("0.005") == exact(wanted["weight_kg"])
    off = case["id"] == "F036"  # its source calls what is left on the scale unstable
    assert off or sent.stable == wanted.get("stabilized", sent.stable)
    assert sent.removed == wanted.get("removed", sent.removed)
    assert sent.impedance == wanted.get("impedance_ohm")
    if len(wanted.get("time", "")) == 19:
        assert sent.time.wall == datetime.fromisoformat(wanted["time"])
    assert sent.surplus == 0


BEACONS = [
    case
    for uuid in ("FE95", "FE95 (uuid included)")
    for case in told(uuid, "weight_kg", "error", "impedance2_ohm")
]


@pytest.mark.parametrize("case", BEACONS)
def test_xiaomi_encrypted(case: dict[str, Any]) -> None:
    """D01."""
    if not case:
        return
    payload = bytes.fromhex(case["hex"])[2 if "included" in case["uuid"] else 0 :]
    beacon, wanted = beacons.parse(payload), case["expected"]
    if "error" in wanted:
        assert beacon.rest == b""
        return
    key, address = bytes.fromhex(case["bindkey"]), bytes.fromhex(case["mac"].replace(":", ""))
    opened = beacons.opened(beacon, key, address)
    assert opened is not None
    sent = beacons.parse_object(opened)
    assert sent is not None
    kg = sent.weight * Decimal("0.1" if sent.kind == beacons.S400 else "0.01")
    if wanted["weight_kg"] == ">0":
        assert kg > 0
    else:
        assert (kg or None) == exact(wanted["weight_kg"])
    assert sent.unix == case["derived"]["unix_time"]
    ohms = wanted.get(
        "impedance_ohm", wanted.get("impedance2_ohm", case["derived"].get("impedance_ohm"))
    )
    assert (sent.impedance * Decimal("0.1") or None) == exact(ohms)
    assert sent.profile == wanted.get("profile_id", sent.profile)
    assert sent.rate + 50 == wanted.get("heart_rate", sent.rate + 50)


BTHOME = {
    "weight_kg": (0x06, "0.01"), "weight_lb": (0x07, "0.01"), "packet_id": (0x00, "1"),
    "battery": (0x01, "1"), "temperature_C": (0x02, "0.01"), "humidity": (0x03, "0.01"),
}  # fmt: skip


@pytest.mark.parametrize("case", told("FCD2", *BTHOME))
def test_bthome(case: dict[str, Any]) -> None:
    """D01: also what no scale says."""
    beacon, wanted = bthome.parse(bytes.fromhex(case["hex"])), case["expected"]
    objects: bytes | None = beacon.rest
    if beacon.encrypted:
        key, address = bytes.fromhex(case["bindkey"]), bytes.fromhex(case["mac"].replace(":", ""))
        objects = bthome.opened(beacon, key, address)
    assert objects is not None
    found = bthome.parse_objects(objects)
    for name in wanted.keys() & BTHOME.keys():
        number_, step = BTHOME[name]
        assert found[number_] * Decimal(step) == exact(wanted[name]), name


RING = told("6E400003", "battery", "hr", "error", "no_data", "hr_log_enabled", "command")


@pytest.mark.parametrize("case", RING)
def test_ring(case: dict[str, Any]) -> None:
    """D01."""
    sent, wanted = ring.parse(bytes.fromhex(case["hex"])), case["expected"]
    found = {
        "battery": sent[1], "charging": bool(sent[2]), "hr": sent[3], "error": sent[2],
        "no_data": sent[1] == ring.NONE, "hr_log_enabled": sent[2] == 1, "interval_min": sent[3],
    }  # fmt: skip
    assert all(found[name] == wanted[name] for name in found.keys() & wanted.keys())


def test_quarters_and_the_clock_of_the_ring() -> None:
    """D01."""
    many = [case for case in CASES if isinstance(case["hex"], list)]
    for case in many:
        _head, *packets = (ring.parse(bytes.fromhex(one)) for one in case["hex"])
        for packet, wanted in zip(packets, case["expected"], strict=True):
            sent = ring.parse_quarter(packet)
            assert sent.day.isoformat() == wanted["date"]
            assert (sent.slot, sent.steps) == (wanted["slot15min"], wanted["steps"])
            assert sent.metres == wanted["distance_m"]
    for case in (one for one in CASES if one["expected"] and "command" in one["expected"]):
        assert ring.set_time(datetime.fromisoformat(case["expected"]["utc"])).hex() == case["hex"]


@pytest.mark.parametrize("case", told(pinetime.STEPS, "steps_today"))
def test_steps(case: dict[str, Any]) -> None:
    """D01."""
    assert pinetime.parse_steps(bytes.fromhex(case["hex"])) == case["expected"]["steps_today"]


def test_battery_time_and_features_are_read_as_they_were_published() -> None:
    """D01."""
    for case in CASES:
        payload = bytes.fromhex(case["hex"]) if isinstance(case["hex"], str) else b""
        wanted = case["expected"]
        if case["uuid"] == "2A2B":
            shown = information.time_in(payload)
            assert shown is not None
            assert shown.replace(microsecond=0).isoformat() == wanted["date_time"]
        elif case["uuid"] == "2A52" and wanted["opcode"] == 6:
            assert racp.answer_code(payload) == 1
        elif case["uuid"] == "2A9E":
            assert bool(payload[0] & 0x01) == wanted["timestamp_supported"]


LEFT_OUT = {
    *(f"F{number:03d}" for number in (*range(72, 90), *range(98, 101))),  # of a second wave
    *(f"F{number:03d}" for number in range(158, 162)),  # a level of a battery is its byte
    *(f"F{number:03d}" for number in (70, 71, 165, 166, *range(172, 179), *range(182, 186))),
}  # places of a sensor, requests, a profile: bytes that are given back as they were read


def test_nothing_published_is_left_out_by_accident() -> None:
    """D01: each frame of the first version is looked at above; the rest stands by name."""
    known = {
        "SFLOAT", "FLOAT32", "2A9D", "2A35", "2A37", "2A9C", "2A9F", "2A1C", "2A18", "2A5E", "2A5F",
        "181D", "181B", "2A9C (Mi layout)", "FE95", "FE95 (uuid included)", "FCD2", "6E400003",
        "6E400002", pinetime.STEPS, "2A2B", "2A52", "2A9E",
    }  # fmt: skip
    left = {case["id"] for case in CASES if case["uuid"] not in known}
    assert left <= LEFT_OUT, sorted(left - LEFT_OUT)
