"""None, unknown and not asked are three different things, and none of them is an empty list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

State = Literal["none", "unknown", "not_asked"]

SECTIONS: Final = (
    "allergy", "medication", "condition", "immunization", "family_history", "stay", "disability",
    "procedure",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of a section, and since when (ms UTC)."""

    section: str
    state: State
    at: int
