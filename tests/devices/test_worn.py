"""Rings and watches: what is asked of them, day by day (D19)."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.devices.talking import NOON, FakeLink, Noon
from vault.devices.decoder import Frame, Learning, Reading
from vault.devices.decoders import colmi_ring as ring
from vault.devices.decoders import pinetime

PARIS = ZoneInfo("Europe/Paris")


class Ring:
    """Steps of days ago, and a log of heart rates by midnight."""

    def __init__(self, steps: dict[int, int] | None = None, heart: set[int] | None = None) -> None:
        self.steps, self.heart = steps or {}, heart or set()
        self.silent: set[int] = set()  # commands that are not answered
        self.broken = False

    def answer(self, _uuid: str, value: bytes) -> list[tuple[str, bytes]]:
        body = ring.parse(value)
        told = [] if body[0] in self.silent else self.told(body)
        return [(ring.ANSWERS, one) for one in told]

    def told(self, body: bytes) -> list[bytes]:
        if body[0] == ring.POWER and not self.broken:
            return [b"\0" * 15, ring.packet(ring.LIVE, 1, 0, 70), ring.packet(ring.POWER, 64)]
        if body[0] == ring.STEPS:
            count = self.steps.get(body[1], 0)
            if not count:
                return [ring.packet(ring.STEPS, ring.NONE)]
            head = ring.packet(ring.STEPS, ring.HEAD, count, 1)
            return [
                head,
                *(ring.packet(ring.STEPS, 0x26, 0x11, 0x22, n, n, count) for n in range(count)),
            ]
        if body[0] == ring.HEART:
            midnight = int.from_bytes(body[1:5], "little")
            if midnight not in self.heart:
                return [ring.packet(ring.HEART, ring.NONE)]
            return [ring.packet(ring.HEART, 0, 3, 5), *(ring.packet(ring.HEART, n) for n in (1, 2))]
        return [ring.packet(body[0] | ring.FAILED, 0xEE)]


def asked(made: Ring, memory: dict[str, Any]) -> list[bytes]:
    async def holds() -> list[bytes]:
        link = FakeLink(made.answer, frozenset({ring.ANSWERS}))
        await ring.talk(ring.Patience(0.05, 0.1))(link, {}, memory, Noon())
        return [ring.parse(value) for _uuid, value in link.written]

    return asyncio.run(holds())


def test_a_ring_is_set_to_utc_and_asked_for_a_week() -> None:
    memory: dict[str, Any] = {}
    clock, power, *days = asked(Ring({0: 3}, {int(NOON.timestamp()) - 43200}), memory)
    assert clock[:8] == bytes.fromhex("0126112312000001")
    assert power[0] == ring.POWER
    assert [body[1] for body in days[:7]] == list(range(7))
    midnights = [int.from_bytes(body[1:5], "little") for body in days[7:]]
    first = NOON.replace(hour=0)
    assert midnights == [int((first - timedelta(days=n)).timestamp()) for n in range(7)]
    assert memory == {"battery": 64, "ring": {"until": "2026-11-23"}}


@pytest.mark.parametrize(
    ("until", "days"), [("2026-11-23", 1), ("2026-11-21", 3), ("2020-01-01", 7)]
)
def test_only_days_that_were_not_complete_are_asked_for_again(until: str, days: int) -> None:
    told = asked(Ring(), {"ring": {"until": until}})
    assert len([body for body in told if body[0] == ring.STEPS]) == days


def test_a_ring_that_says_nothing_is_asked_for_the_same_days_again() -> None:
    made, memory = Ring(), {"ring": {"until": "2026-11-22"}}
    made.silent = {ring.TIME, ring.POWER, ring.STEPS, ring.HEART}
    assert len(asked(made, memory)) == 6
    assert memory == {"ring": {"until": "2026-11-22"}}


def test_a_ring_that_leaves_one_question_open_is_asked_again_too() -> None:
    made, memory = Ring(), {"ring": {"until": "2026-11-22"}}
    made.silent, made.broken = {ring.STEPS}, True
    assert len(asked(made, memory)) == 6
    assert memory == {"ring": {"until": "2026-11-22"}}


def frame(counter: int, at: datetime) -> Frame:
    return Frame(f"{counter} {at}", pinetime.STEPS, counter.to_bytes(4, "little"), at, "notify")


def walked(memory: dict[str, Any], *counters: tuple[int, datetime]) -> list[tuple[int, Any]]:
    """Hold one session of one computer; return the totals that were told, and their spans."""
    worn = pinetime.DECODER.assembler({"zone": PARIS, "memory": memory})
    told = [one for counter, at in counters for one in worn.feed(frame(counter, at))]
    told += worn.flush(NOON)
    assert isinstance(worn, Learning)
    memory |= worn.learned
    readings = [one for one in told if isinstance(one, Reading)]
    return [(int(one.values[0].value or 0), one.span) for one in readings]


DAY = timedelta(days=1)


def test_a_day_has_one_total_over_sessions_and_restarts() -> None:
    memory: dict[str, Any] = {}
    assert walked(memory) == []
    assert memory == {}
    assert walked(memory, (4000, NOON)) == [(4000, DAY)]
    later = NOON + timedelta(hours=1)
    assert walked(memory, (4000, later)) == [(4000, DAY)]
    assert walked(memory, (50, later), (60, later)) == [(4060, DAY)]
    assert walked(memory, (3, NOON + DAY)) == [(3, DAY)]


def test_two_computers_tell_the_same_day() -> None:
    one, other = dict[str, Any](), dict[str, Any]()
    assert walked(one, (4000, NOON)) == walked(other, (4000, NOON)) == [(4000, DAY)]


def test_the_day_on_which_clocks_change_is_longer() -> None:
    autumn = datetime(2026, 10, 25, 12, tzinfo=UTC)
    spring = datetime(2026, 3, 29, 12, tzinfo=UTC)
    assert walked({}, (9, autumn), (9, autumn + DAY)) == [(9, timedelta(hours=25)), (9, DAY)]
    assert walked({}, (9, spring)) == [(9, timedelta(hours=23))]
