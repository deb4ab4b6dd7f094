"""The door of the program: hardened, logged, ended by a signal as by Ctrl+C."""

from __future__ import annotations

import runpy
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CHEAP
from tests.softening import softened
from vault import __main__ as door
from vault import log


@pytest.fixture(autouse=True)
def _as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A state folder of our own; signals, log and memory as they were afterwards."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    kept = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGHUP)}
    with softened():
        yield
    for one, handler in kept.items():
        signal.signal(one, handler)
    log.stop()


def test_the_command_line_of_the_process_is_run_and_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["carnet", "--lang", "en", "--help"])
    assert door.main(CHEAP) == 0
    assert "carnet" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["carnet", "--lang", "en", "frobnicate"])
    assert door.main(CHEAP) == 2
    (noted,) = (tmp_path / "state").rglob("carnet.log")
    assert "command.done code=2 error=WrongUse" in noted.read_text()


def test_a_state_folder_that_cannot_be_made_keeps_nobody_from_working(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "state").write_text("a file stands in the way")
    monkeypatch.setattr(sys, "argv", ["carnet", "--lang", "en", "--help"])
    assert door.main(CHEAP) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_as_an_interrupt_does(
    number: signal.Signals, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["carnet", "--lang", "en", "--help"])
    assert door.main(CHEAP) == 0
    assert capsys.readouterr().out
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(number)


def test_the_module_ends_with_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["carnet", "--lang", "en", "--json", "frobnicate"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(door.__file__), run_name="__main__")
    assert ended.value.code == 2
    assert '"WrongUse"' in capsys.readouterr().out
