"""V30."""

from __future__ import annotations

import os
import subprocess  # noqa: TID251 - the program in a process of its own
import sys
from pathlib import Path

import pytest

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
