"""What the settings show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Section = Literal["looks", "language", "security", "people", "network", "data", "about"]
Step = Literal["loading", "ready", "failed"]


@dataclass(frozen=True, slots=True)
class Act:
    """A button of a setting: the key it says, its words; `error` = what cannot be undone."""

    key: str
    words: str
    kind: Literal["plain", "error"] = "plain"


@dataclass(frozen=True, slots=True)
class Setting:
    """One line: what it is, what it means, and its answers or its acts.

    `answers` are keys with their words, `answer` the one that stands, `usual` the one that a new
    carnet begins with ("" = there is nothing to go back to).
    """

    key: str
    title: str
    detail: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    answer: str = ""
    usual: str = ""
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsState:
    """A section with its settings; `note` stands under them, `sentence` says what went wrong."""

    section: Section
    step: Step = "ready"
    settings: tuple[Setting, ...] = ()
    note: str = ""
    sentence: str = ""
