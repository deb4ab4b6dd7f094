"""What each emulated device sends, seen through bleak."""

import asyncio
import datetime as dt
import json
import struct
from pathlib import Path

import pytest
from bleak import BleakClient, BleakScanner
from bleak.exc import BleakDBusError, BleakGATTProtocolError

from tests.virtual_ble.support import DT, find, glu, inside, read, uuid, wait_for
from tests.virtual_ble.vble import layouts
from tests.virtual_ble.vble.devices import (
    BangleJs,
    BloodPressureCuff,
    BodyScale,
    ColmiRing,
    Glucometer,
    HeartBelt,
    PineTime,
    PulseOximeter,
    Scale,
    Thermometer,
)

FRAMES = next(
    (
        p
        for p in (Path(__file__).parents[2].parent / "shared/data/devices/frames.jsonl",)
        if p.exists()
    ),
    None,
)


# ------------------------------------------------------------------ layouts agree with the collected frames
@pytest.mark.skipif(FRAMES is None, reason="frames.jsonl is not beside this folder")
def test_layouts_agree_with_frames():
    frames = {f["id"]: f for f in map(json.loads, FRAMES.read_text(encoding="utf-8").splitlines())}

    def raw(name):
        return bytes.fromhex(frames[name]["hex"])

    at = dt.datetime.fromisoformat
    assert layouts.weight(79.96, at("2026-05-12T18:53:54"), 1, bmi=23.8, height_m=1.83) == raw(
        "F060"
    )
    assert layouts.body_composition(
        fat=19.4, bmr_kj=6879, muscle=40.7, soft_lean_kg=61.18, water_kg=43.25, impedance=452.0
    ) == raw("F061")
    assert layouts.blood_pressure(
        124, 86, 97, pulse=51, when=at("2024-06-15T17:17:27"), status=0
    ) == raw("F090")
    assert layouts.blood_pressure_bm48(
        113, 73, pulse=65, when=at("2026-08-11T20:56:00"), user=1
    ) == raw("F095")
    assert layouts.continuous_oximetry(100, 90) == raw("F102")
    assert layouts.temperature("38.2") == raw("F110")
    assert layouts.glucose(
        6, at("2020-04-13T16:38:10"), mg_dl=120, offset_min=0, location=15
    ) == raw("F106")
    assert layouts.heart_rate(255) == raw("F114")
    for name in ("F009", "F010", "F011", "F012", "F013", "F015", "F016", "F027", "F028", "F034"):
        digits = frames[name]["expected"]["decimal"]
        assert layouts.sfloat({"20": "2E+1", "200": "2E+2"}.get(digits, digits)) == raw(name), name
    assert ColmiRing.packet(0x03, 64) == raw("F126")


# ------------------------------------------------------------------ clock
def test_clock_at_1970_is_reported_and_can_be_set(world):
    s = world.add(Scale([{"kg": 70.0}], has_clock=True, clock=dt.datetime(1970, 1, 1)))

    async def main():
        got = []
        async with BleakClient(await find("Balance")) as c:
            before = bytes(await c.read_gatt_char(uuid("2a2b")))
            await c.start_notify(uuid("2a9d"), lambda _, b: got.append(bytes(b)))
            await wait_for(lambda: got)
            now = dt.datetime.now()
            await c.write_gatt_char(uuid("2a2b"), layouts.current_time(now), response=True)
            after = bytes(await c.read_gatt_char(uuid("2a2b")))
        return before, got, after, now

    before, got, after, now = asyncio.run(main())
    assert (
        struct.unpack_from("<H", before)[0] == 1970
        and struct.unpack_from("<H", got[0], 3)[0] == 1970
    )
    assert abs((layouts.read_current_time(after) - now).total_seconds()) <= 2
    assert abs(s.clock_error) < 2 and s.clock_writes == 1


def test_a_device_may_refuse_its_clock(world):
    world.add(Scale(has_clock=True, refuses_clock=True))

    async def main():
        async with BleakClient(await find("Balance")) as c:
            with pytest.raises((BleakDBusError, BleakGATTProtocolError)) as e:
                await c.write_gatt_char(
                    uuid("2a2b"), layouts.current_time(dt.datetime.now()), response=True
                )
            return repr(e.value)

    assert "80" in asyncio.run(main())


# ------------------------------------------------------------------ scales
def test_kept_records_come_again_at_each_session(world):
    world.add(
        Scale([{"kg": 70.0, "at": DT, "user": 1}, {"kg": 71.0, "at": DT, "user": 2}], keep=True)
    )
    first = asyncio.run(read("Balance", "2a9d", 2))
    assert first == asyncio.run(read("Balance", "2a9d", 2))


def test_weighing_while_connected(world):
    s = world.add(Scale())

    async def main():
        async def later(client):
            asyncio.get_running_loop().call_later(
                0.2, lambda: asyncio.ensure_future(inside(world, s.weigh(81.35)))
            )

        return await read("Balance", "2a9d", 1, before=later)

    assert struct.unpack_from("<H", asyncio.run(main())[0], 1)[0] == 16270


FAMILY = [
    {"slot": 1, "code": 3752, "born": dt.date(1983, 8, 8), "sex": 0, "height_cm": 183},
    {"slot": 2, "code": 1234, "born": dt.date(1985, 2, 3), "sex": 1, "height_cm": 165},
]
WEIGHINGS = [
    {"kg": 79.96, "user": 1, "at": DT, "fat": 19.4, "muscle": 40.7, "water_kg": 43.25},
    {"kg": 61.20, "user": 2, "at": DT, "fat": 27.1},
    {"kg": 14.05, "user": 255, "at": DT, "fat": None},
]


async def consent(client, slot, code, answers):
    await client.start_notify(uuid("2a9f"), lambda _, b: answers.append(bytes(b)))
    await client.write_gatt_char(uuid("2a9f"), struct.pack("<BBH", 2, slot, code), response=True)


@pytest.mark.parametrize(
    ("slot", "code", "result", "weights"),
    [(1, 3752, 1, [15992, 2810]), (2, 1234, 1, [12240, 2810]), (1, 9999, 5, [])],
)
def test_a_slot_gives_its_own_readings_only(world, slot, code, result, weights):
    s = world.add(BodyScale(FAMILY, WEIGHINGS))

    async def main():
        answers, kg, body = [], [], []
        async with BleakClient(await find("BF720"), pair=True) as c:
            await c.start_notify(uuid("2a9d"), lambda _, b: kg.append(bytes(b)))
            await c.start_notify(uuid("2a9c"), lambda _, b: body.append(bytes(b)))
            await consent(c, slot, code, answers)
            await wait_for(lambda: answers and len(body) == len(weights))
            index = bytes(await c.read_gatt_char(uuid("2a9a")))[0]
        return answers, kg, body, index

    answers, kg, body, index = asyncio.run(main())
    assert answers == [bytes([0x20, 2, result])]
    assert [struct.unpack_from("<H", b, 1)[0] for b in kg] == weights
    assert index == (slot if result == 1 else 255) and s.paired
    if weights:
        assert struct.unpack_from("<H", body[-1], 2)[0] == 0xFFFF, (
            "unsuccessful composition of the guest"
        )


def test_profile_is_closed_without_consent_and_open_with_it(world):
    world.add(BodyScale(FAMILY))

    async def main():
        answers = []
        async with BleakClient(await find("BF720"), pair=True) as c:
            with pytest.raises((BleakDBusError, BleakGATTProtocolError)):
                await c.read_gatt_char(uuid("2a85"))
            await consent(c, 2, 1234, answers)
            await wait_for(lambda: answers)
            return [bytes(await c.read_gatt_char(uuid(u))) for u in ("2a85", "2a8c", "2a8e")]

    assert asyncio.run(main()) == [b"\xc1\x07\x02\x03", b"\x01", b"\xa5\x00"]


def test_records_wait_for_the_profile_to_be_written_back(world):
    world.add(BodyScale(FAMILY, WEIGHINGS[:1], needs_commit=True))

    async def main():
        answers, body = [], []
        async with BleakClient(await find("BF720"), pair=True) as c:
            await c.start_notify(uuid("2a9d"), lambda _, b: None)
            await c.start_notify(uuid("2a9c"), lambda _, b: body.append(bytes(b)))
            await consent(c, 1, 3752, answers)
            await wait_for(lambda: answers)
            await asyncio.sleep(0.1)
            early = list(body)
            for short in ("2a85", "2a8c", "2a8e"):
                await c.write_gatt_char(
                    uuid(short), await c.read_gatt_char(uuid(short)), response=True
                )
            await c.write_gatt_char(uuid("2a99"), struct.pack("<I", 2), response=True)
            await wait_for(lambda: body)
        return early, body

    early, body = asyncio.run(main())
    assert early == [] and len(body) == 1


def test_vendor_list_registration_and_full_scale(world):
    s = world.add(BodyScale(FAMILY, slots=3))

    async def main():
        slots, answers = [], []
        async with BleakClient(await find("BF720"), pair=True) as c:
            await c.start_notify(uuid("fff2"), lambda _, b: slots.append(bytes(b)))
            await c.write_gatt_char(uuid("fff2"), b"\0", response=True)
            await wait_for(lambda: slots and slots[-1] == b"\x01")
            await c.start_notify(uuid("2a9f"), lambda _, b: answers.append(bytes(b)))
            for _ in range(2):
                await c.write_gatt_char(uuid("2a9f"), struct.pack("<BH", 1, 4321), response=True)
            await wait_for(lambda: len(answers) == 2)
        return slots, answers

    slots, answers = asyncio.run(main())
    assert [x[1] for x in slots[:-1]] == [1, 2] and answers == [
        b"\x20\x01\x01\x03",
        b"\x20\x01\x04",
    ]
    assert s.users[3]["code"] == 4321


def test_silent_consent_still_delivers(world):
    world.add(BodyScale(FAMILY, WEIGHINGS[:1], answers_consent=False))

    async def main():
        answers, body = [], []
        async with BleakClient(await find("BF720"), pair=True) as c:
            await c.start_notify(uuid("2a9d"), lambda _, b: None)
            await c.start_notify(uuid("2a9c"), lambda _, b: body.append(bytes(b)))
            await consent(c, 1, 3752, answers)
            await wait_for(lambda: body)
        return answers

    assert asyncio.run(main()) == []


# ------------------------------------------------------------------ blood pressure
def test_cuff_sends_its_memory_in_a_burst(world):
    s = world.add(
        BloodPressureCuff(
            [
                {"sys": 124, "dia": 86, "mean": 97, "pulse": 51, "at": DT, "status": 0},
                {"sys": 131, "dia": 82, "pulse": 60, "at": DT, "user": 1},
            ]
        )
    )
    got = asyncio.run(read("Tensiometre", "2a35", 2))
    assert (
        got[0] == layouts.blood_pressure(124, 86, 97, pulse=51, when=DT, status=0) and s.left == 0
    )


def test_cuff_bm48_kpa_and_failed_measurement(world):
    world.add(
        BloodPressureCuff(
            [{"sys": 113, "dia": 73, "pulse": 65, "user": 1, "at": DT}], quirk="bm48", name="BM85"
        )
    )
    world.add(
        BloodPressureCuff(
            [{"sys": 120, "dia": 80, "at": DT}], kpa=True, name="kPa", address="F0:F1:F2:F3:F4:16"
        )
    )
    failing = world.add(BloodPressureCuff(name="Rate", address="F0:F1:F2:F3:F4:26"))
    world.run(failing.fail())
    odd = asyncio.run(read("BM85", "2a35", 1))[0]
    assert odd[0] == 0x56 and odd[14:] == bytes([0, 65, 1, 0, 0])
    kpa = asyncio.run(read("kPa", "2a35", 1))[0]
    assert kpa[0] & 1 and kpa[1:3] == layouts.sfloat("16.0")
    nan = asyncio.run(read("Rate", "2a35", 1))[0]
    assert nan[1:7] == bytes.fromhex("ff07") * 3


def test_cuff_that_needs_a_rest_before_the_subscription(world):
    world.add(BloodPressureCuff([{"sys": 120, "dia": 80, "at": DT}], settle=0.4))

    async def main(wait):
        got, gone = [], []
        c = BleakClient(await find("Tensiometre"), disconnected_callback=lambda _: gone.append(1))
        await c.connect()
        await asyncio.sleep(wait)
        await c.start_notify(uuid("2a35"), lambda _, b: got.append(bytes(b)))
        await wait_for(lambda: got or gone)
        await c.disconnect()
        return got

    assert asyncio.run(main(0)) == [] and len(asyncio.run(main(0.5))) == 1


# ------------------------------------------------------------------ thermometer, oximeter
def test_thermometer_final_and_intermediate(world):
    t = world.add(Thermometer([{"celsius": "38.2", "at": DT}]))
    f = world.add(
        Thermometer(
            [{"celsius": 37.0, "at": DT}],
            fahrenheit=True,
            name="Fahrenheit",
            address="F0:F1:F2:F3:F4:17",
        )
    )
    assert asyncio.run(read("Thermometre", "2a1c", 1)) == [
        layouts.temperature("38.2", when=DT, site=3)
    ]
    assert asyncio.run(read("Fahrenheit", "2a1c", 1)) == [
        layouts.temperature("98.6", fahrenheit=True, when=DT, site=3)
    ]

    async def main():
        async def later(_):
            asyncio.get_running_loop().call_later(
                0.2, lambda: asyncio.ensure_future(inside(world, t.warm_up([36.1, 36.9, 37.2])))
            )

        return await read("Thermometre", "2a1e", 3, before=later)

    assert len(asyncio.run(main())) == 3 and f.left == 0


def test_oximeter_by_record_access(world):
    o = world.add(
        PulseOximeter(
            [
                {"spo2": 97, "pulse": 61, "at": DT},
                {"spo2": 91, "pulse": 70, "at": DT, "status": 0x4000},
            ]
        )
    )

    async def main():
        got, answers = [], []
        async with BleakClient(await find("Oxymetre")) as c:
            await c.start_notify(uuid("2a5e"), lambda _, b: got.append(bytes(b)))
            await c.start_notify(uuid("2a52"), lambda _, b: answers.append(bytes(b)))
            for order in (b"\x04\x01", b"\x01\x01", b"\x02\x01", b"\x01\x01"):
                n = len(answers)
                await c.write_gatt_char(uuid("2a52"), order, response=True)
                await wait_for(lambda: len(answers) > n)
        return got, answers

    got, answers = asyncio.run(main())
    assert len(got) == 2 and answers == [
        b"\x05\0\x02\0",
        b"\x06\0\x01\x01",
        b"\x06\0\x02\x01",
        b"\x06\0\x01\x06",
    ]
    assert o.deleted == 2


def test_oximeter_stream_and_immediate_spot(world):
    o = world.add(PulseOximeter([{"spo2": 98, "pulse": 60, "at": DT}], racp=False))

    async def main():
        flow, spot = [], []
        async with BleakClient(await find("Oxymetre")) as c:
            await c.start_notify(uuid("2a5e"), lambda _, b: spot.append(bytes(b)))
            await c.start_notify(uuid("2a5f"), lambda _, b: flow.append(bytes(b)))
            await inside(world, o.stream([[97, 60], [98, 61], [0, 0, 0x8000]]))
            await wait_for(lambda: len(flow) == 3 and spot)
        return flow

    assert asyncio.run(main())[2][0] == 4


# ------------------------------------------------------------------ glucose
def test_glucometer_errors_abort_context_and_reset(world):
    g = world.add(
        Glucometer(
            [
                {"mg_dl": 105, "at": DT, "meal": 1, "carbs_g": 30},
                {"mmol_l": "5.8", "at": DT},
                {"at": DT, "status": 0x20},
            ],
            encrypted=False,
            strict=True,
            pause=0.1,
            refuses=[3],
        )
    )

    async def main():
        got, context, answers = [], [], []
        async with BleakClient(await find("Lecteur")) as c:
            await c.start_notify(uuid("2a18"), lambda _, b: got.append(bytes(b)))
            await c.start_notify(uuid("2a52"), lambda _, b: answers.append(bytes(b)))
            with pytest.raises(BleakGATTProtocolError) as improper:
                await c.write_gatt_char(uuid("2a52"), b"\x01\x01", response=True)
            await c.start_notify(uuid("2a34"), lambda _, b: context.append(bytes(b)))
            await c.write_gatt_char(uuid("2a52"), b"\x01\x01", response=True)
            with pytest.raises((BleakDBusError, BleakGATTProtocolError)) as busy:
                await c.write_gatt_char(uuid("2a52"), b"\x01\x01", response=True)
            await c.write_gatt_char(uuid("2a52"), b"\x03\x00", response=True)
            await wait_for(lambda: answers)
            await c.write_gatt_char(uuid("2a52"), b"\x01\x03\x01\x01\x00", response=True)
            await wait_for(lambda: len(answers) == 2)
            await c.write_gatt_char(uuid("2a52"), b"\x01\x01", response=True)
            await wait_for(lambda: len(answers) == 3)
        return improper.value.code, repr(busy.value), answers, len(context), len(got)

    improper, busy, answers, contexts, got = asyncio.run(main())
    assert improper == 0xFD and "254" in busy
    assert (
        answers == [b"\x06\0\x03\x01", b"\x06\0\x01\x04", b"\x06\0\x01\x01"]
        and contexts == 2
        and got >= 4
    )
    world.run(g.reset())
    world.run(g.measure(mg_dl=99))
    assert g.stored[0][0] == 1


def test_glucometer_that_never_ends(world):
    world.add(Glucometer([glu(1)], encrypted=False, never_ends=True))

    async def main():
        got, answers = [], []
        async with BleakClient(await find("Lecteur")) as c:
            await c.start_notify(uuid("2a18"), lambda _, b: got.append(bytes(b)))
            await c.start_notify(uuid("2a52"), lambda _, b: answers.append(bytes(b)))
            await c.write_gatt_char(uuid("2a52"), b"\x01\x01", response=True)
            await wait_for(lambda: got)
            await asyncio.sleep(0.2)
            silent = list(answers)
            await c.write_gatt_char(uuid("2a52"), b"\x03\x00", response=True)
            await wait_for(lambda: answers)
        return silent, answers

    assert asyncio.run(main()) == ([], [b"\x06\0\x03\x01"])


# ------------------------------------------------------------------ worn things
def test_belt_beats_by_itself_and_loses_contact(world):
    b = world.add(HeartBelt(auto=[60, 62], every=0.01))
    assert [x[1] for x in asyncio.run(read("Ceinture", "2a37", 4))[:4]] == [60, 62, 60, 62]
    b.auto = []

    async def main():
        async def later(_):
            asyncio.get_running_loop().call_later(
                0.1, lambda: asyncio.ensure_future(inside(world, b.no_contact()))
            )

        return await read("Ceinture", "2a37", 1, before=later)

    assert asyncio.run(main())[0] == b"\x04\0"


def test_bangle(world):
    world.add(BangleJs(auto=[77]))
    assert asyncio.run(read("Bangle.js 1a2b", "2a37", 1))[0] == b"\x06\x4d"


STEPS = "00030001-78fc-48fe-8e23-433b3a1942d0"


def test_pinetime(world):
    w = world.add(PineTime(steps=1200, bpm=64))

    async def main():
        got = []
        device = await find("InfiniTime")
        async with BleakClient(device) as c:
            first = (
                bytes(await c.read_gatt_char(STEPS)),
                bytes(await c.read_gatt_char(uuid("2a37"))),
            )
            await c.start_notify(STEPS, lambda _, b: got.append(struct.unpack("<I", b)[0]))
            await inside(world, w.walk(34))
            await inside(world, w.midnight())
            await wait_for(lambda: len(got) == 2)
            battery = bytes(await c.read_gatt_char(uuid("2a19")))
            await c.write_gatt_char(
                uuid("2a2b"), layouts.current_time(dt.datetime.now()), response=True
            )
            maker = bytes(await c.read_gatt_char(uuid("2a29")))
        return first, got, battery, maker

    first, got, battery, maker = asyncio.run(main())
    assert first == (struct.pack("<I", 1200), b"\0\x40") and got == [1234, 0]
    assert battery == bytes([87]) and maker == b"PINE64" and w.clock_writes == 1


def test_pinetime_advertises_no_health_service(world):
    world.add(PineTime())
    found = asyncio.run(BleakScanner.discover(0.3, return_adv=True))
    ((_, advert),) = found.values()
    assert advert.service_uuids == ["00001530-1212-efde-1523-785feabcd123"]


RX, TX = (f"6e40000{n}-b5a3-f393-e0a9-e50e24dcca9e" for n in (2, 3))


def test_colmi_ring(world):
    today = dt.datetime.now(dt.UTC).date()
    ring = world.add(
        ColmiRing(
            heart={today.isoformat(): [[0, 55], [60, 61], [1435, 58]]},
            steps=[{"days_ago": 0, "slot": 92, "steps": 21, "metres": 16, "kcal10": 121}],
        )
    )

    async def main():
        got = []

        async def ask(*values, count=1):
            got.clear()
            await c.write_gatt_char(RX, ring.packet(*values), response=False)
            await wait_for(lambda: len(got) >= count)
            return list(got)

        async with BleakClient(await find("R02_A1B2")) as c:
            await c.start_notify(TX, lambda _, b: got.append(bytes(b)))
            clock = await ask(0x01, 0x26, 0x11, 0x23, 0x10, 0x15, 0x00, 1)
            battery = await ask(0x03)
            midnight = int(
                dt.datetime(today.year, today.month, today.day, tzinfo=dt.UTC).timestamp()
            )
            log = await ask(0x15, *struct.pack("<I", midnight), count=24)
            none = await ask(0x15, *struct.pack("<I", midnight - 86400))
            steps = await ask(0x43, 0, 0x0F, 0, 0x5F, 1, count=2)
            live = await ask(0x69, 1, 1, count=4)
            bad = await ask(0x33)
            got.clear()
            await c.write_gatt_char(RX, bytes(16)[:-1] + b"\x07", response=False)
            await asyncio.sleep(0.1)
        return clock, battery, log, none, steps, live, bad, list(got)

    clock, battery, log, none, steps, live, bad, silence = asyncio.run(main())
    values = log[1][6:15] + b"".join(p[2:15] for p in log[2:])
    assert [values[0], values[12], values[287]] == [55, 61, 58] and len(log) == 24
    assert none[0][:2] == b"\x15\xff" and battery[0] == ring.packet(3, 87, 0)
    assert steps[1][4:13] == bytes([92, 0, 1, 121, 0, 21, 0, 16, 0]) and [p[3] for p in live] == [
        0,
        0,
        71,
        72,
    ]
    assert bad[0][0] == 0xB3 and silence == [] and ring.utc.year == 2026 and clock
