"""How a reading is recognised when its device sends it again."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from vault.devices.decoder import Reading, Value

KEY_BYTES = 16


def key(instrument: str, uuid: str, reading: Reading, received: datetime) -> bytes:
    """Return the 16 bytes of a reading of an instrument (uid), sent on a characteristic.

    They rest on the first that exists: sequence and mark or time; the raw device time (never a
    corrected one) and the values; the reception and the values.
    """
    if reading.sequence is not None:
        what: list[object] = [
            "sequence",
            reading.sequence,
            reading.mark or _iso(reading.device_time),
        ]
    elif reading.device_time is not None:
        what = ["time", _iso(reading.device_time), said(reading)]
    else:
        what = ["received", int(received.timestamp() * 1000), said(reading)]
    parts = [instrument, uuid, reading.slot, *what]
    return hashlib.sha256(json.dumps(parts).encode()).digest()[:KEY_BYTES]


def said(reading: Reading) -> list[list[object]]:
    """Return the values as plain words: equal words are equal values."""
    return [_words(value) for value in reading.values]


def _words(value: Value) -> list[object]:
    parts = [[name, str(part)] for name, part in sorted(value.components.items())]
    name = value.measure if not value.title else f"{value.measure} {value.title}"
    return [name, None if value.value is None else str(value.value), value.unit, parts]


def _iso(wall: datetime | None) -> str | None:
    return None if wall is None else wall.isoformat()
