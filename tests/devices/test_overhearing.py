"""Devices that only advertise: one weighing is one reading (D04, D05)."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.devices.aerial import Aerial, shown
from tests.devices.bench import FakeDesk, RealClock
from tests.virtual_ble.vble.devices.broadcast import BTHomeScale, XiaomiS400
from vault import errors as e
from vault.devices.air import Seen
from vault.devices.overhearing import Ear, overhear
from vault.devices.registry import decoders

ADDRESS, OTHER = "F0:00:00:00:00:01", "F0:00:00:00:00:02"
KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
UNIX = 1763879400


def v1(control: int, raw: int) -> Seen:
    payload = bytes((control,)) + raw.to_bytes(2, "little") + bytes.fromhex("b207010410 0b20")
    return shown(ADDRESS, 0x181D, payload, "MI_SCALE")


def v2(control: int, ohms: int, raw: int) -> Seen:
    payload = bytes((2, control)) + bytes.fromhex("b207010410 0b20")
    payload += ohms.to_bytes(2, "little") + raw.to_bytes(2, "little")
    return shown(ADDRESS, 0x181B, payload, "MIBFS")


def s400(scale: XiaomiS400, kg10: int, ohms: int = 0, unix: int = UNIX, rate: int = 127) -> Seen:
    word = kg10 | (rate if kg10 else 0) << 11 | ohms << 18
    return shown(ADDRESS, 0xFE95, scale.frame(word, unix), "Xiaomi Scale S400")


def diy(scale: BTHomeScale, kg: float) -> Seen:
    return shown(ADDRESS, 0xFCD2, scale.frame(scale.objects(kg), scale.bindkey is not None), "DIY")


def ear(driver: str, desk: FakeDesk, waited: float = 10, **settings: Any) -> Ear:
    known, told = (
        [one for one in decoders() if one.name == driver],
        {"address": ADDRESS, **settings},
    )
    return Ear("Balance", known, told, desk, RealClock(), waited=waited)


def listened(
    driver: str, *heard: Seen, seconds: float = 0.3, breaks: Exception | None = None,
    desk: FakeDesk | None = None, **settings: Any,
) -> tuple[FakeDesk, Ear]:  # fmt: skip
    notes = desk or FakeDesk()

    async def holds() -> Ear:
        one = ear(driver, notes, **settings)
        one.open()
        until = asyncio.get_running_loop().time() + seconds
        await overhear(Aerial(*heard, breaks=breaks), {ADDRESS: one}, until)
        await one.close()
        return one

    return notes, asyncio.run(holds())


def weights(desk: FakeDesk) -> list[str]:
    return [str(one.values[0].value) for one in desk.readings]


def test_sixty_repetitions_of_one_weighing_are_one_reading() -> None:
    plain, _ear = listened("xiaomi-scale", v1(0x02, 14000), *[v1(0x22, 14460)] * 60)
    bare, _ear = listened("xiaomi-scale", *[v2(0x26, 485, 14460)] * 30, *[v2(0xA6, 485, 14460)] * 3)
    socks, _ear = listened("xiaomi-scale", *[v2(0x24, 0xFFFD, 14460)] * 30)
    made, _ear = listened("bthome-scale", *[diy(BTHomeScale(), 72.3)] * 60)
    assert [weights(desk) for desk in (plain, bare, socks)] == [["72.300"]] * 3
    assert weights(made) == ["72.30"]
    assert len(plain.frames) == 2, "the same bytes are one frame"
    assert all(one.live for one in plain.readings)


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0,)])
def test_the_packets_of_an_s400_are_one_reading(order: tuple[int, ...]) -> None:
    scale = XiaomiS400(bindkey=KEY, address=ADDRESS)
    sent = [s400(scale, 723, 5432, rate=22), s400(scale, 0, 4976)]
    repeated = [sent[n] for n in order for _again in range(9)]
    desk, _ear = listened("xiaomi-encrypted-scale", *repeated, key=KEY)
    (reading,) = desk.readings
    told = {one.title or one.measure: str(one.value) for one in reading.values}
    second = {"Impedance 2": "497.6"} if 1 in order else {}
    assert told == {"body_weight": "72.3", "heart_rate": "72", "Impedance 1": "543.2"} | second


def test_what_a_key_does_not_open_is_told_and_nothing_is_read() -> None:
    scale = XiaomiS400(bindkey=KEY, address=ADDRESS)
    sent = [s400(scale, 720 + n, unix=UNIX + n) for n in range(4)]
    none, without = listened("xiaomi-encrypted-scale", *sent)
    wrong, other = listened("xiaomi-encrypted-scale", *sent, key="00" * 16, seconds=5)
    assert isinstance(without.ending.error, e.DeviceKeyMissing)
    assert isinstance(other.ending.error, e.DeviceKeyWrong)
    assert not none.readings
    assert not wrong.readings


def test_what_somebody_recorded_and_sends_again_is_no_reading() -> None:
    """D05: also in another session, and without encryption."""
    scale = BTHomeScale(bindkey=KEY, address=ADDRESS)
    first, second = diy(scale, 72.3), diy(scale, 72.4)
    desk, heard = listened("bthome-scale", first, second, first, key=KEY)
    assert weights(desk) == ["72.30", "72.40"]
    memory = heard.ending.memory
    assert memory == {"counter": 102, "battery": 77}
    plain = BTHomeScale(address=ADDRESS)
    again, _ear = listened("bthome-scale", first, second, diy(plain, 99), key=KEY, memory=memory)
    assert again.readings == []
    assert again.skipped == ["replay", "replay", "downgrade"]
    fresh, _ear = listened("bthome-scale", diy(scale, 72.5), key=KEY, memory=memory)
    assert weights(fresh) == ["72.50"]


def test_an_older_weighing_of_an_s400_is_not_new() -> None:
    scale = XiaomiS400(bindkey=KEY, address=ADDRESS)
    desk, heard = listened("xiaomi-encrypted-scale", s400(scale, 723), key=KEY)
    assert heard.ending.memory == {"unix": UNIX}
    again, _ear = listened(
        "xiaomi-encrypted-scale", s400(scale, 723), key=KEY, memory=heard.ending.memory
    )
    assert (weights(desk), again.skipped) == (["72.3"], ["replay"])


def test_strangers_and_other_bytes_are_not_listened_to() -> None:
    stranger = shown(OTHER, 0x181D, bytes.fromhex("22 7c38 b20701041 00b20".replace(" ", "")))
    desk, heard = listened("xiaomi-scale", stranger, shown(ADDRESS, 0xFE95, b"\1"))
    assert desk.frames == []
    assert heard.ending.connected


def test_bluetooth_that_goes_away_ends_it_and_what_came_is_kept() -> None:
    desk, heard = listened("xiaomi-scale", v1(0x22, 14460), breaks=e.BluetoothOff())
    assert isinstance(heard.ending.error, e.BluetoothOff)
    assert weights(desk) == ["72.300"]


def test_a_full_disk_ends_it_at_once() -> None:
    desk = FakeDesk(fails=e.DiskFull())
    _desk, heard = listened("xiaomi-scale", v1(0x22, 14460), v1(0xA2, 14460), seconds=9, desk=desk)
    assert isinstance(heard.ending.error, e.DiskFull)
    assert heard.ending.unsaved


def test_a_weighing_that_nothing_follows_is_told_while_we_listen() -> None:
    desk = FakeDesk()

    async def holds() -> list[str]:
        one = ear("xiaomi-scale", desk, waited=0.05)
        one.open()
        await one.tick()
        one.hear(v1(0x22, 14460))
        await asyncio.sleep(0.01)
        await one.tick()
        early = weights(desk)
        await asyncio.sleep(0.06)
        await one.tick()
        await one.tick()
        told = weights(desk)
        await one.close()
        return [*early, *told]

    assert asyncio.run(holds()) == ["72.300"]
    assert weights(desk) == ["72.300"]
