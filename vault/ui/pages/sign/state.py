"""All that the page of the signature shows, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vault.ui.pages.services.state import Problem

Step = Literal["loading", "ready", "signing", "sending", "sent", "unverified", "failed"]


@dataclass(frozen=True, slots=True)
class Said:
    """One fact of the notice, to the letter."""

    head: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """A kind that leaves, as the notice counts it."""

    name: str
    count: str
    icon: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class ItemsState:
    """The items of one kind, a line each."""

    name: str
    count: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of it once it was signed; each act that may be done stands in `acts`."""

    kind: Literal["good", "look", "error"]
    title: str
    sentence: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    acts: tuple[Literal["send", "stop", "receipt", "see"], ...] = ()
    when_online: bool | None = None  # ticked or not; None: nothing waits to be sent


@dataclass(frozen=True, slots=True)
class SignState:
    """One picture of the page; the facts are those of the notice that is signed."""

    step: Step = "loading"
    service: str = ""
    practice: Literal["", "note", "look"] = ""
    title: str = ""
    for_whom: str = ""
    facts: tuple[Said, ...] = ()  # all nine, in the order of the notice
    kinds: tuple[Sent, ...] = ()  # the lines of the second fact that count a kind
    more: tuple[str, ...] = ()  # its other lines
    agreement_head: str = ""
    agreement: str = ""
    exact: str = ""  # how large, and who can read it
    again: str = ""  # why it is shown again: it changed since it was shown
    error: str = ""  # under the field
    result: Result | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class ExactState:
    """The exact content: `readable` and `file` whole, technical facts as pairs."""

    sentence: str
    readable: str
    file: str
    technical: tuple[tuple[str, str], ...]
    notice: str = ""
