from __future__ import annotations

import gc
import json
import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

from vault.cli.main import main
from vault.crypto.kdf import Cost
from vault.i18n import speak
from vault.record.person import Person
from vault.record.ways_in import Passphrase
from vault.store.database import Database
from vault.store.migrate import migrate
from vault.store.open_vault import OpenVault
from vault.usecases import people, unlocking
from vault.usecases.policy import Policy
from vault.usecases.session import Session

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("ci", max_examples=100, derandomize=True, deadline=None)
settings.register_profile("nightly", max_examples=5000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

CAMILLE = Person("00010203-0405-4607-8809-0a0b0c0d0e0f", "Camille", "self", "self", "Europe/Paris")
PHRASE = "cheval correct pile agrafe"
_LIGHT = Cost(memory_kib=8192, iterations=1, lanes=1)
CHEAP = Policy(least=_LIGHT, cost=lambda: _LIGHT, reserve=0)

Carnet = Callable[..., tuple[int, dict[str, Any]]]


@dataclass
class FakeClock:
    moment: datetime
    zone: tzinfo

    def now(self) -> datetime:
        return self.moment


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what runs on the virtual bench where it cannot: it needs a bus of its own."""
    for item in items:
        if item.get_closest_marker("vble"):
            item.add_marker(pytest.mark.usefixtures("swept"))
            item.add_marker(pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"))
            if shutil.which("dbus-daemon") is None:
                item.add_marker(pytest.mark.skip(reason="dbus-daemon is not installed"))


@pytest.fixture
def swept() -> Iterator[None]:
    """Sweep up the sockets that bleak and dbus-fast leave to the collector."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    speak("en", Path())
    yield
    speak("en", Path())


@pytest.fixture
def clock() -> FakeClock:
    """Noon of a fixed day in Paris, until a test moves it."""
    return FakeClock(datetime(2026, 11, 23, 11, tzinfo=UTC), ZoneInfo("Europe/Paris"))


@pytest.fixture
def session(tmp_path: Path, clock: FakeClock) -> Iterator[Session]:
    """A real encrypted vault, open, with nobody in it."""
    database = Database(tmp_path / "record.db", bytes(32), create=True)
    migrate(database)
    yield Session(OpenVault(database), clock, "window", by_passphrase=True)
    database.close()


@pytest.fixture
def camille(session: Session) -> Person:
    """The one person of the vault of `session`."""
    people.add(session, CAMILLE)
    return CAMILLE


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A locked vault with Camille in it, whose passphrase is PHRASE; to copy, never to open."""
    place = tmp_path_factory.mktemp("template") / "dossier.carnet"
    clock = FakeClock(datetime(2026, 11, 23, 11, tzinfo=UTC), ZoneInfo("Europe/Paris"))
    unlocking.create(place, PHRASE, CAMILLE, clock, policy=CHEAP).session.end()
    return place


@pytest.fixture
def place(template: Path, tmp_path: Path) -> Path:
    """Where a vault of this test alone lies, locked, with Camille in it."""
    return Path(shutil.copytree(template, tmp_path / "dossier.carnet"))


def opened(place: Path, clock: FakeClock, policy: Policy = CHEAP) -> Session:
    """Open the vault of a test by its passphrase; the test ends the session."""
    return unlocking.open_vault(place, Passphrase(PHRASE), clock, policy=policy)


@pytest.fixture
def carnet(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Carnet:
    """Run a command line on the vault at `place`; give its exit code and its JSON document."""
    phrase = tmp_path / "phrase.txt"
    phrase.write_text(f"{PHRASE}\n", "utf-8")
    front = ["--vault", str(place), "--json", "--lang", "en"]

    def run(*words: str, secret: Path | None = phrase) -> tuple[int, dict[str, Any]]:
        given = ["--passphrase-file", str(secret)] if secret else []
        code = main([*front, *given, *words], CHEAP)
        told = capsys.readouterr().out
        return code, json.loads(told) if told else {}

    return run
