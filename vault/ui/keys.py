"""Keys of pages that name what others chose: a number of a catalogue, a choice; plain Python."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any
from urllib.parse import quote, unquote

from vault.usecases.previewing import Choice

_DAYS = ("start", "end", "until")


def quoted(word: str) -> str:
    """Write a word so that it is one part of a key, whatever is in it."""
    return quote(word, safe="")


def unquoted(part: str) -> str:
    """Read such a part again."""
    return unquote(part)


def choice_key(choice: Choice) -> str:
    """Write what a person chose to show as one part of a key; it holds codes, never values."""
    plain = asdict(choice)
    told = {name: str(value) if name in _DAYS and value else value for name, value in plain.items()}
    return quoted(json.dumps(told))


def choice_of(part: str) -> Choice:
    """Read a choice again."""
    told: dict[str, Any] = json.loads(unquoted(part))
    for name, value in told.items():
        if name in _DAYS:
            told[name] = None if value is None else date.fromisoformat(value)
        elif isinstance(value, list):
            told[name] = tuple(value)
    return Choice(**told)
