"""JSON of a statement: one writer; a reader that takes nothing twice."""

from __future__ import annotations

import json
from typing import Any, NoReturn


def written(value: object) -> bytes:
    """Write JSON compactly, in the order given, as UTF-8; ValueError for NaN and infinity."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def read(data: bytes | str) -> Any:
    """Read JSON; the last of two members of one name is never silently taken.

    Raises:
        ValueError: not UTF-8, not JSON, a name twice in one object, NaN, infinity, or nested so
            deep that nothing honest is.
    """
    try:
        text = data.decode() if isinstance(data, bytes) else data
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("nested too deep") from None


def read_object(data: bytes | str) -> dict[str, Any]:
    """Read JSON that must be an object; ValueError otherwise, and as `read`."""
    value = read(data)
    if not isinstance(value, dict):
        raise ValueError("not an object")  # noqa: TRY004 - content, not a type of ours
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _no_number(_word: str) -> NoReturn:
    raise ValueError("not a number")
