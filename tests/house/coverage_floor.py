"""Says which files fall under their coverage floor: `python -m tests.house.coverage_floor JSON`.

Branches count. Everything is at least 90 %; the rooms below are at 100 %, a list that only grows.
"""

from __future__ import annotations

import json
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

FLOOR: Final = 90.0
WHOLE: Final = (
    "vault/record/*.py",
    "vault/crypto/*.py",
    "vault/fhir/*.py",
    "vault/trends/*.py",
    "vault/devices/decoders/*.py",
    "vault/importers/formats/*.py",
    "vault/sync/outbox.py",
    "vault/ui/pages/*/*presenter.py",
)


def short(report: dict[str, dict[str, dict[str, float]]]) -> list[str]:
    """Return a line for each file under its floor; `report` is the `files` of coverage's JSON."""
    told = []
    for name, figures in sorted(report.items()):
        floor = 100.0 if any(fnmatch(name, pattern) for pattern in WHOLE) else FLOOR
        covered = figures["summary"]["percent_covered"]
        if covered < floor:
            told.append(f"{name}: {covered:.1f} %, floor {floor:.0f} %")
    return told


def main() -> int:
    """Return 1 when a file falls short."""
    report = json.loads(Path(sys.argv[1]).read_text("utf-8"))["files"]
    lines = short(report)
    sys.stdout.write("".join(f"{line}\n" for line in lines) or "every file reaches its floor\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
