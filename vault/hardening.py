"""Keeps the memory of this process to this process, as far as the system lets us."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Final

_SET_DUMPABLE: Final = 4  # prctl(2)
_LEAKY: Final = ("SSLKEYLOGFILE", "PYTHONFAULTHANDLER", "QT_LOGGING_RULES")


def harden() -> None:
    """Leave no core file, let no other program look inside; call it before any key exists.

    What the system refuses is passed over: a sandbox may forbid it, and then protects us itself.
    """
    for name in _LEAKY:
        os.environ.pop(name, None)
    if sys.platform == "win32":
        _windows()
    else:
        _posix()


def _posix() -> None:
    import resource  # noqa: PLC0415 - not on Windows

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - only where it is used

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None, use_errno=True).prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def _windows() -> None:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only where it is used

        fail_critical, no_fault_box = 0x0001, 0x0002
        with suppress(OSError, AttributeError):
            ctypes.windll.kernel32.SetErrorMode(fail_critical | no_fault_box)
