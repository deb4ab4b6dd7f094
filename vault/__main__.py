"""Chooses window or terminal."""

from __future__ import annotations

import sys

from vault.cli.main import main as terminal


def main() -> int:
    """Run the command of this process; return its exit code."""
    return terminal(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
