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
_SPACE: Final = re.compile(r"[ \t\n\r]*")


def resources(bundle: bytes) -> Iterator[tuple[str, int, int]]:
    """Give "Type/id", first byte and byte after the last of each entry's resource, in order.

    Raises:
        ValueError: the bytes are no Bundle.
    """
    text = bundle.decode("latin-1")  # a character a byte: places are places of bytes
    try:
        found = dict(_members(text, 0))
        entries = _elements(text, found["entry"]) if "entry" in found else ()
        for entry in entries:
            at = dict(_members(text, entry))["resource"]
            resource, end = _DECODER.raw_decode(text, at)
            yield f"{resource['resourceType']}/{resource['id']}", at, end
    except (KeyError, TypeError, IndexError):
        raise ValueError("not a bundle") from None


def _members(text: str, at: int) -> Iterator[tuple[str, int]]:
    """Give the name and the place of the value of each member of the object at `at`."""
    at = _after(text, at, "{")
    while text[at] != "}":
        name, at = _value(text, at)
        at = _after(text, at, ":")
        yield name, at
        at = _next(text, _value(text, at)[1], "}")


def _elements(text: str, at: int) -> Iterator[int]:
    """Give the place of each element of the array at `at`."""
    at = _after(text, at, "[")
    while text[at] != "]":
        yield at
        at = _next(text, _value(text, at)[1], "]")


def _value(text: str, at: int) -> tuple[Any, int]:
    return _DECODER.raw_decode(text, at)


def _after(text: str, at: int, mark: str) -> int:
    at = _skipped(text, at)
    if text[at] != mark:
        raise ValueError("not a bundle")
    return _skipped(text, at + 1)


def _next(text: str, at: int, end: str) -> int:
    """Return the place after a comma, or of the closing mark."""
    at = _skipped(text, at)
    return at if text[at] == end else _after(text, at, ",")


def _skipped(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
