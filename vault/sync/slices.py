"""Where each resource lies in the bytes of a bundle.

An item of a share is a slice of bytes that exist; nothing is written again to be hashed, so no
canonical form of JSON is needed and decimals stay as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

_DECODER: Final = json.JSONDecoder()
_SPACE: Final = " \t\n\r"
_PLAIN: Final = re.compile(r'\{"fullUrl":"[^"\\\x00-\x1f]*","resource":(?=\{)')  # as we write one


def resources(bundle: bytes) -> Iterator[tuple[str, int, int]]:
    """Give "Type/id", first byte and byte after the last of each entry's resource, in order.

    Each byte is read once. Take all of them before using one: a bundle may be broken at its end.

    Raises:
        ValueError: the bytes are no Bundle.
    """
    cursor = _Cursor(bundle.decode("latin-1"))  # a character a byte: places are places of bytes
    try:
        for name in cursor.members():
            if name == "entry":
                for _entry in cursor.elements():
                    yield _resource(cursor)
            else:
                cursor.value()
    except (KeyError, TypeError, IndexError):
        raise ValueError("not a bundle") from None


def _resource(cursor: _Cursor) -> tuple[str, int, int]:
    found = cursor.plain()
    for name in () if found else cursor.members():
        at, value = cursor.at, cursor.value()
        if name == "resource":
            found = value, at, cursor.at
    if found is None:
        raise ValueError("an entry without resource")
    value, at, end = found
    return f"{value['resourceType']}/{value['id']}", at, end


class _Cursor:
    """Walks through JSON; `at` is the place of the next mark or value."""

    def __init__(self, text: str) -> None:
        self._text, self.at = text, 0

    def value(self) -> Any:
        """Read one value, whole."""
        found, self.at = _DECODER.raw_decode(self._text, self.at)
        return found

    def plain(self) -> tuple[Any, int, int] | None:
        """Read an entry written as ours are, an address and a resource; stay where it is not one.

        Gives the resource, its first byte and the byte after its last.
        """
        head = _PLAIN.match(self._text, self.at)
        if head is None:
            return None
        value, end = _DECODER.raw_decode(self._text, head.end())
        if self._text[end] != "}":
            return None
        self.at = end + 1
        return value, head.end(), end

    def members(self) -> Iterator[str]:
        """Give the name of each member of an object, standing at its value, which must be read."""
        for _place in self._within("{", "}"):
            name = self.value()
            self._take(":")
            yield name

    def elements(self) -> Iterator[None]:
        """Stand at each element of an array, which must be read."""
        yield from self._within("[", "]")

    def _within(self, first: str, last: str) -> Iterator[None]:
        self._take(first)
        inside = self._text[self.at] != last
        while inside:
            yield
            self._skip()
            inside = self._text[self.at] != last
            if inside:
                self._take(",")
        self.at += 1
        self._skip()

    def _take(self, mark: str) -> None:
        self._skip()
        if self._text[self.at] != mark:
            raise ValueError("another mark")
        self.at += 1
        self._skip()

    def _skip(self) -> None:
        while self._text[self.at : self.at + 1] in _SPACE and self.at < len(self._text):
            self.at += 1
