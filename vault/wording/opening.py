"""Words around opening and locking a carnet."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from vault.i18n import _, ngettext

_LONGEST_PART: Final = 28  # letters of one folder of a place
_BREAK: Final = "\u200b"  # a line may end here


def last_opened(now: datetime, at: datetime) -> str:
    """Say when a carnet was opened last: “Last opened: yesterday, 19:40”; both in one zone."""
    from vault.formatting import clock, day  # noqa: PLC0415 - the first window is painted without it

    days = (now.date() - at.date()).days
    near = {0: _("today"), 1: _("yesterday")}.get(days, day(now.date(), at.date()))
    return _("Last opened: {when}").format(when=f"{near}, {clock(at)}")


def locks_after(minutes: int | None) -> str:
    """Say that the carnet locks by itself; None says nothing."""
    if minutes is None:
        return ""
    return ngettext(
        "Locks by itself after {n} minute without activity",
        "Locks by itself after {n} minutes without activity",
        minutes,
    ).format(n=minutes)


def locked_because(why: str, minutes: int | None) -> str:
    """Say why the carnet was locked: "idle", "asked", "session", "suspend"; else nothing."""
    if why == "idle" and minutes is not None:
        return ngettext(
            "Locked after {n} minute without activity",
            "Locked after {n} minutes without activity",
            minutes,
        ).format(n=minutes)
    return {
        "asked": _("You locked it"),
        "session": _("Locked with the computer’s session"),
        "suspend": _("Locked because the computer went to sleep"),
    }.get(why, "")


def shown(place: Path, home: Path) -> str:
    """Write a place so that it may break into lines; the home folder is “~”."""
    inside = place.relative_to(home).parts if place.is_relative_to(home) else None
    parts = place.parts if inside is None else ("~", *inside)
    root, *rest = [_short(part) for part in parts]
    joined = f"/{_BREAK}".join(rest)
    if not rest:
        return root
    return f"{root}{joined}" if root.endswith(("/", "\\")) else f"{root}/{_BREAK}{joined}"


def _short(part: str) -> str:
    if len(part) <= _LONGEST_PART:
        return part
    half = _LONGEST_PART // 2
    return f"{part[:half]}…{part[-half:]}"
