"""All that the making of a carnet shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from vault.ui.typed_word import Word

Step = Literal[
    "whom",
    "place",
    "secret",
    "making",
    "sheet",
    "typing",
    "start",
    "words",
    "opening",
    "update",
    "offer",
]
NUMBERS: Final[dict[Step, int]] = {
    "whom": 1, "place": 2, "secret": 3, "making": 3, "sheet": 4, "typing": 4, "start": 5,
}  # of making a carnet  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answers:
    """What the first step asks, as it was typed or chosen; "self" needs neither tie nor ground."""

    whose: Literal["self", "other"] = "self"
    tie: str = "child"
    ground: str = ""
    first: str = ""
    last: str = ""
    born: str = ""
    sex: str = "unknown"
    height: str = ""


@dataclass(frozen=True, slots=True)
class Demand:
    """One line of the live list under the passphrase."""

    words: str
    met: bool


@dataclass(frozen=True, slots=True)
class CreateState:
    """One picture of the page.

    `wrong` are sentences by the name of the field; `tries` counts the answers that sent the person
    back to a field, the first of `wrong`. `words` are those of the sheet, shown in one step only.
    """

    step: Step = "whom"
    wrong: dict[str, str] = field(default_factory=dict)
    tries: int = 0
    folder: str = ""
    doubts: tuple[str, ...] = ()
    demands: tuple[Demand, ...] = ()
    strength: str = ""
    proposal: str = ""
    words: tuple[str, ...] = ()
    typed: tuple[Word, ...] = ()
    said: str = ""  # what was just done: saved, printed, verified
    failed: str = ""  # why something could not be done
