"""Frames that others published, read where they lie; none of them is kept here."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from vault.devices.decoders import sig_weight_scale

SHARED = Path(__file__).parents[3] / "shared/data/devices/frames.jsonl"
LINES = SHARED.read_text().splitlines() if SHARED.exists() else []
CASES = [json.loads(line) for line in LINES]


def told(uuid: str, *keys: str) -> list[Any]:
    return [
        pytest.param(case, id=case["id"])
        for case in CASES
        if case["uuid"] == uuid and keys & case["expected"].keys()
    ]


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
