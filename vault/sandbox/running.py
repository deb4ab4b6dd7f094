"""Runs the practice on 127.0.0.1 until it is told to stop."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import uvicorn

from vault.clock import Clock
from vault.errors import WrongUse
from vault.sandbox.lines import Lines
from vault.sandbox.practice import Practice
from vault.sandbox.web import application

HERE: Final = "127.0.0.1"
Told = Callable[[str, Path, tuple[str, ...], str], None]  # catalogue, root file, services, control


class _Server(uvicorn.Server):
    """A server that leaves the signals of the process to who started it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def run(clock: Clock, port: int, fault: str, folder: Path, told: Told) -> None:
    """Run until the process is interrupted; `told` is called as soon as it listens.

    The root key file is written into `folder`. Raises WrongUse when the port is taken or there is
    no such fault.
    """
    with listening(port) as door:
        practice = Practice(origin(door), clock)
        try:
            practice.faults.set(fault)
        except ValueError:
            raise WrongUse("--fault") from None
        root_file = folder / "practice-root.json"
        root_file.write_text(json.dumps(practice.publisher.root_file()), encoding="utf-8")
        services = tuple(desk.id for desk in practice.desks.values())
        place = practice.origin
        told(f"{place}/catalogue.jwt", root_file, services, f"{place}/practice")
        asyncio.run(_until_interrupted(practice, door))


def listening(port: int) -> socket.socket:
    """Return a socket that listens on this computer only; `port` 0 takes a free one.

    Raises:
        WrongUse: the port is taken, or may not be used.
    """
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((HERE, port))
        door.listen(64)
    except (OSError, OverflowError):
        door.close()
        raise WrongUse("--port") from None
    return door


def origin(door: socket.socket) -> str:
    """Return the address that a socket listens at."""
    return f"http://{HERE}:{door.getsockname()[1]}"


async def serve(practice: Practice, door: socket.socket, stop: asyncio.Event) -> None:
    """Answer until `stop` is set."""
    lines = Lines()
    server = _Server(
        uvicorn.Config(
            application(practice, lines),
            http=lines.protocol(),
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
    )

    async def stopping() -> None:
        await stop.wait()
        server.should_exit = True

    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(stopping())
        await server.serve(sockets=[door])
        waiting.cancel()


async def _until_interrupted(practice: Practice, door: socket.socket) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: an interrupt ends the loop by itself
            loop.add_signal_handler(sign, stop.set)
    await serve(practice, door, stop)
