"""All that the dialog which adds a device shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Step = Literal["kind", "near", "whose", "reading"]
NUMBERS: Final[dict[Step, int]] = {"kind": 1, "near": 2, "whose": 3, "reading": 4}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of device that can be added; `gives` names its measures."""

    key: str
    name: str
    gives: str
    icon: str


@dataclass(frozen=True, slots=True)
class Near:
    """A device that is heard; `kind` is "" where Carnet does not recognise it."""

    address: str
    name: str
    kind: str
    signal: str
    icon: str = "devices"


@dataclass(frozen=True, slots=True)
class PairState:
    """One picture of the dialog.

    `busy` is what goes on; `asks` what the device wants answered; `whose` the uids ticked first.
    `value` is the first reading, `first` and `proposed` whom it is proposed to. `error` says what
    went wrong, `way_on` what can be done about it; `file` offers to import a file instead.
    """

    step: Step = "kind"
    kinds: tuple[Kind, ...] = ()
    gesture: str = ""
    near: tuple[Near, ...] = ()
    others: tuple[Near, ...] = ()
    busy: Literal["", "searching", "connecting", "reading"] = ""
    device: str = ""
    trying: str = ""
    asks: Literal["", "code", "same", "key"] = ""
    digits: str = ""
    people: tuple[tuple[str, str], ...] = ()
    whose: tuple[str, ...] = ()
    missing: str = ""  # what has to be answered before going on
    value: str = ""
    proposed: str = ""
    first: str = ""
    said: tuple[str, ...] = ()
    error: str = ""
    way_on: str = ""
    file: bool = False
