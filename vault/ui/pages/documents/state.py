"""All that the documents page shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Row:
    """One document of the list."""

    uid: str
    title: str
    detail: str  # category, date, who
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """One page drawn: rows of `stride` bytes, three a pixel, blue green red."""

    name: str
    width: int
    height: int
    stride: int
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class View:
    """The document that is open: what is known of it, and what can be shown of it."""

    uid: str
    title: str
    facts: tuple[tuple[str, str], ...]
    step: Literal["loading", "ready", "none", "failed"] = "loading"
    pages: tuple[Picture, ...] = ()
    text: str = ""
    picture: bytes = field(default=b"", repr=False)
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class DocumentsState:
    """One picture of the page; `count` says in words how many fit the filter."""

    step: Literal["empty", "loading", "ready", "failed"] = "loading"
    rows: tuple[Row, ...] = ()
    words: str = ""
    count: str = ""
    view: View | None = None
    sentence: str = ""
