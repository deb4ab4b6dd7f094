"""All that the pages of an import show; words and figures come formatted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Step = Literal["loading", "choose", "reading", "check", "writing", "failed"]


@dataclass(frozen=True, slots=True)
class Past:
    """An import of the list; `key` is its uid."""

    key: str
    date: str
    file: str
    format: str
    added: str
    state: str
    order: tuple[str | float, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far reading or writing is; a total of 0 means that it is not known."""

    title: str
    item: str = ""
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """Something a file leaves open; `choices` are pairs of an answer and its words."""

    name: str
    text: str
    choices: tuple[tuple[str, str], ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of data in the file; `order` is what each column sorts by."""

    key: str
    name: str
    count: str
    first: str
    last: str
    order: tuple[str | float, ...]
    kept: bool = True
    samples: tuple[tuple[str, str, str], ...] = ()  # when, what, from where


@dataclass(frozen=True, slots=True)
class Stranger:
    """The file seems to be about somebody else; `others` are pairs of uid and name."""

    sentence: str
    others: tuple[tuple[str, str], ...]
    first: str  # of the person on screen: what is to be typed


@dataclass(frozen=True, slots=True)
class Check:
    """What stands in files that were read, before anything is kept."""

    facts: tuple[tuple[str, str], ...] = ()  # label and what is said
    stranger: Stranger | None = None
    questions: tuple[Asked, ...] = ()
    zone: str = ""  # IANA name; "" where the file says its own
    zones: tuple[str, ...] = ()
    formats: tuple[tuple[str, str], ...] = ()  # name and title
    format: str = ""
    kinds: tuple[Kind, ...] = ()
    messages: tuple[str, ...] = ()
    outlook: str = ""  # what keeping would add
    replace: bool = False
    again: bool = False

    @property
    def held(self) -> bool:
        """Whether something must be decided before it can be kept."""
        return self.stranger is not None or bool(self.questions)


@dataclass(frozen=True, slots=True)
class ImportsState:
    """One picture of the page; a new one replaces it whole."""

    step: Step = "loading"
    first: str = ""  # whose record
    formats: tuple[str, ...] = ()
    past: tuple[Past, ...] = ()
    files: str = ""
    progress: Progress | None = None
    check: Check | None = None
    title: str = ""  # of what went wrong, or of what was interrupted
    sentence: str = ""
    long: bool = False  # it will take a while: the carnet may lock meanwhile


@dataclass(frozen=True, slots=True)
class Counter:
    """A line of a report; `items` are shown while it is open."""

    key: str
    words: str
    count: str
    opens: bool = True
    items: tuple[tuple[str, str, str], ...] = ()  # what, why, where
    more: str = ""


@dataclass(frozen=True, slots=True)
class ReportState:
    """One report of an import. `whole` is false where the file was cut or not recognised in part.

    `undone` tells that it was taken back.
    """

    step: Literal["loading", "ready", "failed"] = "loading"
    first: str = ""
    title: str = ""
    note: str = ""
    whole: bool = True
    undone: bool = False
    nothing_new: bool = False
    counters: tuple[Counter, ...] = ()
    open: str = ""
    total: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    messages: tuple[str, ...] = ()
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class UndoState:
    """What taking an import back would do: sentences, and whether something was edited since."""

    first: str
    sentences: tuple[str, ...]
    edited: str = ""
