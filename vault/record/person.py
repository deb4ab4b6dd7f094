"""The people whose records a vault holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Sex = Literal["female", "male", "other", "unknown"]
Relation = Literal["self", "child", "parent", "spouse", "other"]
Basis = Literal["self", "agreement", "legal"]


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the vault: the tie to its holder, and the ground on which the record is kept."""

    uid: str  # UUIDv4
    called: str  # the name shown everywhere
    relation: Relation
    basis: Basis
    zone: str  # IANA name
    born: str | None = None  # YYYY[-MM[-DD]]
    sex: Sex = "unknown"
    given: str | None = None
    family_birth: str | None = None
    family_used: str | None = None


def is_birth(text: str) -> bool:
    """Tell whether a text is a date of birth: YYYY, YYYY-MM or YYYY-MM-DD, of a day that exists."""
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text, re.ASCII):
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def is_zone(name: str) -> bool:
    """Tell whether a text names a time zone of the IANA database."""
    try:
        return ZoneInfo(name).key == name
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
