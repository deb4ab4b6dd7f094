from __future__ import annotations

import asyncio
import socket
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from vault import bootstrap
from vault.devices.radio import BleakRadio
from vault.errors import ServiceUnreachable
from vault.i18n import _
from vault.sync.http import Exchange, Request


@pytest.mark.parametrize(
    ("told", "zone"),
    [("America/Cayenne", "America/Cayenne"), (":Asia/Tokyo", "Asia/Tokyo")],
)
def test_the_zone_is_the_one_that_the_system_names(
    monkeypatch: pytest.MonkeyPatch, told: str, zone: str
) -> None:
    monkeypatch.setenv("TZ", told)
    assert bootstrap.zone_name() == zone
    assert str(bootstrap.clock().zone) == zone


@pytest.mark.parametrize("told", ["", "Europe/Nowhere", "../../etc/passwd"])
def test_a_zone_that_is_none_is_passed_over(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.delenv("TZ", raising=False)
    of_the_system = bootstrap.zone_name()
    monkeypatch.setenv("TZ", told)
    assert bootstrap.zone_name() == of_the_system


def test_the_clock_tells_the_present_instant_in_universal_time(tmp_path: Path) -> None:
    (tmp_path / "now").touch()
    written = datetime.fromtimestamp((tmp_path / "now").stat().st_mtime, UTC)
    now = bootstrap.clock().now()
    assert now.tzinfo is UTC
    assert abs(now - written) < timedelta(minutes=1)


def test_a_service_that_nobody_runs_is_said_to_be_unreachable() -> None:
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))  # taken, and not listened at
        address = f"http://127.0.0.1:{door.getsockname()[1]}/catalogue.jwt"
        exchange = bootstrap.ask()(Request("GET", address, practice=True))
    assert (exchange.answer, exchange.left) == (None, False)
    assert isinstance(exchange.error, ServiceUnreachable)


def test_the_radio_is_the_adapter_of_this_computer() -> None:
    assert isinstance(bootstrap.radio(), BleakRadio)


@pytest.mark.parametrize(
    ("asked", "system", "spoken"),
    [
        ("en", "fr_FR.UTF-8", "en"), ("fr", "en_GB.UTF-8", "fr"), (None, "en_GB.UTF-8", "en"),
        (None, "fr_FR.UTF-8", "fr"), (None, "C.UTF-8", "fr"), (None, "", "fr"),
    ],
)  # fmt: skip
def test_french_is_spoken_unless_the_person_or_the_system_speaks_english(
    monkeypatch: pytest.MonkeyPatch, asked: str | None, system: str, spoken: str
) -> None:
    monkeypatch.setenv("LC_ALL", "")
    monkeypatch.setenv("LC_MESSAGES", "")
    monkeypatch.setenv("LANG", system)
    assert bootstrap.language(asked) == spoken
    assert _("Passphrase:") == ("Passphrase:" if spoken == "en" else "Phrase secrète\u00a0:")


def test_the_door_of_the_window_carries_for_a_loop() -> None:
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))  # taken, and not listened at
        address = f"http://127.0.0.1:{door.getsockname()[1]}/catalogue.jwt"
        request = Request("GET", address, practice=True)

        async def carried() -> Exchange:
            return await bootstrap.door()(request)

        exchange = asyncio.run(carried())
    assert isinstance(exchange.error, ServiceUnreachable)


def test_seconds_go_on_and_never_back() -> None:
    count = bootstrap.seconds()
    assert count() <= count()
