"""V26: every vault that was ever released opens, is brought up to date, and keeps its facts."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import FakeClock
from tests.store.frozen_facts import facts
from vault.record.ways_in import Passphrase, Way, Words
from vault.store.migrate import steps
from vault.usecases import checking, unlocking
from vault.usecases.policy import STANDARD, Consent
from vault.usecases.session import Session

FROZEN = sorted((Path(__file__).parent / "frozen").glob("v*"))
PLAIN = replace(STANDARD, reserve=0)  # the floor of the program holds: nothing cheap opens here


def told(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "facts.json").read_text("utf-8"))
    return content


def thawed(folder: Path, tmp_path: Path, clock: FakeClock, way: Way) -> Session:
    place = tmp_path / "v.carnet"
    if not place.exists():
        shutil.copytree(folder, place, ignore=shutil.ignore_patterns("facts.json"))
    return unlocking.open_vault(place, way, clock, policy=PLAIN, consent=Consent(migration=True))


@pytest.mark.parametrize("folder", FROZEN, ids=lambda folder: folder.name)
def test_a_frozen_vault_opens_and_keeps_what_it_holds(
    folder: Path, tmp_path: Path, clock: FakeClock
) -> None:
    known = told(folder)
    session = thawed(folder, tmp_path, clock, Passphrase("frozen"))
    try:
        found = facts(session)
        assert found["schema"] == len(steps())
        for name in ("counts", "people", "facts", "samples"):
            assert found[name] == known[name], name
        ((held,),) = session.database.run(
            "SELECT hash FROM journal WHERE seq = ?", known["journal"]["seq"]
        )
        assert held.hex() == known["journal"]["hash"]
        wrong = [one.name for one in checking.check(session) if not one.ok and one.name != "space"]
        assert wrong == []
    finally:
        session.end()


@pytest.mark.parametrize("folder", FROZEN, ids=lambda folder: folder.name)
def test_a_frozen_vault_opens_by_its_sheet(folder: Path, tmp_path: Path, clock: FakeClock) -> None:
    session = thawed(folder, tmp_path, clock, Words(told(folder)["recovery_code"]))
    assert session.opened_by == "recovery"
    session.end()


@pytest.mark.parametrize("folder", FROZEN, ids=lambda folder: folder.name)
def test_nothing_of_a_frozen_vault_is_readable(folder: Path) -> None:
    words = [str(word) for row in told(folder)["people"] for word in row if len(str(word)) > 4]
    for name in ("record.db", "vault.json"):
        raw = (folder / name).read_bytes()
        assert b"CREATE TABLE" not in raw
        assert not [word for word in words if word.encode() in raw]


def test_every_schema_has_its_frozen_vault() -> None:
    """A step is added only once the version before it was frozen."""
    frozen = {int(folder.name[1:]) for folder in FROZEN}
    assert frozen >= set(range(1, len(steps())))
    assert 1 in frozen
