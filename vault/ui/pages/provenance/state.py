"""All that the dialog about the origin of a value shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version in words; `key` is its number, "" where it is the one that stands."""

    words: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class ProvenanceState:
    """Pairs of a label and a text; `batch` is the import it belongs to, "" where it is none."""

    title: str
    facts: tuple[tuple[str, str], ...]
    technical: tuple[tuple[str, str], ...]
    versions: tuple[Version, ...] = ()
    batch: str = ""
