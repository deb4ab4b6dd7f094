"""All that the pages about shares show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vault.ui.pages.services.state import Problem, Tone

Tab = Literal["current", "past"]


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One share of the list."""

    key: str
    service: str
    detail: str
    chip: str
    tone: Tone
    practice: bool = False


@dataclass(frozen=True, slots=True)
class Undecided:
    """A request that was left for later; `key` opens it again."""

    key: str
    service: str
    since: str


@dataclass(frozen=True, slots=True)
class SharingState:
    """The shares of the person on screen; `first` is their first name."""

    step: Literal["empty", "loading", "ready", "failed"] = "loading"
    tab: Tab = "current"
    rows: tuple[ShareRow, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One of the nine facts, as it was signed."""

    head: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SendingRow:
    """One sending: when, how much, where it stands; `receipt`: one may be shown."""

    key: str
    title: str
    detail: str
    chip: str
    tone: Tone
    receipt: bool = False
    exact: bool = False


Act = Literal["stop", "send", "tell", "erase", "pause", "resume", "renew"]


@dataclass(frozen=True, slots=True)
class ShareState:
    """One share with all that happened under it; each act that may be done stands in `acts`."""

    step: Literal["loading", "ready", "failed"] = "loading"
    key: str = ""
    service: str = ""
    chip: str = ""
    tone: Tone = "plain"
    practice: bool = False
    story: tuple[str, ...] = ()
    signed: str = ""  # the day, in words
    for_whom: str = ""
    facts: tuple[Said, ...] = ()
    sendings: tuple[SendingRow, ...] = ()
    changed: tuple[str, ...] = ()  # what the service states differently now
    acts: frozenset[Act] = frozenset()
    busy: str = ""
    problem: Problem | None = None
