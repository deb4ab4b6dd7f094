"""All that the list of carnets shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownCarnet:
    """One row: `key` is its whole path; `last` when it was opened, or why it cannot be now."""

    key: str
    name: str
    place: str
    last: str = ""


@dataclass(frozen=True, slots=True)
class CarnetsState:
    """One picture of the page; `said` is what was just done."""

    known: tuple[KnownCarnet, ...] = ()
    said: str = ""
