"""A device that a person added: which one it is, whose it is, and what was learned of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vault.record.provenance import Source


@dataclass(frozen=True, slots=True)
class Instrument:
    """A device of the vault; times are ms UTC.

    `person` is the uid of the one person it is for, None when it is for several or for nobody.
    `settings` holds its address, the people allowed, slots, keys and codes, what it said about
    itself: they never leave the vault.
    """

    uid: str
    driver: str  # name of the decoder that decided
    source: Source
    person: str | None
    settings: Mapping[str, Any] = field(repr=False)
    paired: int
    forgotten: int | None = None

    @property
    def name(self) -> str:
        """The name the person gave it, else the one it shows."""
        return str(self.settings.get("label") or self.settings.get("name") or self.source.model)

    @property
    def address(self) -> str:
        """The address of the radio; "" once it is forgotten."""
        return str(self.settings.get("address", ""))

    @property
    def people(self) -> tuple[str, ...]:
        """Uids of the people it is for."""
        return tuple(self.settings.get("people", ()))

    @property
    def slots(self) -> dict[int, str]:
        """Which user slot of the device is whom, by uid; only what a person has said."""
        told = self.settings.get("slots", {})
        return {int(slot): one["person"] for slot, one in told.items() if one.get("person")}
