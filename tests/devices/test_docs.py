"""The page, the shelf and what the program says agree (D26)."""

from __future__ import annotations

import re
from pathlib import Path

from vault.usecases import instruments

DOCS = Path(__file__).parents[2] / "docs/devices.md"


ROW = re.compile(r"^\| `([\w-]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| (\d) \|$", re.MULTILINE)


def words(cell: str) -> tuple[str, ...]:
    return tuple(re.findall(r"`(\w+)`", cell))


def test_the_page_names_every_family_with_what_it_gives_and_needs() -> None:
    written = [
        (driver, kind, words(gives), words(needs), wave)
        for driver, kind, gives, needs, wave in ROW.findall(DOCS.read_text())
    ]
    told = [
        (one.driver, one.name, one.measures, one.needs, str(one.wave))
        for one in instruments.supported()
    ]
    assert written == told
