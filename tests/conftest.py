from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

from vault.i18n import speak
from vault.record.person import Person
from vault.store.database import Database
from vault.store.migrate import migrate
from vault.store.open_vault import OpenVault
from vault.usecases import people
from vault.usecases.session import Session

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("ci", max_examples=100, derandomize=True, deadline=None)
settings.register_profile("nightly", max_examples=5000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

CAMILLE = Person("00010203-0405-4607-8809-0a0b0c0d0e0f", "Camille", "self", "self", "Europe/Paris")


@dataclass
class FakeClock:
    moment: datetime
    zone: tzinfo

    def now(self) -> datetime:
        return self.moment


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
