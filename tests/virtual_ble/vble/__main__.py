"""Run a program against a scenario of emulated devices.

python -m vble SCENARIO.toml -- COMMAND [ARGUMENT ...]     run COMMAND in that world; its exit code is ours
python -m vble SCENARIO.toml [--seconds N]                 keep the world up and print its address
python -m vble --types                                     what can stand in a scenario
python -m vble do DEVICE.ACTION key=value ...              from inside COMMAND: make something happen now
"""

from __future__ import annotations

import argparse
import inspect
import json
import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path

from .air import Peripheral
from .devices import KINDS
from .scenario import TRIGGERS, WORLD_ACTIONS, ScenarioError, Stage, load

CHECK_FAILED, BAD_SCENARIO = 70, 65


def _plain(function: object, *, drop: tuple[str, ...] = ("self", "common")) -> str:
    parameters = inspect.signature(function).parameters.values()
    return ", ".join(str(p).replace("'", "") for p in parameters if p.name not in drop)


def _types() -> None:
    for name, kind in KINDS.items():
        print(f"{name}: {inspect.getdoc(kind).splitlines()[0]}")
        for owner in kind.__mro__:
            if owner is not Peripheral and "__init__" in vars(owner) and owner is not object:
                print(f"    {_plain(owner.__init__)}")
        for action in kind.actions:
            if action not in Peripheral.actions:
                print(f"    do {action}({_plain(getattr(kind, action))})")
    print(f"every device\n    {_plain(Peripheral.__init__)}")
    for action in Peripheral.actions:
        print(f"    do {action}({_plain(getattr(Peripheral, action))})")
    print(f"world: {', '.join(WORLD_ACTIONS)}\ntriggers: {', '.join(TRIGGERS)}")


def _do(arguments: list[str]) -> int:
    where = os.environ.get("VBLE_CONTROL")
    if not where:
        print("VBLE_CONTROL is not set: this runs inside a scenario's command", file=sys.stderr)
        return 2
    order: dict = {"do": arguments[0]}
    for pair in arguments[1:]:
        key, _, value = pair.partition("=")
        try:
            order[key] = tomllib.loads(f"x = {value}")["x"]
        except tomllib.TOMLDecodeError:
            order[key] = value
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(where)
        line.sendall(json.dumps(order, default=str).encode() + b"\n")
        answer = json.loads(line.makefile().readline())
    print(json.dumps(answer, indent=1))
    return 1 if "error" in answer else 0


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == ["--types"]:
        _types()
        return 0
    if argv[:1] == ["do"] and len(argv) > 1:
        return _do(argv[1:])
    command: list[str] = []
    if "--" in argv:
        cut = argv.index("--")
        argv, command = argv[:cut], argv[cut + 1 :]
    parser = argparse.ArgumentParser(
        prog="vble", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("scenario", type=Path)
    parser.add_argument("--seconds", type=float, help="how long to stay up without a command")
    parser.add_argument(
        "--timeout", type=float, help="kill COMMAND after so many seconds (exit code 124)"
    )
    parser.add_argument(
        "--report", type=Path, help="write the devices' own story and the checks as JSON"
    )
    parser.add_argument("--events", type=Path, help="write everything that happened as JSON lines")
    parser.add_argument(
        "--settle",
        type=float,
        default=0.1,
        help="seconds between the end of COMMAND and the checks",
    )
    options = parser.parse_args(argv)
    try:
        stage = Stage(load(options.scenario))
    except (ScenarioError, TypeError, tomllib.TOMLDecodeError, OSError) as error:
        print(f"vble: {options.scenario}: {error}", file=sys.stderr)
        return BAD_SCENARIO
    with stage:
        code = _play(stage, command, options)
        report = stage.report()
        if options.report:
            options.report.write_text(json.dumps(report, indent=1, default=str), encoding="utf-8")
        if options.events:
            options.events.write_text(
                "".join(json.dumps(e, default=str) + "\n" for e in stage.world.air.events),
                encoding="utf-8",
            )
    for check in report["checks"]:
        if not check["ok"]:
            print(f"vble: check failed: {check}", file=sys.stderr)
    for failure in report["failures"]:
        print(f"vble: {failure}", file=sys.stderr)
    return code or (0 if report["ok"] else CHECK_FAILED)


def _play(stage: Stage, command: list[str], options: argparse.Namespace) -> int:
    environment = {**os.environ, "VBLE_CONTROL": stage.control}
    if command:
        child = subprocess.Popen(command, env=environment)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda n, _: child.send_signal(n))
        try:
            code = child.wait(options.timeout)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            code = 124
        time.sleep(options.settle)
        return code if code >= 0 else 128 - code
    print(
        f"export DBUS_SYSTEM_BUS_ADDRESS='{stage.world.address}' VBLE_CONTROL='{stage.control}'",
        flush=True,
    )
    try:
        time.sleep(options.seconds if options.seconds is not None else 1e9)
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
