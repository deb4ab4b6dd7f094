"""Chooses window or terminal."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from types import FrameType

from vault import log, paths
from vault.cli.main import main as terminal
from vault.hardening import harden
from vault.usecases.policy import Policy


def main(policy: Policy | None = None) -> int:
    """Run the command of this process; return its exit code.

    `policy` says what a passphrase costs: a test passes a cheap one, no option can.
    """
    harden()
    with suppress(OSError):
        log.start(paths.state())
    for name in ("SIGTERM", "SIGHUP"):  # the second one is not on Windows
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupted)
    return terminal(sys.argv[1:], policy)


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    """End as Ctrl+C does: what was begun is undone, the vault is locked."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
