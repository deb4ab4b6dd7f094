"""What the program remembers outside any carnet."""

from __future__ import annotations

from pathlib import Path

from vault.ui.remembered import Memory


def test_the_carnet_opened_last_comes_first(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    assert memory.last is None
    memory.met(Path("/a.carnet"), 1)
    memory.met(Path("/b.carnet"), 2)
    assert Memory(tmp_path).last == Path("/b.carnet")
    memory.forget("/b.carnet")
    assert Memory(tmp_path).last == Path("/a.carnet")
