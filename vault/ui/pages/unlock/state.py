"""All that the unlock page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Step = Literal["ready", "opening", "waiting", "asks", "working", "shut"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A line above the form. `acts` are keys of the page with their words, the first one leads."""

    kind: Literal["note", "look", "error"]
    title: str
    sentence: str = ""
    acts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class UnlockState:
    """One picture of the page.

    "asks" waits for an answer to the notice, "working" cannot be stopped, "shut" has no form: this
    carnet does not open. `tries` counts the answers that sent the person back to the field;
    `wait` is the seconds before another try, `working` what is being done.
    """

    step: Step = "ready"
    name: str = ""
    place: str = ""
    last: str = ""
    foot: str = ""
    notice: Notice | None = None
    wrong: str = ""
    tries: int = 0
    wait: int = 0
    working: str = ""
    key_file: bool = False
