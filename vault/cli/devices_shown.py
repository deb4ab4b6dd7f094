"""How devices stand in the documents of the command line (`docs/cli.md`)."""

from __future__ import annotations

from typing import Any

from vault.record.instrument import Instrument
from vault.usecases.instruments import Family, Nearby


def device(one: Instrument) -> dict[str, Any]:
    """Return a device that was added."""
    return {
        "id": one.uid,
        "address": one.address,
        "name": one.name,
        "driver": one.driver,
        "services": list(one.settings.get("services", ())),
        "paired": True,
        "bonded": bool(one.settings.get("bonded")),
        "people": list(one.people),
        "battery": one.settings.get("battery"),
    }


def near(one: Nearby) -> dict[str, Any]:
    """Return a device that was seen."""
    return {
        "address": one.seen.address,
        "name": one.seen.name,
        "driver": one.drivers[0] if one.drivers else None,
        "services": sorted(one.seen.services),
        "paired": one.added,
        "signal": one.seen.rssi,
    }


def family(one: Family) -> dict[str, Any]:
    """Return a family of devices that is recognised."""
    return {
        "driver": one.driver,
        "name": one.name,
        "measures": list(one.measures),
        "needs": list(one.needs),
        "wave": one.wave,
    }


def percent(level: object) -> str:
    """Write the level of a battery."""
    return "–" if level is None else f"{level}\u00a0%"
