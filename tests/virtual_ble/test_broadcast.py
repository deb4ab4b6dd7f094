"""Devices that only advertise."""

import asyncio

from bleak import BleakScanner
from cryptography.hazmat.primitives.ciphers.aead import AESCCM

from tests.virtual_ble.support import inside, uuid
from tests.virtual_ble.vble.devices import BTHomeScale, MiScale1, MiScale2, XiaomiS400


async def overhear(world, short, *actions):
    """Every different service data heard while the actions run, in order, and how many callbacks."""
    heard, calls = [], 0

    def seen(_, advert):
        nonlocal calls
        data = advert.service_data.get(uuid(short))
        if data is None:
            return
        calls += 1
        if data not in heard:
            heard.append(data)

    async with BleakScanner(seen):
        for action in actions:
            await inside(world, action())
    return heard, calls


def test_mi_scale_1_in_three_units(world):
    for n, (unit, value, flags, raw) in enumerate(
        [("kg", 72.5, 0x22, 14500), ("lb", 159.8, 0x23, 15980), ("jin", 145.0, 0x32, 14500)]
    ):
        s = world.add(MiScale1(unit=unit, address=f"F0:F1:F2:F3:F4:3{n}", hidden=True))
        heard, calls = asyncio.run(overhear(world, "181d", lambda s=s, value=value: s.weigh(value)))
        assert [h[0] for h in heard] == [flags & ~0x20, flags, flags | 0x80], heard
        assert int.from_bytes(heard[1][1:3], "little") == raw and calls >= 3
        world.run(s.quiet())


def test_mi_scale_2_with_and_without_impedance(world):
    s = world.add(MiScale2())
    heard, _ = asyncio.run(overhear(world, "181b", lambda: s.weigh(82.3, 485)))
    assert [h[1] for h in heard] == [0x04, 0x24, 0x26, 0xA6] and heard[2][9:] == bytes.fromhex(
        "e5014c40"
    )
    socks, _ = asyncio.run(overhear(world, "181b", lambda: s.weigh(61.75)))
    assert socks[-1][1] == 0xA4 and socks[-1][9:11] == b"\xfd\xff"


def open_s400(frame, address, key):
    nonce = bytes.fromhex(address.replace(":", ""))[::-1] + frame[2:5] + frame[-7:-4]
    return AESCCM(key, tag_length=4).decrypt(nonce, frame[5:-7] + frame[-4:], b"\x11")


def test_s400_packets_open_with_the_key(world):
    s = world.add(XiaomiS400(bindkey="58305740b64e4b425e518aa1f4e51339"))
    heard, _ = asyncio.run(overhear(world, "fe95", lambda: s.weigh(69.9, 92, 543.2, 497.6)))
    first, second, idle = heard
    one, two = (open_s400(f, s.address, s.bindkey) for f in (first, second))
    word = int.from_bytes(one[4:8], "little")
    assert one[:3] == b"\x16\x6e\x09" and (word & 0x7FF) == 699 and (word >> 11 & 0x7F) + 50 == 92
    assert word >> 18 == 5432 and int.from_bytes(two[4:8], "little") == 4976 << 18
    assert one[8:] == two[8:], "both packets carry the same time"
    assert len(idle) == 11 and not idle[0] & 0x40


def test_s400_real_capture_has_the_same_layout():
    frame = bytes.fromhex("4859d53b0abc078ff2348c844138e930220000009e538599")
    plain = open_s400(frame, "8C:D0:B2:F6:BE:EF", bytes.fromhex("0728974d657a4b60964c1b1677f35f7c"))
    word = int.from_bytes(plain[4:8], "little")
    assert plain[:4] == b"\x16\x6e\x09\x01" and (
        word & 0x7FF,
        (word >> 11 & 0x7F) + 50,
        word >> 18,
    ) == (699, 92, 5432)


def test_bthome_plain_encrypted_replayed_and_downgraded(world):
    plain = world.add(BTHomeScale())
    heard, _ = asyncio.run(overhear(world, "fcd2", lambda: plain.weigh(80.3)))
    assert heard == [bytes.fromhex("440001014d065e1f")]
    key = "231d39c1d7cc1ab1aee224cd096db932"
    s = world.add(BTHomeScale(bindkey=key, name="Secret", address="F0:F1:F2:F3:F4:1D"))
    heard, _ = asyncio.run(
        overhear(world, "fcd2", lambda: s.weigh(80.3), s.replay, lambda: s.downgrade(66.0))
    )
    secret, downgraded = heard
    nonce = bytes.fromhex(s.address.replace(":", "")) + b"\xd2\xfc" + secret[:1] + secret[-8:-4]
    assert (
        AESCCM(bytes.fromhex(key), tag_length=4).decrypt(nonce, secret[1:-8] + secret[-4:], None)[
            -2:
        ]
        == b"\x5e\x1f"
    )
    assert downgraded[0] == 0x44 and s.counter == 101
