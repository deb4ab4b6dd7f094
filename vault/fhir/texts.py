"""Resources out of JSON texts: one, a Bundle, a list, one a line, cut, broken, wrapped twice.

Nothing here raises on content: what cannot be read is `Broken`, with its place and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from vault.record.canonical import decoder

_BLANK: Final = " \t\r\n"
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]|"', re.DOTALL)
_LONE: Final = re.compile(r"\\u[dD][89a-fA-F]")
_WRAPS: Final = 2  # JSON inside a JSON string, as some tools export it


@dataclass(frozen=True, slots=True)
class Read:
    """One JSON value, and its place ("line 4", "entry 7"; "" when it is the whole text)."""

    where: str
    value: Any


@dataclass(frozen=True, slots=True)
class Broken:
    """A part that is no JSON, or where the text ends too early."""

    where: str
    reason: Literal["unreadable", "cut"]


class Texts:
    """Reads JSON; remembers what was mended on the way."""

    def __init__(self) -> None:
        self.doubled = False  # an object had two members of one name: the last one counts
        self.mended = False  # half a surrogate pair was replaced
        self._decoder = decoder(self._members)

    def _members(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            self.doubled = True
        return made

    def read(self, text: str) -> Iterator[Read | Broken]:
        """Yield every value of a text, in order; a Bundle or list that breaks off, piece by piece.

        Values are whole: a Bundle that can be read is one value.
        """
        text = text.strip("\ufeff" + _BLANK)
        if not text:
            return
        first, _line, rest = text.partition("\n")
        if rest.strip() and self._stands_alone(first):
            for number, line in enumerate(text.split("\n"), start=1):
                if line.strip():
                    yield self._one(line.strip(), f"line {number}")
            return
        whole = self._one(text, "")
        if isinstance(whole, Broken) and text[0] in "{[":
            yield from self._pieces(text)
        else:
            yield whole

    def _stands_alone(self, line: str) -> bool:
        """Whether a first line is a value, or a broken one that ends there."""
        return isinstance(self._value(line, 0), Read) or _end(line, 0) == len(line.rstrip())

    def _one(self, text: str, where: str) -> Read | Broken:
        found = self._value(text, 0)
        for _wrap in range(_WRAPS):
            if isinstance(found, Read) and isinstance(found.value, str):
                found = self._value(found.value.strip("\ufeff" + _BLANK), 0)
        return Read(where, found.value) if isinstance(found, Read) else Broken(where, found.reason)

    def _value(self, text: str, at: int) -> Read | Broken:
        try:
            value, end = self._decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return Broken("", "cut" if _open(text) else "unreadable")
        if text[end:].strip(_BLANK):
            return Broken("", "unreadable")
        if _LONE.search(text):
            value = self._whole_letters(value)
        return Read("", value)

    def _pieces(self, text: str) -> Iterator[Read | Broken]:
        """Read the elements of a broken list, or of the entries of a broken Bundle, one by one."""
        start = text.find("[") if text[0] == "[" else _entries(text)
        if start < 0:
            yield self._one(text, "")
            return
        at, number, word = start + 1, 0, "item" if text[0] == "[" else "entry"
        told = False
        while True:
            at = _skipped(text, at)
            end = _end(text, at)
            if end is None:
                if text[at : at + 1] != "]" or _open(text):
                    yield Broken(f"{word} {number}", "cut")
                elif not told:  # what is broken stands beside the list
                    yield Broken("", "unreadable")
                return
            found = self._one(text[at:end], f"{word} {number}")
            told = told or isinstance(found, Broken)
            yield found
            at, number = end, number + 1

    def _whole_letters(self, value: Any) -> Any:
        if isinstance(value, str):
            whole = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            self.mended = self.mended or whole != value
            return whole
        if isinstance(value, dict):
            return {
                self._whole_letters(name): self._whole_letters(one) for name, one in value.items()
            }
        return [self._whole_letters(one) for one in value] if isinstance(value, list) else value


def _entries(text: str) -> int:
    """Return where the list of entries of a Bundle begins; -1 when it does not."""
    level = 0
    for found in _TOKEN.finditer(text):
        sign = found[0]
        if sign in "{[":
            level += 1
        elif sign in "}]":
            level -= 1
        elif level == 1 and sign == '"entry"':
            after = _skipped(text, found.end(), ":")
            return after if text[after : after + 1] == "[" else -1
    return -1


def _skipped(text: str, at: int, signs: str = ",") -> int:
    while at < len(text) and text[at] in _BLANK + signs:
        at += 1
    return at


def _open(text: str) -> bool:
    """Whether a text breaks off: what it begins with has no end."""
    if text[:1] == '"':
        return len(text) == 1 or not text.endswith('"')
    return text[:1] in ("{", "[") and _end(text, 0) is None


def _end(text: str, at: int) -> int | None:
    """Return where the object or list at `at` ends; None when it does not, or none begins there."""
    if text[at : at + 1] not in ("{", "["):
        return None
    level = 0
    for found in _TOKEN.finditer(text, at):
        level += (found[0] in "{[") - (found[0] in "}]")
        if not level:
            return found.end()
    return None
