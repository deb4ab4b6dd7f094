"""Chooses window or terminal."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING

from vault import log, paths
from vault.hardening import harden
from vault.ui import start

if TYPE_CHECKING:
    from vault.usecases.policy import Policy


def main(policy: Policy | None = None) -> int:
    """Open the window, or run the command of this process; return its exit code.

    `policy` says what a passphrase costs: a test passes a cheap one, no option can. Each of the two
    is loaded only where it is meant: neither waits for the other.
    """
    harden()
    with suppress(OSError):
        log.start(paths.state())
    words = sys.argv[1:]
    look = start.look(words, os.environ)
    if look is not None:
        from vault.ui.program import run  # noqa: PLC0415

        return run(look)
    from vault.cli.main import main as terminal  # noqa: PLC0415

    for name in ("SIGTERM", "SIGHUP"):  # the second one is not on Windows
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupted)
    return terminal(words, policy)


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    """End as Ctrl+C does: what was begun is undone, the vault is locked."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
