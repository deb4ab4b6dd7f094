"""Frames of devices: how many become readings in a second, beside reading their fields bare."""

from __future__ import annotations

import json
import struct
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.case import Case
from vault.devices.decoder import Frame
from vault.devices.gatt import sig
from vault.devices.interpreting import Interpreter
from vault.devices.registry import decoders

_CAPTURES = Path(__file__).parents[1] / "tests/devices/fixtures"
_ZONE = ZoneInfo("Europe/Paris")
_NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
_GOAL_PER_SECOND, _GOAL = 100_000, 60.0


def cases(quick: bool) -> list[Case]:  # noqa: FBT001 - the contract of the runner
    """Decode frames of all families, mixed, as a session does after they are committed."""
    frames = _frames(10_000 * (1 if quick else len(decoders())))

    def decode() -> int:
        reader = Interpreter(decoders(), {}, _ZONE)
        return sum(1 for frame in frames for _told in reader.feed(frame))

    def bare() -> int:
        unpack = struct.Struct("<BHH").unpack_from
        whole = (bytes(frame.payload) + bytes(5) for frame in frames)
        return sum(len(unpack(payload)) for payload in whole)

    goal_ms = 1000 * len(frames) / _GOAL_PER_SECOND
    return [Case("ble_decode", decode, bare, _GOAL, goal_ms, n=len(frames))]


def _frames(count: int) -> list[Frame]:
    sent = [
        (sig(int(one["uuid"], 16)), bytes.fromhex(one["hex"]))
        for path in sorted(_CAPTURES.glob("*/*.json"))
        for one in json.loads(path.read_text(encoding="utf-8"))["frames"]
    ]
    picked = (sent[number % len(sent)] for number in range(count))
    return [
        Frame(str(number), uuid, payload, _NOON, "notify")
        for number, (uuid, payload) in enumerate(picked)
    ]
