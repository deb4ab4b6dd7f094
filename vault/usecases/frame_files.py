"""The frames of a device as a file: for a report, or to be played again without the device.

It holds what was measured. Neither address, nor serial number, nor key, nor people are in it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from vault.errors import NotFound
from vault.record.instrument import Instrument
from vault.store.frames import RawFrame
from vault.usecases.instruments import added
from vault.usecases.session import Session

_NO_ADDRESS: Final = "00:00:00:00:00:00"


def recorded(session: Session, device: str) -> tuple[bytes, int]:
    """Return the latest session of a device (address or uid) as JSON, and how many frames it has.

    `vault.devices.replay.recording` plays it; frames of advertisements are kept beside.

    Raises:
        NotFound: nothing that was added has this name, or nothing is left of its frames.
    """
    instrument = added(session, device)
    frames = session.vault.frames.latest(instrument.uid)
    if not frames:
        raise NotFound(what="device")
    told = _document(instrument, frames)
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n", len(frames)


def _document(instrument: Instrument, frames: Sequence[RawFrame]) -> dict[str, Any]:
    before = [frames[0], *frames]
    sent = [
        {
            "uuid": one.uuid,
            "hex": one.body.hex(),
            "after": (one.received - earlier.received) / 1000,
            "kind": one.kind,
        }
        for earlier, one in zip(before, frames, strict=False)
    ]
    shown = {"name": instrument.settings.get("name", ""), "services": _services(instrument)}
    return {
        "source": "recorded by Carnet",
        "address": _NO_ADDRESS,
        "advertises": shown,
        "reads": {one["uuid"]: one["hex"] for one in sent if one["kind"] == "read"},
        "frames": [one for one in sent if one["kind"] != "read"],
    }


def _services(instrument: Instrument) -> list[str]:
    return list(instrument.settings.get("services", ()))
