"""Runs every case that stands in this folder and prints one JSON object.

`python -m benchmarks [--only NAME]... [--json FILE] [--quick]`; a module holds
`cases(quick: bool) -> list[Case]`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import benchmarks
from benchmarks.case import Case, measured

ROUNDS, QUICK = 5, 3


def main() -> int:
    """Measure; the exit code is 1 when a ratio misses its goal by more than a quarter."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--only", action="append", default=[], metavar="NAME")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    told: list[dict[str, Any]] = []
    for case in _cases(options.only, quick=options.quick):
        told.append(measured(case, QUICK if options.quick else ROUNDS))
        print(_line(told[-1]), file=sys.stderr, flush=True)  # noqa: T201 - a program of its own
    answer = {"machine": _machine(), "cases": told, "ok": all(one["ok"] for one in told)}
    print(json.dumps(answer))  # noqa: T201
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(answer, indent=1) + "\n", encoding="utf-8")
    return 0 if answer["ok"] else 1


def _cases(only: list[str], *, quick: bool) -> Iterator[Case]:
    for module in sorted(one.name for one in iter_modules(benchmarks.__path__)):
        if not module.startswith("_") and hasattr(
            found := import_module(f"benchmarks.{module}"), "cases"
        ):
            for case in found.cases(quick):
                if not only or case.name in only:
                    yield case


def _line(case: dict[str, Any]) -> str:
    beside = f"{case['ratio']} x (goal {case['goal_ratio']})" if case["ratio"] else "no baseline"
    verdict = "noisy" if case["noisy"] else "ok" if case["ok"] else "MISSED"
    return f"{case['name']:24} {case['subject_ms']:10.1f} ms   {beside:24} {verdict}"


def _machine() -> dict[str, object]:
    return {
        "cpus": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "pyside": version("PySide6-Essentials"),
        "sqlcipher": version("sqlcipher3"),
    }


if __name__ == "__main__":
    sys.exit(main())
