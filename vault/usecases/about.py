"""Which Carnet this is, and whose work it stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Final

_OURS: Final = "carnet"
_LONGEST: Final = 60  # of a licence: some packages put the whole text there


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package that Carnet needs; `licence` as it states it itself, "" if not."""

    name: str
    version: str
    licence: str


def version() -> str:
    """Return the version of the program; "" where it runs without being installed."""
    found = _found(_OURS)
    return "" if found is None else found.version


def packages() -> tuple[Package, ...]:
    """Return what Carnet stands on, by name, as far as it is installed."""
    ours = _found(_OURS)
    wanted = (ours.requires or []) if ours is not None else []
    names = [re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0] for line in wanted]
    found = [one for name in names if (one := _found(name)) is not None]
    told = {Package(one.name, one.version, _licence(one)) for one in found}
    return tuple(sorted(told, key=lambda one: one.name.casefold()))


def _found(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _licence(found: Distribution) -> str:
    told = found.metadata
    for name in ("License-Expression", "License"):
        stated = told[name] if name in told else ""  # noqa: SIM401 - it has no `get`
        if stated and len(stated) <= _LONGEST and "\n" not in stated:
            return stated
    classes = [line.rpartition("::")[2].strip() for line in told.get_all("Classifier") or []
               if line.startswith("License")]  # fmt: skip
    return ", ".join(classes)
