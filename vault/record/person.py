"""The people whose records a vault holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
