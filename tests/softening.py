"""Undoes what hardening does to the process of the tests itself."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

GET_DUMPABLE, SET_DUMPABLE = 3, 4  # prctl(2)


@contextmanager
def softened() -> Iterator[None]:
    """Let others look inside again at the end, as the next test may have to.

    The limit of core files stays: a lower one cannot be raised again, and hurts nobody.
    """
    kept = dict(os.environ)
    looked = dumpable()
    yield
    os.environ.clear()
    os.environ.update(kept)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_DUMPABLE, looked, 0, 0, 0)


def dumpable() -> int:
    """Tell whether others may look inside this process: 1, or 0; 0 where it cannot be told."""
    if sys.platform != "linux":
        return 0
    return int(ctypes.CDLL(None).prctl(GET_DUMPABLE, 0, 0, 0, 0))
