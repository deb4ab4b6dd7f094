"""How much memory this computer has, to choose and to bound the cost of a key."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_PLENTY_KIB: Final = 8 * 1024 * 1024  # where a system does not tell


def physical() -> int:
    """Return the memory of this computer, in KiB."""
    return _told("MemTotal") or _pages("SC_PHYS_PAGES") or _PLENTY_KIB


def free() -> int:
    """Return what could be taken now without swapping, in KiB."""
    return _told("MemAvailable") or _pages("SC_AVPHYS_PAGES") or _PLENTY_KIB // 4


def _told(name: str, place: Path = Path("/proc/meminfo")) -> int:
    try:
        lines = place.read_text("ascii").splitlines()
    except OSError:
        return 0
    found = [line.split()[1] for line in lines if line.startswith(f"{name}:")]
    return int(found[0]) if found else 0


def _pages(name: str) -> int:
    try:
        return os.sysconf(name) * os.sysconf("SC_PAGE_SIZE") // 1024
    except (AttributeError, OSError, ValueError):
        return 0
