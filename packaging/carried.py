"""What the wheel carries besides modules: `assets/` as `vault/_assets`, its words compiled.

The catalogues themselves stay behind: an installed program reads the compiled ones, at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Carried(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before the wheel is put together, an editable one too."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogues in place, then name the files that go along."""
        assets = Path(self.root) / "assets"
        for source in assets.rglob("*.po"):
            compiled(source)
        if version == "editable":
            return
        for file in assets.rglob("*"):
            if file.is_file() and file.suffix != ".po":
                build_data["force_include"][str(file)] = f"vault/_assets/{file.relative_to(assets)}"


def compiled(source: Path) -> None:
    """Write the compiled catalogue beside its source."""
    with source.open("rb") as words, source.with_suffix(".mo").open("wb") as beside:
        write_mo(beside, read_po(words))
