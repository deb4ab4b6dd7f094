"""Asking for records, and never erasing any (D06)."""

from __future__ import annotations

import asyncio
import struct
from typing import Any

import pytest

from tests.devices.talking import FakeLink, Noon
from vault.devices.decoders.sig_glucose import CONTEXT, DECODER, RESULT, _record
from vault.devices.gatt import sig
from vault.devices.racp import CONTROL, Patience, Records, talk
from vault.errors import DeviceProtocol
from vault.paths import assets

SERIAL = sig(0x2A25)
HURRY = Patience(quiet=0.05, abort=0.02, busy=0.5)
BASE = bytes.fromhex("ea070b12070000")
ALL, NEWEST, COUNT, ABORT = b"\x01\x01", b"\x01\x06", b"\x04\x01", b"\x03\x00"


def since(number: int) -> bytes:
    return b"\x01\x03\x01" + number.to_bytes(2, "little")


class Meter:
    """A control point over numbered records; some of them have a context."""

    def __init__(self, *numbers: int, contexts: tuple[int, ...] = ()) -> None:
        self.numbers, self.contexts = list(numbers), contexts
        self.refused: dict[int, int] = {}  # operator -> code
        self.silent_after: int | None = None
        self.counts = True

    def answer(self, _uuid: str, value: bytes) -> list[tuple[str, bytes]]:
        if value == COUNT:
            count = b"\x05\x00" + len(self.numbers).to_bytes(2, "little")
            return [(CONTROL, count if self.counts else b"\x06\x00\x04\x02")]
        if value == ABORT:
            return [(CONTROL, b"\x06\x00\x03\x01")]
        if value[1] in self.refused:
            return [(CONTROL, bytes((6, 0, 1, self.refused[value[1]])))]
        chosen = self.numbers
        if value[1] == 6:
            chosen = self.numbers[-1:]
        elif value[1] == 3:
            first = int.from_bytes(value[3:], "little")
            chosen = [n for n in self.numbers if (n - first) % 65536 < 32768]
        told = [one for number in chosen[: self.silent_after] for one in self.record(number)]
        if self.silent_after is not None:
            return told
        return [*told, (CONTROL, b"\x06\x00\x01\x01" if chosen else b"\x06\x00\x01\x06")]

    def record(self, number: int) -> list[tuple[str, bytes]]:
        followed = number in self.contexts
        flags = 0x12 if followed else 0x02
        whole = struct.pack("<BH", flags, number) + BASE + bytes.fromhex("69b011")
        context = [(CONTEXT, struct.pack("<BHB", 2, number, 1))] if followed else []
        return [(RESULT, whole), *context]


def fetched(meter: Meter, memory: dict[str, Any], **link: Any) -> list[bytes]:
    """Hold one conversation; return what was asked of the control point."""

    async def holds() -> list[bytes]:
        made = FakeLink(meter.answer, frozenset({CONTROL, RESULT, CONTEXT, SERIAL}), **link)
        made.readable.setdefault(SERIAL, b"M-1\0")
        await talk(Records(RESULT, CONTEXT, of=_record), HURRY)(made, {}, memory, Noon())
        return [value for _uuid, value in made.written]

    return asyncio.run(holds())


def last(memory: dict[str, Any]) -> Any:
    return memory["racp"]["M-1"].get("last")


def test_all_then_what_is_new_then_nothing() -> None:
    meter, memory = Meter(1, 2, 3, contexts=(2,)), dict[str, Any]()
    assert fetched(meter, memory) == [COUNT, ALL]
    assert last(memory) == 3
    assert fetched(meter, memory) == [COUNT, NEWEST]
    meter.numbers += [4, 5]
    assert fetched(meter, memory) == [COUNT, NEWEST, since(4)]
    assert last(memory) == 5


def test_an_empty_meter_is_no_failure() -> None:
    memory: dict[str, Any] = {}
    assert fetched(Meter(), memory) == [COUNT]
    meter = Meter()
    meter.counts = False
    assert fetched(meter, memory) == [COUNT, ALL]


def test_a_refused_operator_is_remembered() -> None:
    meter, memory = Meter(1, 2), {"racp": {"M-1": {"last": 1, "count": 1}}}
    meter.refused = {3: 4, 6: 4}
    assert fetched(meter, memory) == [COUNT, NEWEST, since(2), ALL]
    assert fetched(meter, memory) == [COUNT, ALL]


def test_a_meter_that_began_again_is_read_whole() -> None:
    memory: dict[str, Any] = {"racp": {"M-1": {"last": 40, "count": 40}}}
    assert fetched(Meter(1, 2), memory) == [COUNT, ALL]
    assert last(memory) == 2
    memory = {"racp": {"M-1": {"last": 40, "count": 2}}}
    assert fetched(Meter(1, 2), memory) == [COUNT, NEWEST, ALL]


def test_numbers_begin_again_after_the_largest() -> None:
    memory: dict[str, Any] = {"racp": {"M-1": {"last": 65534, "count": 1}}}
    assert fetched(Meter(65534, 65535, 0, 1), memory) == [COUNT, NEWEST, since(65535)]
    assert last(memory) == 1


def test_another_serial_number_has_a_memory_of_its_own() -> None:
    memory: dict[str, Any] = {"racp": {"M-1": {"last": 40, "count": 2}}}
    assert fetched(Meter(1), memory, readable={SERIAL: b"M-2"}) == [COUNT, ALL]
    assert last(memory) == 40


def test_a_report_that_never_ends_is_aborted_and_what_came_counts() -> None:
    meter, memory = Meter(1, 2, 3), dict[str, Any]()
    meter.silent_after = 2
    assert fetched(meter, memory) == [COUNT, ALL, ABORT]
    assert last(memory) == 2
    meter.silent_after = 0
    assert fetched(meter, memory)[-1] == ABORT


def test_a_record_whose_context_is_missing_is_asked_for_again() -> None:
    """What is learned on the way never passes over a half record."""
    meter, memory = Meter(1, 2, contexts=(2,)), dict[str, Any]()
    meter.silent_after = 2
    record = meter.record
    meter.record = lambda number: record(number)[:1]  # type: ignore[method-assign]
    fetched(meter, memory)
    assert last(memory) == 1


@pytest.mark.parametrize("cut", [1, 2])
def test_a_report_from_the_newest_down_that_was_cut_is_read_whole_the_next_time(cut: int) -> None:
    meter, memory = Meter(3, 2, 1), dict[str, Any]()
    meter.silent_after = cut
    fetched(meter, memory)
    meter.silent_after, meter.refused = None, {6: 2}
    assert fetched(meter, memory) == [COUNT, NEWEST, since(4), ALL]
    assert (last(memory), memory["racp"]["M-1"]["got"]) == (3, 3)


def test_a_busy_meter_is_asked_once_more_after_an_abort() -> None:
    memory: dict[str, Any] = {}
    asked = fetched(Meter(1), memory, refuses={ALL: [0xFE]})
    assert asked == [COUNT, ALL, ABORT, ALL]
    with pytest.raises(DeviceProtocol):
        fetched(Meter(1), {}, refuses={ALL: [0xFE, 0xFE]})


def test_a_channel_that_was_forgotten_is_subscribed_to_again() -> None:
    assert fetched(Meter(1), {}, refuses={COUNT: [0xFD]}) == [COUNT, COUNT, ALL]
    with pytest.raises(DeviceProtocol):
        fetched(Meter(1), {}, refuses={COUNT: [0x80]})


def test_an_abort_may_be_refused_or_left_without_answer() -> None:
    meter, memory = Meter(1, 2), dict[str, Any]()
    meter.silent_after = 1
    assert fetched(meter, memory, refuses={ABORT: [0x80]}) == [COUNT, ALL, ABORT]


def test_without_a_control_point_or_a_serial_nothing_is_wrong() -> None:
    async def holds(*uuids: str) -> list[tuple[str, bytes]]:
        link = FakeLink(Meter(1).answer, frozenset(uuids))
        await talk(Records(RESULT), HURRY)(link, {}, {}, Noon())
        return link.written

    assert asyncio.run(holds(RESULT)) == []
    assert [one for _uuid, one in asyncio.run(holds(RESULT, CONTROL))] == [COUNT, ALL]
    assert [one for _uuid, one in asyncio.run(holds(RESULT, CONTROL, SERIAL))] == [COUNT, ALL]


def test_a_frame_that_no_decoder_reads_teaches_nothing() -> None:
    meter, memory = Meter(1), dict[str, Any]()
    meter.record = lambda number: [(RESULT, b"\x02"[:number])]  # type: ignore[method-assign]
    fetched(meter, memory)
    assert last(memory) is None


def test_no_line_of_the_program_can_erase_a_record() -> None:
    """D06: the operation is nowhere; what writes to the control point writes these three."""
    source = (assets().parent / "vault/devices/racp.py").read_text()
    assert "bytes((0x02" not in source
    assert "_DELETE" not in source
    assert DECODER.talk is not None
