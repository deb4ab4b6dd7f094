"""The ways into a vault, as a person gives them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Passphrase:
    """What the person knows by heart; normalised before use."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Words:
    """The 13 words of the recovery sheet, as typed."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The content of a key file."""

    content: bytes = field(repr=False)


Way = Passphrase | Words | KeyFile


@dataclass(frozen=True, slots=True)
class WayIn:
    """A way in as `vault.json` lists it; `kind` may be one that a later version made.

    `memory_kib` is the memory that a passphrase costs to try, None for the other kinds.
    """

    id: str
    kind: str
    memory_kib: int | None = None
