"""Sessions (D08, D10, D16, D17, D18, D24): raw first, gather until quiet, leave cleanly."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.devices.bench import FakeDesk, RealClock, radio, run, until, world_of
from tests.virtual_ble.vble.devices import BloodPressureCuff, HeartBelt, Scale
from vault import errors as e
from vault.devices import decoder as words
from vault.devices.air import Radio, Seen
from vault.devices.clock import wall
from vault.devices.decoder import Channel, Claims, Decoder, Frame, Reading, Skipped, Value
from vault.devices.gatt import sig
from vault.devices.interpreting import Interpreter
from vault.devices.listening import Ending, Plan, listen
from vault.devices.registry import claimants, decoders
from vault.devices.replay import ReplayRadio, recording
from vault.paths import assets

CLOCK = RealClock()
DT = datetime(2026, 11, 20, 7, 30)  # noqa: DTZ001


class _Counter:
    def feed(self, frame: Frame, /) -> Any:
        rate = frame.payload[1]
        if rate == 0:
            yield Skipped("zero", frame.uid)
        else:
            value = Value("heart_rate", Decimal(rate), "/min")
            yield Reading((value,), None, live=False, frames=(frame.uid,))

    def flush(self, _now: datetime, /) -> Any:
        yield from ()


STREAM = Decoder(
    name="test-stream",
    rank=0,
    claims=Claims(services=frozenset({sig(0x180D)})),
    gives=frozenset({"heart_rate"}),
    channels=(Channel(sig(0x2A37), "notify", mandatory=True),),
    assembler=lambda _settings: _Counter(),
    title=lambda: "",
    gesture=lambda: "",
    stream=True,
)
SCALE = tuple(one for one in decoders() if one.name == "sig-weight-scale")
KNOWN = (*(one for one in decoders() if not one.stream), STREAM)


async def session(
    air: Radio, desk: FakeDesk, seconds: float = 0.8, *, quick: bool = True,
    settings: dict[str, Any] | None = None, returns: tuple[float, ...] = (0.05, 0.05),
) -> Ending:  # fmt: skip
    there: list[Seen] = []

    def seen(one: Seen) -> bool:
        there.extend([one] if claimants(one, KNOWN) else [])
        return bool(there)

    await air.nearby(2, seen)
    known = [one._replace(quiet=0.3) if quick else one for one in KNOWN]
    loop = asyncio.get_running_loop()
    plan = Plan(settings or {}, loop.time() + seconds, known, returns=returns)
    return await listen(air, there[0], plan, desk, CLOCK)


def kilos(desk: FakeDesk) -> list[str]:
    return [str(one.values[0].value) for one in desk.readings]


@pytest.mark.vble
def test_stored_readings_are_committed_before_they_are_decoded() -> None:
    """D10: the order of a spy; the scale has erased them when we decode."""
    scale = Scale([Scale.frame(70 + i, DT, 1) for i in range(5)])
    desk = FakeDesk()
    with world_of(scale):
        ending = run(session(radio(), desk))

    assert ending.error is None
    assert ending.frames == 5
    assert (ending.battery, ending.information["model"]) == (87, "BAL-1")
    assert kilos(desk) == ["70.000", "71.000", "72.000", "73.000", "74.000"]
    for one in {frame.payload.hex() for frame in desk.frames}:
        assert desk.order.index(f"logged {one}") < desk.order.index(f"taken {one}")
    assert (scale.left, scale.connection) == (0, None)


@pytest.mark.vble
def test_a_slow_desk_loses_nothing() -> None:
    """D10: the device has long confirmed all of them."""
    scale = Scale([Scale.frame(50 + i, DT, 1) for i in range(20)])
    desk = FakeDesk(slow=0.02)
    with world_of(scale):
        run(session(radio(), desk))
    assert kilos(desk) == [f"{50 + i}.000" for i in range(20)]


@pytest.mark.vble
def test_a_full_disk_ends_the_session_and_what_came_is_not_thrown_away() -> None:
    """D10."""
    scale = Scale([Scale.frame(50 + i, DT, 1) for i in range(5)])
    desk = FakeDesk(fails=e.DiskFull())
    with world_of(scale):
        ending = run(session(radio(), desk))
        assert scale.connection is None
    assert isinstance(ending.error, e.DiskFull)
    assert len(ending.unsaved) >= 1
    assert desk.readings == []


@pytest.mark.vble
@pytest.mark.parametrize("count", [0, 1, 3, 5])
def test_a_link_that_is_cut_keeps_what_came_and_the_next_session_has_the_rest(count: int) -> None:
    """D17: the union is all, none twice."""
    scale = Scale([Scale.frame(70 + i, DT, 1) for i in range(6)], drop_after=count)
    first, second = FakeDesk(), FakeDesk()

    async def both() -> tuple[Ending, Ending]:
        air = radio()
        return await session(air, first), await session(air, second)

    with world_of(scale):
        cut, whole = run(both())
    assert isinstance(cut.error, e.DeviceLost)
    assert whole.error is None
    assert len(first.readings) == count
    assert kilos(first) + kilos(second) == [f"{70 + i}.000" for i in range(6)]


@pytest.mark.vble
def test_a_cuff_that_wants_a_rest_gets_one_and_its_layout_is_read() -> None:
    """Quirks of the BM85: silent for hasty programs, mixed byte order."""
    stored = {"sys": 113, "dia": 73, "pulse": 65, "user": 1, "ago": 7200}
    cuff = BloodPressureCuff([stored], name="BM85", quirk="bm48", settle=0.5, keep=True)
    desk = FakeDesk()
    with world_of(cuff):
        run(session(radio(), desk, 1.2))
    pressure, pulse = desk.readings[0].values
    assert dict(pressure.components) == {"systolic": 113, "diastolic": 73}
    assert (pulse.measure, str(pulse.value)) == ("heart_rate", "65")
    assert desk.readings[0].slot == 1


@pytest.mark.vble
def test_a_failed_measurement_and_cuff_pressures_give_no_reading() -> None:
    cuff = BloodPressureCuff([])
    desk = FakeDesk()

    async def plays(world: Any) -> None:
        async def failing() -> None:
            await until(lambda: "2A35" in cuff.subscribed and "2A36" in cuff.subscribed)
            await asyncio.to_thread(world.run, cuff.inflate([40, 80]))
            await asyncio.to_thread(world.run, cuff.fail())

        await asyncio.gather(session(radio(), desk), failing())

    with world_of(cuff) as world:
        run(plays(world))
    assert desk.skipped == ["intermediate", "intermediate", "unsuccessful"]
    assert desk.readings == []


@pytest.mark.vble
def test_the_clock_is_looked_at_before_anything_is_written_and_set_after_the_readings() -> None:
    """D08."""
    scale = Scale([{"kg": 70.0, "ago": 300}], has_clock=True, clock=datetime(1970, 1, 1, 0, 12))  # noqa: DTZ001
    desk = FakeDesk(set_clock=True)
    with world_of(scale):
        run(session(radio(), desk))
    assert desk.check is not None
    assert desk.check.now(CLOCK.zone).year == 1970
    assert desk.written == [False]
    assert abs(scale.clock_error) < 3
    assert desk.readings[0].device_time is not None
    assert desk.readings[0].device_time.year == 1970


@pytest.mark.vble
def test_a_clock_that_may_not_be_set_is_no_failure() -> None:
    """D08: refused write."""
    scale = Scale([{"kg": 70.0}], has_clock=True, clock_offset=-3600, refuses_clock=True)
    desk = FakeDesk(set_clock=True)
    with world_of(scale):
        ending = run(session(radio(), desk))
    assert ending.error is None
    assert desk.written == [True]


@pytest.mark.vble
def test_a_device_without_a_clock_measures_now() -> None:
    scale = Scale([{"kg": 70.0, "timed": False}])  # its features say that it has a clock
    desk = FakeDesk()
    with world_of(scale):
        run(session(radio(), desk))
    assert [one.live for one in desk.readings] == [False]


@pytest.mark.vble
def test_silence_is_told_by_the_count_of_frames() -> None:
    desk = FakeDesk()
    with world_of(Scale([])):
        ending = run(session(radio(), desk, 0.3))
    assert (ending.frames, ending.error, ending.connected) == (0, None, True)


@pytest.mark.vble
def test_a_device_that_wants_a_bond_says_so() -> None:
    with world_of(Scale([Scale.frame(70)], encrypted=True)):
        ending = run(session(radio(), FakeDesk()))
    assert isinstance(ending.error, e.DeviceNeedsPairing)


@pytest.mark.vble
def test_five_hundred_beats_come_in_order() -> None:
    """D18."""
    belt, desk = HeartBelt(), FakeDesk()

    async def plays(world: Any) -> None:
        work = asyncio.create_task(session(radio(), desk, 30))
        await until(lambda: "2A37" in belt.subscribed, 10)
        await asyncio.to_thread(world.run, belt.stream([60 + i % 100 for i in range(500)], 0))
        await asyncio.to_thread(world.run, belt.no_contact())
        await until(lambda: bool(desk.skipped), 10)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

    with world_of(belt) as world:
        run(plays(world))
        assert belt.subscribed == set()
    assert [one.values[0].value for one in desk.readings] == [60 + i % 100 for i in range(500)]
    assert desk.skipped == ["zero"]
    assert all(one.live for one in desk.readings)


@pytest.mark.vble
def test_a_stream_that_is_cut_goes_on_after_a_gap() -> None:
    """D18, D16: the adapter goes off and on while the belt beats."""
    belt, desk = HeartBelt(auto=[70, 71, 72], every=0.02), FakeDesk()

    async def plays(world: Any) -> Ending:
        async def breaks() -> None:
            await until(lambda: len(desk.readings) > 3, 10)
            world.call(world.bluez.set_powered, False)
            await asyncio.sleep(0.3)
            world.call(world.bluez.set_powered, True)

        returns = (0.1,) * 20
        ending, _none = await asyncio.gather(session(radio(), desk, 3, returns=returns), breaks())
        return ending

    with world_of(belt) as world:
        ending = run(plays(world))
        assert belt.connections >= 2
    assert ending.error is None
    times = [one.received for one in desk.heard]
    assert max(after - before for before, after in pairwise(times)) > timedelta(seconds=0.25)


@pytest.mark.vble
@pytest.mark.parametrize(
    ("breaks", "error"),
    [
        (lambda world: world.call(world.bluez.set_powered, False), e.BluetoothOff),
        (lambda world: world.call(world.bluez.remove_adapter), e.BluetoothAbsent),
        (lambda world: world.run(world.bluez.stop_service()), e.BluetoothOff),
        (lambda world: world.daemon.terminate(), e.BluetoothOff),
    ],
)
def test_bluetooth_that_goes_away_in_a_burst_is_told_and_frames_stay(
    breaks: Any, error: type[Exception]
) -> None:
    """D16: off, pulled out, bluetoothd gone, bus gone."""
    belt, desk = HeartBelt(auto=[70], every=0.01), FakeDesk()

    async def plays(world: Any) -> Ending:
        async def goes() -> None:
            await until(lambda: len(desk.readings) > 3, 10)
            await asyncio.to_thread(breaks, world)

        ending, _none = await asyncio.gather(session(radio(), desk, 4, returns=()), goes())
        return ending

    with world_of(belt) as world:
        ending = run(plays(world))
    assert type(ending.error) is error
    assert len(desk.readings) == ending.frames > 3


@pytest.mark.vble
def test_cancelling_leaves_the_device_and_keeps_what_came() -> None:
    belt, desk = HeartBelt(auto=[70], every=0.01), FakeDesk()

    async def plays() -> None:
        work = asyncio.create_task(session(radio(), desk, 30))
        await until(lambda: len(desk.readings) > 3)
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work

    with world_of(belt):
        run(plays())
        assert belt.connection is None
    assert len(desk.heard) == len(desk.frames)


@pytest.mark.vble
def test_a_replay_gives_the_same_readings_as_the_bench(tmp_path: Path) -> None:
    """D24."""
    frames = [Scale.frame(70 + i, DT, 1) for i in range(3)]
    real, played = FakeDesk(), FakeDesk()
    with world_of(Scale(list(frames))):
        run(session(radio(), real))
    capture = tmp_path / "scale.json"
    sent = ", ".join(f'{{"uuid": "2a9d", "hex": "{one.hex()}"}}' for one in frames)
    capture.write_text(
        f'{{"address": "a", "advertises": {{"services": ["181d"]}}, "frames": [{sent}]}}'
    )
    run(session(ReplayRadio(recording(capture)), played))

    def plain(desk: FakeDesk) -> list[Any]:
        return [(one.values, one.device_time, one.slot, one.live) for one in desk.readings]

    assert plain(played) == plain(real)


def test_the_example_scale_plays_without_bluetooth() -> None:
    desk = FakeDesk()
    ending = run(session(ReplayRadio(recording(assets() / "demo/scale.json")), desk))
    assert ending.error is None
    assert (kilos(desk), desk.readings[0].live) == (["71.270"], True)
    assert ending.information == {"maker": "Exemple", "model": "E-1", "serial": "EX-0001"}


def test_a_recording_can_lose_the_link(tmp_path: Path) -> None:
    capture = tmp_path / "scale.json"
    capture.write_text(
        '{"address": "a", "advertises": {"services": ["181d"]}, "drops": true,'
        ' "frames": [{"uuid": "2a9d", "hex": "00b036"}]}'
    )
    desk = FakeDesk()
    ending = run(session(ReplayRadio(recording(capture)), desk))
    assert isinstance(ending.error, e.DeviceLost)
    assert kilos(desk) == ["70.000"]


def test_a_conversation_sees_frames_out_of_the_log_and_its_memory_is_kept() -> None:
    """A talk goes on only after commit."""
    weights = next(one for one in decoders() if one.name == "sig-weight-scale")

    async def talk(link: words.Link, settings: Any, memory: Any, clock: Any) -> None:
        await link.write("2a9f", b"\x01")
        await link.pause(0)
        await link.read(sig(0x2A19))
        await link.subscribe(sig(0x2A9D))
        async for frame in link.frames(sig(0x2A9D)):
            memory["last"] = frame.payload.hex()
            return

    talking = weights._replace(talk=talk, quiet=0.2)
    air, desk = ReplayRadio(recording(assets() / "demo/scale.json")), FakeDesk()

    async def holds() -> Ending:
        there: list[Seen] = []
        await air.nearby(0, lambda one: bool(there.append(one)))  # type: ignore[func-returns-value]
        plan = Plan({"memory": {"kept": 1}}, asyncio.get_running_loop().time() + 2, [talking])
        return await listen(air, there[0], plan, desk, CLOCK)

    ending = run(holds())
    assert ending.memory == {"kept": 1, "last": "00ae37"}
    assert air.links[0].written == [("2a9f", b"\x01")]


def test_a_device_that_nothing_reads_is_unsupported() -> None:
    air = ReplayRadio(recording(assets() / "demo/scale.json"))

    async def holds() -> Ending:
        there: list[Seen] = []
        await air.nearby(0, lambda one: bool(there.append(one)))  # type: ignore[func-returns-value]
        plan = Plan({}, asyncio.get_running_loop().time() + 1, [STREAM])
        return await listen(air, there[0], plan, FakeDesk(), CLOCK)

    assert isinstance(run(holds()).error, e.DeviceUnsupported)


def frame(payload: str, at: datetime, uuid: str = "2a9d") -> Frame:
    return Frame(payload, sig(int(uuid, 16)), bytes.fromhex(payload), at, "indicate")


def test_what_comes_after_three_seconds_of_silence_is_measured_now() -> None:
    now = CLOCK.now()
    weights = [one for one in decoders() if one.name == "sig-weight-scale"]
    old, late = "02b036d9070b17071e00", "02b136d9070b17071e00"
    reader = Interpreter(weights, {}, CLOCK.zone, since=now)
    told = [*reader.feed(frame(old, now)), *reader.feed(frame(late, now + timedelta(seconds=3.1)))]
    assert [one.item.live for one in told if isinstance(one.item, Reading)] == [False, True]


def test_one_bad_frame_never_ends_a_session() -> None:
    reader = Interpreter(SCALE, {}, CLOCK.zone)
    now = CLOCK.now()
    told = [*reader.feed(frame("02", now)), *reader.feed(frame("00b036", now))]
    assert [getattr(one.item, "reason", None) for one in told] == ["undecodable", None]
    assert list(reader.feed(frame("00", now, "2a19"))) == []


def test_a_device_time_near_ours_is_live() -> None:
    now = CLOCK.now()
    shown = wall(now, CLOCK.zone)
    stamp = shown.year.to_bytes(2, "little") + bytes(
        (shown.month, shown.day, shown.hour, shown.minute, shown.second)
    )
    reader = Interpreter(SCALE, {}, CLOCK.zone)
    (told,) = reader.feed(frame(f"02b036{stamp.hex()}", now))
    assert isinstance(told.item, Reading)
    assert told.item.live
