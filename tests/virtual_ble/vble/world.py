"""Start everything: a private dbus-daemon, the fake BlueZ and the devices, in a thread of its own."""

from __future__ import annotations

import asyncio
import os
import subprocess
import tempfile
import threading
from collections.abc import Coroutine

from .air import Air, Peripheral
from .bluez import FakeBlueZ, Faults

_CONF = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={sock}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"""


class World:
    """A context manager. Inside it `DBUS_SYSTEM_BUS_ADDRESS` points at the private bus."""

    def __init__(self, *, faults: Faults | None = None, forget_after: float = 30.0) -> None:
        self.faults, self.forget_after = faults or Faults(), forget_after
        self.devices: dict[str, Peripheral] = {}

    def __enter__(self) -> World:
        self.tmp = tempfile.TemporaryDirectory(prefix="vble-")
        sock = os.path.join(self.tmp.name, "bus")
        conf = os.path.join(self.tmp.name, "bus.conf")
        with open(conf, "w", encoding="utf-8") as out:
            out.write(_CONF.format(sock=sock))
        self.daemon = subprocess.Popen(
            ["dbus-daemon", f"--config-file={conf}", "--nofork", "--print-address=1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.address = self.daemon.stdout.readline().strip()
        self.old = os.environ.get("DBUS_SYSTEM_BUS_ADDRESS")
        os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = self.address
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True, name="vble")
        self.thread.start()
        self.bluez = self.run(self._boot())
        return self

    async def _boot(self) -> FakeBlueZ:
        self.air = Air()
        return await FakeBlueZ(self.air, forget_after=self.forget_after, faults=self.faults).start(
            self.address
        )

    def run(self, coro: Coroutine, timeout: float = 30) -> object:
        """Run something in the world's own thread and wait for it."""
        return asyncio.run_coroutine_threadsafe(coro, self.loop).result(timeout)

    def call(self, function: object, *args: object) -> object:
        """Call a plain function in the world's own thread."""

        async def inside() -> object:
            return function(*args)

        return self.run(inside())

    def add(self, device: Peripheral) -> Peripheral:
        """Bring a device to life."""
        self.run(device.start(self.air))
        self.devices[device.id] = device
        return device

    def __exit__(self, *_: object) -> None:
        async def bye() -> None:
            self.bluez.bus.disconnect()
            others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        try:
            self.run(bye())
        finally:
            self.loop.call_soon_threadsafe(self.loop.stop)
            self.thread.join(5)
            self.loop.close()
            self.daemon.terminate()
            self.daemon.wait()
            self.daemon.stdout.close()
            if self.old is None:
                os.environ.pop("DBUS_SYSTEM_BUS_ADDRESS", None)
            else:
                os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = self.old
            self.tmp.cleanup()
