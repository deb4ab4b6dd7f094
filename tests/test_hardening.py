"""V30."""

from __future__ import annotations

import os
import resource
import subprocess  # noqa: TID251 - the program in a process of its own
import sys
from pathlib import Path

import pytest

from tests.softening import dumpable, softened
from vault.hardening import harden

LOOK = """
import ctypes, os, resource
from vault.hardening import harden
harden()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))
print(sorted(set(os.environ) & {"SSLKEYLOGFILE", "PYTHONFAULTHANDLER"}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is of Linux")
def test_no_core_file_and_nobody_looks_inside() -> None:
    house = str(Path(__file__).parents[1])
    told = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", LOOK],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": house, "SSLKEYLOGFILE": "/nowhere/keys"},
    ).stdout
    assert told.splitlines() == ["0 (0, 0)", "[]"]


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is of Linux")
def test_this_very_process_is_closed_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", "/nowhere/keys")
    with softened():
        harden()
        assert dumpable() == 0
        assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
        assert "SSLKEYLOGFILE" not in os.environ


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_what_another_system_does_not_have_is_passed_over(
    system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = sys.platform
    monkeypatch.setenv("QT_LOGGING_RULES", "*=true")
    with softened():
        monkeypatch.setattr(sys, "platform", system)
        harden()
        monkeypatch.setattr(sys, "platform", here)
        assert "QT_LOGGING_RULES" not in os.environ
