"""Scenarios: a TOML file says which devices exist, what happens when, and what must be true at the end."""

from __future__ import annotations

import asyncio
import json
import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from .air import Peripheral
from .bluez import Faults
from .devices import KINDS
from .world import World

WORLD_ACTIONS = (
    "adapter_off",
    "adapter_on",
    "adapter_remove",
    "bluez_stop",
    "bluez_start",
    "fault",
)
TRIGGERS = (
    "start",
    "scanning",
    "connected",
    "paired",
    "subscribed",
    "disconnected",
    "written",
    "confirmed",
    "advertised",
)
TESTS = ("is", "at_least", "at_most", "contains", "lacks")


class ScenarioError(Exception):
    """The file is wrong; says where."""


@dataclass
class Scenario:
    """A parsed and checked file."""

    title: str = ""
    bluez: dict = field(default_factory=dict)
    devices: list[Peripheral] = field(default_factory=list)
    events: list[dict] = field(default_factory=list)
    checks: list[dict] = field(default_factory=list)


def load(path: Path) -> Scenario:
    """Read and check a scenario."""
    raw = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    unknown = set(raw) - {"title", "bluez", "device", "event", "check"}
    if unknown:
        raise ScenarioError(f"unknown table: {', '.join(sorted(unknown))}")
    out = Scenario(raw.get("title", Path(path).stem), raw.get("bluez", {}))
    for number, entry in enumerate(raw.get("device", []), 1):
        given = dict(entry)
        kind = given.pop("type", None)
        if kind not in KINDS:
            raise ScenarioError(f"device {number}: type {kind!r} is none of {', '.join(KINDS)}")
        try:
            out.devices.append(KINDS[kind](**given))
        except TypeError as error:
            raise ScenarioError(f"device {number} ({kind}): {error}") from error
    by_id = {d.id: d for d in out.devices}
    if len(by_id) != len(out.devices) or len({d.address for d in out.devices}) != len(out.devices):
        raise ScenarioError("two devices share an id or an address")
    for number, event in enumerate(raw.get("event", []), 1):
        _check_event(number, event, by_id)
        out.events.append(event)
    for number, check in enumerate(raw.get("check", []), 1):
        if "that" not in check or not set(check) & set(TESTS):
            raise ScenarioError(f"check {number}: needs `that` and one of {', '.join(TESTS)}")
        if check["that"].split(".", 1)[0] not in by_id:
            raise ScenarioError(f"check {number}: no device {check['that']!r}")
        out.checks.append(check)
    return out


def _check_event(number: int, event: dict, by_id: dict[str, Peripheral]) -> None:
    trigger = event.get("when", "start").split()
    known = trigger in (["start"], ["world", "scanning"]) or (
        len(trigger) in (2, 3) and trigger[0] in by_id and trigger[1] in TRIGGERS[2:]
    )
    if not known:
        raise ScenarioError(
            f"event {number}: when = {event.get('when')!r} "
            f"(use «start», «world scanning» or «DEVICE {'|'.join(TRIGGERS[2:])}»)"
        )
    who, _, what = event.get("do", "").partition(".")
    if who == "world" and what in WORLD_ACTIONS:
        return
    if who not in by_id or what not in by_id[who].actions:
        can = by_id[who].actions if who in by_id else (*by_id, "world")
        raise ScenarioError(f"event {number}: do = {event.get('do')!r}; known: {', '.join(can)}")


class Stage:
    """A world in which a scenario plays."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        settings = dict(scenario.bluez)
        self.world = World(
            faults=Faults(**settings.pop("faults", {})),
            forget_after=settings.pop("forget_after", 30.0),
        )
        self.powered, self.adapter = settings.pop("powered", True), settings.pop("adapter", True)
        if settings:
            raise ScenarioError(f"[bluez]: unknown {', '.join(settings)}")
        self.failures: list[str] = []

    def __enter__(self) -> Stage:
        self.world.__enter__()
        for device in self.scenario.devices:
            self.world.add(device)
        if not self.powered:
            self.world.call(self.world.bluez.set_powered, False)
        if not self.adapter:
            self.world.call(self.world.bluez.remove_adapter)
        self.world.call(self._arm)
        self.control = os.path.join(self.world.tmp.name, "control")
        self.world.run(self._open_control())
        return self

    def __exit__(self, *error: object) -> None:
        self.server_close()
        self.world.__exit__(*error)

    # ---------------------------------------------------------------- events
    def _arm(self) -> None:
        for event in self.scenario.events:
            if event.get("when", "start") == "start":
                self._later(event)
        self.world.air.watchers.append(self._watch)

    def _watch(self, seen: dict) -> None:
        for event in self.scenario.events:
            trigger = event.get("when", "start").split()
            if len(trigger) < 2 or trigger[0] != seen["device"] or trigger[1] != seen["event"]:
                continue
            if len(trigger) == 3 and trigger[2].upper() != str(seen.get("uuid", "")).upper():
                continue
            event["seen"] = event.get("seen", 0) + 1
            if event["seen"] == event.get("time", 1) or event.get("every_time"):
                self._later(event)

    def _later(self, event: dict) -> None:
        async def run() -> None:
            await asyncio.sleep(event.get("after", 0))
            given = {
                k: v
                for k, v in event.items()
                if k not in ("when", "after", "do", "time", "seen", "every_time")
            }
            try:
                await self.act(event["do"], given)
            except Exception as error:  # reported, never fatal to the world
                self.failures.append(f"{event['do']}: {error!r}")

        asyncio.get_running_loop().create_task(run())

    async def act(self, what: str, given: dict) -> None:
        """Do one action of a device or of the world."""
        who, _, name = what.partition(".")
        bluez = self.world.bluez
        self.world.air.tell(who, "action", name=name, **{k: str(v) for k, v in given.items()})
        if who == "world":
            if name == "adapter_off":
                bluez.set_powered(False)
            elif name == "adapter_on":
                bluez.set_powered(True)
            elif name == "adapter_remove":
                bluez.remove_adapter()
            elif name == "bluez_stop":
                await bluez.stop_service()
            elif name == "bluez_start":
                await bluez.start_service()
            elif name == "fault":
                for key, value in given.items():
                    setattr(bluez.faults, key, value)
            else:
                raise ScenarioError(what)
            return
        device = self.world.devices[who]
        if name not in device.actions:
            raise ScenarioError(what)
        await getattr(device, name)(**given)

    # ---------------------------------------------------------------- control socket
    async def _open_control(self) -> None:
        self.server = await asyncio.start_unix_server(self._serve, self.control)

    def server_close(self) -> None:
        """Close the control socket."""
        self.world.call(self.server.close)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async for line in reader:
            try:
                order = json.loads(line)
                if order.get("do") == "report":
                    answer = self._report()
                else:
                    await self.act(order.pop("do"), order)
                    answer = {"ok": True}
            except Exception as error:
                answer = {"error": repr(error)}
            writer.write(json.dumps(answer, default=str).encode() + b"\n")
            await writer.drain()
        writer.close()

    # ---------------------------------------------------------------- the end
    def _report(self) -> dict:
        devices = [d.snapshot() for d in self.world.devices.values()]
        return {"title": self.scenario.title, "devices": devices, "failures": list(self.failures)}

    def report(self) -> dict:
        """What every device knows, and the checks."""
        out = self.world.call(self._report)
        out["checks"] = [self._judge(check, out) for check in self.scenario.checks]
        out["ok"] = not out["failures"] and all(c["ok"] for c in out["checks"])
        return out

    @staticmethod
    def _judge(check: dict, report: dict) -> dict:
        who, _, what = check["that"].partition(".")
        value = next(d for d in report["devices"] if d["id"] == who).get(what)
        tests = {
            "is": lambda v: value == v,
            "at_least": lambda v: value is not None and value >= v,
            "at_most": lambda v: value is not None and value <= v,
            "contains": lambda v: v in json.dumps(value),
            "lacks": lambda v: v not in json.dumps(value),
        }
        ok = all(tests[name](check[name]) for name in TESTS if name in check)
        return {**check, "found": value, "ok": ok}
