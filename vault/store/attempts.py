"""Wrong passphrases since the last opening, counted beside the vault, in the state folder."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Final

from vault.store import files

_NAME: Final = "attempts.json"
_MOST_BYTES: Final = 65_536


def missed(folder: Path | None, vault_id: str) -> None:
    """Count one more; where the state folder refuses, nothing is counted."""
    counted = _read(folder)
    _write(folder, counted | {vault_id: counted.get(vault_id, 0) + 1})


def counted(folder: Path | None, vault_id: str) -> int:
    """Return how many were counted; they stay."""
    return _read(folder).get(vault_id, 0)


def taken(folder: Path | None, vault_id: str) -> int:
    """Return how many were counted, and begin again at none."""
    counted = _read(folder)
    count = counted.pop(vault_id, 0)
    if count:
        _write(folder, counted)
    return count


def _read(folder: Path | None) -> dict[str, int]:
    try:
        told = json.loads((folder / _NAME).read_bytes()[:_MOST_BYTES]) if folder else {}
    except (OSError, ValueError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {name: count for name, count in told.items() if type(count) is int and count > 0}


def _write(folder: Path | None, counted: dict[str, int]) -> None:
    if folder is not None:
        with suppress(OSError):
            files.write(folder / _NAME, json.dumps(counted).encode())
