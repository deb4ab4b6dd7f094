from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import CHEAP, PHRASE
from vault.cli.main import main

Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def french(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    """Run a command line as a person reads it; give its exit code, what it says, what aside."""
    phrase = tmp_path / "phrase-fr.txt"
    phrase.write_text(f"{PHRASE}\n", "utf-8")
    front = ["--vault", str(place), "--lang", "fr"]

    def run(*words: str, secret: Path | None = phrase) -> tuple[int, str, str]:
        given = ["--passphrase-file", str(secret)] if secret else []
        code = main([*front, *given, *words], CHEAP)
        told = capsys.readouterr()
        return code, told.out, told.err

    return run
