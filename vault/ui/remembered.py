"""What the program remembers outside any carnet: looks, sizes, which carnets it knows."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final, Literal

FILE: Final = "window.json"
Shade = Literal["light", "dark", "system"]


@dataclass(frozen=True, slots=True)
class Known:
    """A carnet that was opened here: its folder, and when (ms since 1970 UTC; None = not kept)."""

    place: str
    opened: int | None = None


@dataclass(frozen=True, slots=True)
class Remembered:
    """Nothing of any record: no name of a person, no value, no file name but the carnet's own.

    `scale` is 1, 1.25, 1.5 or 2; `size` the last width and height of the window; `idle` the
    minutes without activity before locking (None: never); `lost` that something typed could not
    be kept at the last lock.
    """

    shade: Shade = "system"
    contrast: bool = False
    scale: float = 1.0
    calm: bool = False
    language: str | None = None
    size: tuple[int, int] | None = None
    idle: int | None = 5
    keep_last_opening: bool = True
    known: tuple[Known, ...] = ()
    lost: bool = False
    told_once: tuple[str, ...] = ()  # warnings the person asked not to see again


class Memory:
    """The file of what is remembered; one that cannot be read or written stops nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._file = None if folder is None else folder / FILE
        self.now = self._read()

    def change(self, **what: Any) -> Remembered:
        """Put new values and write them, whole or not at all."""
        self.now = replace(self.now, **what)
        if self._file is not None:
            with suppress(OSError):
                beside = self._file.with_suffix(".new")
                beside.touch(0o600)
                beside.write_text(json.dumps(asdict(self.now)), "utf-8")
                beside.replace(self._file)
        return self.now

    @property
    def last(self) -> Path | None:
        """Return the carnet that was opened last, there or not; None where none is known."""
        return Path(self.now.known[0].place) if self.now.known else None

    def met(self, place: Path, at: int) -> None:
        """Put a carnet on top of those that are known; `at` in ms since 1970 UTC."""
        kept = at if self.now.keep_last_opening else None
        others = tuple(one for one in self.now.known if one.place != str(place))
        self.change(known=(Known(str(place), kept), *others))

    def forget(self, place: str) -> None:
        """Take a carnet off the list; its folder stays."""
        self.change(known=tuple(one for one in self.now.known if one.place != place))

    def _read(self) -> Remembered:
        if self._file is None:
            return Remembered()
        try:
            read = json.loads(self._file.read_text("utf-8"))
            known = tuple(Known(one["place"], one.get("opened")) for one in read.pop("known", ()))
            size, told = read.pop("size", None), tuple(read.pop("told_once", ()))
            mine = {field.name for field in fields(Remembered)}
            plain = {name: value for name, value in read.items() if name in mine}
            at = None if size is None else (int(size[0]), int(size[1]))
            return Remembered(**plain, known=known, size=at, told_once=told)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, IndexError):
            return Remembered()
