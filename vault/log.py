"""What Carnet writes down of itself: names of events with counts, never a value or a name.

Three files of one mebibyte in the state folder, for this account alone. An empty file `log.off`
beside them switches it off.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

_NAME: Final = "carnet.log"
_OFF: Final = "log.off"
_FILES: Final = 3
_MOST_BYTES: Final = 1024 * 1024
_MODE: Final = 0o600

_place: Final[list[Path]] = []  # one, once `start` was called


def start(folder: Path) -> None:
    """Write into this folder from now on, unless it says that nobody wants a log."""
    _place[:] = [] if (folder / _OFF).exists() else [folder / _NAME]


def stop() -> None:
    """Write nothing any more."""
    _place.clear()


def event(name: str, at: datetime, **facts: float | bool | type[BaseException]) -> None:
    """Write down an event: `import.done`, with counts, durations, the class of an error.

    Nothing else can be written: no text is taken but the name, which is a literal. A log that
    cannot be written is passed over.
    """
    if not _place:
        return
    told = " ".join(f"{key}={_said(fact)}" for key, fact in sorted(facts.items()))
    line = f"{at.isoformat(timespec='milliseconds')} {name} {told}".rstrip() + "\n"
    with suppress(OSError):
        _turned(_place[0], len(line))
        handle = os.open(_place[0], os.O_WRONLY | os.O_CREAT | os.O_APPEND, _MODE)
        try:
            os.write(handle, line.encode())
        finally:
            os.close(handle)


def _said(fact: float | type[BaseException]) -> str:
    return fact.__name__ if isinstance(fact, type) else f"{fact:.6g}"


def _turned(path: Path, more: int) -> None:
    """Begin a new file before this one grows too long; the oldest goes."""
    if not path.exists() or path.stat().st_size + more <= _MOST_BYTES:
        return
    for number in range(_FILES - 1, 0, -1):
        older = path.with_name(f"{_NAME}.{number}")
        newer = path.with_name(f"{_NAME}.{number - 1}") if number > 1 else path
        if newer.exists():
            newer.replace(older)
