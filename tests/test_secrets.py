"""V30: nothing that holds a key shows it."""

from __future__ import annotations

import dataclasses
import os
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import vault
from tests.conftest import PHRASE, FakeClock, opened

SECRET = {"data_key", "private", "scalar", "secret", "content", "passphrase", "words", "fields"}


def held() -> list[type]:
    """The dataclasses of the rooms that hold keys."""
    house = Path(vault.__file__).parent
    return [
        thing
        for room in ("crypto", "store", "usecases")
        for module in walk_packages([str(house / room)], f"vault.{room}.")
        for thing in vars(import_module(module.name)).values()
        if isinstance(thing, type) and dataclasses.is_dataclass(thing)
    ]


def test_fields_that_may_hold_a_key_are_left_out_of_the_repr() -> None:
    shown = {
        f"{kind.__name__}.{field.name}"
        for kind in held()
        for field in dataclasses.fields(kind)
        if field.name in SECRET and field.repr and "bytes" in str(field.type)
    }
    assert shown == set()


def test_an_open_session_shows_no_key_and_no_passphrase(place: Path, clock: FakeClock) -> None:
    session = opened(place, clock)
    assert session.held is not None
    key = bytes(session.held.data_key)
    told = repr(session) + repr(session.held) + repr(vars(session.vault))
    for secret in (key.hex(), str(key), PHRASE, session.held.key("record.db").hex()):
        assert secret not in told
    session.end()


def test_no_secret_stands_in_the_environment_or_the_arguments(
    place: Path, clock: FakeClock
) -> None:
    session = opened(place, clock)
    for name in ("environ", "cmdline"):
        path = Path("/proc/self") / name
        if path.exists():
            assert PHRASE.encode() not in path.read_bytes()
    assert PHRASE not in os.environ.values()
    session.end()
