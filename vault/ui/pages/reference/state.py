"""All that the dialog of a reference shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Who = Literal["me", "professional"]


@dataclass(frozen=True, slots=True)
class Ends:
    """The two ends as they are typed, "" for an open one; `label` names value or part, and unit."""

    label: str
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceState:
    """One picture of the dialog; `stands` tells whether there is a reference to take away.

    `wrong` says under a field what to type instead: "name", "dated", or the number of an end with
    its side: "0.low".
    """

    title: str = ""
    who: Who = "me"
    name: str = ""
    dated: str = ""
    ends: tuple[Ends, ...] = ()
    stands: bool = False
    wrong: Mapping[str, str] = field(default_factory=dict)
    sentence: str = ""  # why it could not be saved
