"""The example: looked at without a carnet of one's own, and gone once it is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.flows.hands import Hands

pytestmark = pytest.mark.screen


def test_one_looks_around_and_leaves_nothing(
    window: Callable[..., Hands], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(private))
    hands = window("fr", at=tmp_path / "mine.carnet", days=2)
    hands.act("welcome.example")
    hands.qtbot.waitUntil(lambda: hands.app.guide is not None, timeout=60_000)
    assert hands.app.window.windowTitle() == "Carnet (exemple)"
    assert hands.sees("Exemple\u00a0: ces personnes n’existent pas.")
    place, secret = hands.app.example.place, hands.app.example.secret
    assert place is not None
    assert place.is_relative_to(private)
    assert hands.sees(secret)
    assert hands.app.memory.now.known == ()
    hands.press("Ctrl+L")
    hands.wait_for(secret)
    assert hands.app.window.windowTitle() == "Carnet"
    hands.type(secret)
    hands.press("Return")
    hands.wait(lambda: hands.app.guide is not None and hands.app.guide.joined is not None)
    hands.act("note.create")
    hands.wait(lambda: hands.has("create.first"))
    hands.wait(lambda: not place.exists())
    assert list(private.iterdir()) == []
    assert hands.app.example.secret == ""
    assert hands.app.place == tmp_path / "mine.carnet"
