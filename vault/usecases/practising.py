"""Practise sharing: a catalogue and its services on this computer, gone when it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from vault.clock import Clock
from vault.errors import ServiceUnreachable
from vault.paths import private_dir

_PATIENCE: Final = 30.0  # seconds until it listens, or has ended


@dataclass(frozen=True, slots=True)
class Started:
    """Where the practice is; `root_file` holds the keys to compare, and is gone at the end."""

    catalogue: str
    root_file: Path
    services: tuple[str, ...]
    control: str


def practise(clock: Clock, port: int, fault: str, told: Callable[[Started], None]) -> None:
    """Run the practice until the process is interrupted; `told` is called as soon as it listens.

    `fault` is the one it has from its beginning, "none" for none.

    Raises:
        WrongUse: the port is taken, or there is no such fault.
    """
    from vault.sandbox.running import run  # noqa: PLC0415 - an extra, loaded for practice only

    with private_dir() as folder:
        run(clock, port, fault, folder, lambda *facts: told(Started(*facts)))


@contextmanager
def beside(clock: Clock) -> Iterator[Started]:
    """Run the practice in a process of its own, on a free port, and end it afterwards.

    Raises:
        ServiceUnreachable: it did not begin to listen.
    """
    context = get_context("spawn")
    near, far = context.Pipe(duplex=False)
    process = context.Process(target=_apart, args=(clock, far), name="practice", daemon=True)
    process.start()
    far.close()
    try:
        yield _begun(near)
    finally:
        process.terminate()
        process.join(_PATIENCE)
        near.close()


def _begun(near: Connection) -> Started:
    try:
        if near.poll(_PATIENCE):
            started: Started = near.recv()
            return started
    except EOFError:
        pass  # it ended before it listened
    raise ServiceUnreachable("127.0.0.1")


def _apart(clock: Clock, far: Connection) -> None:
    practise(clock, 0, "none", far.send)
