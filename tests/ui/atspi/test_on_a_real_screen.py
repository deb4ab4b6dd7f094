"""The window on a real X server, as a keyboard and an assistive program have it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SECRET = "quatre chevaux verts dorment ici"
CARNET = (sys.executable, "-m", "vault", "--lang", "fr")
HALF_A_MINUTE_AND_A_BIT = 0.55  # minutes

pytestmark = pytest.mark.x11
Look = Callable[..., None]


def environment(home: Path) -> dict[str, str]:
    """A home of its own, where nothing is remembered."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "CARNET_", "QT_"))}
    return {**kept, "HOME": str(home), "PYTHONPATH": str(ROOT), "CARNET_TEST_SECRET": SECRET}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as `carnet demo` makes it, with all its key derivation."""
    folder = tmp_path_factory.mktemp("example")
    secret = folder / "secret"
    secret.write_text(SECRET)
    place = folder / "exemple.carnet"
    words = (*CARNET, "--quiet", "demo", str(place), "--new-passphrase-file", str(secret))
    subprocess.run(words, env=environment(folder), cwd=ROOT, check=True, timeout=300)
    return place


@pytest.fixture
def look(example: Path, tmp_path: Path) -> Look:
    """Start a screen and the window on it, and let a module of this folder look at it."""

    def run(module: str, **more: str) -> None:
        seen = (
            "dbus-run-session",
            "--",
            str(ROOT / "tests/ui/atspi/run.sh"),
            f"tests.ui.atspi.{module}",
        )
        ran = subprocess.run(
            (*seen, *CARNET, "--vault", str(example)), env={**environment(tmp_path), **more},
            cwd=ROOT, check=False, capture_output=True, text=True, timeout=280,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr[-3000:]

    return run


@pytest.mark.parametrize("keyboard", ["fr", "us"])
def test_the_seven_places_open_by_their_keys_and_all_has_a_name(look: Look, keyboard: str) -> None:
    look("walk", KEYBOARD=keyboard)


def test_controls_act_and_what_happens_is_announced(look: Look) -> None:
    look("acts")


def test_the_warning_before_the_lock_is_announced(look: Look, tmp_path: Path) -> None:
    chosen = tmp_path / ".local/state/Carnet/window.json"
    chosen.parent.mkdir(parents=True)
    chosen.write_text(json.dumps({"idle": HALF_A_MINUTE_AND_A_BIT}))
    look("idle")
