from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Carnet, FakeClock
from tests.exports.test_evidence import files_of, relisted
from tests.sandbox.lives import evidence
from tests.sandbox.person import Person
from vault.exports.evidence import written
from vault.i18n import speak
from vault.paths import assets
from vault.sandbox.practice import Practice
from vault.wording.evidence import CHECKS


@pytest.fixture
def person(clock: FakeClock) -> Person:
    return Person(Practice("http://127.0.0.1:1", clock), clock)


@pytest.fixture
def file(person: Person, tmp_path: Path) -> Path:
    place = tmp_path / "evidence.zip"
    place.write_bytes(written(evidence(person, exact=True)))
    return place


def test_an_evidence_file_is_checked_under_the_keys_of_the_reader(
    carnet: Carnet, person: Person, file: Path, tmp_path: Path
) -> None:
    root = tmp_path / "root.json"
    root.write_text(json.dumps(person.practice.publisher.root_file()))
    code, told = carnet("verify", str(file), "--root", str(root))
    assert (code, told["ok"]) == (0, True)
    assert {check["name"] for check in told["checks"]} == set(CHECKS)
    assert all(check["ok"] and check["detail"] == "" for check in told["checks"])


def test_a_lie_ends_with_seven_and_its_name(carnet: Carnet, file: Path) -> None:
    lie = {**files_of(file.read_bytes()), "notice.txt": b"other words"}
    file.write_bytes(relisted(lie))
    code, told = carnet("verify", str(file))
    assert (code, told["ok"]) == (7, False)
    wrong = [(check["name"], check["detail"]) for check in told["checks"] if not check["ok"]]
    assert wrong == [("notice", "another-text")]


def test_what_is_no_evidence_file_ends_with_four(carnet: Carnet, tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    other.write_bytes(b"nothing")
    assert carnet("verify", str(other))[1]["error"]["kind"] == "FileUnreadable"
    assert carnet("verify", str(tmp_path / "missing.zip"))[0] == 4
    assert carnet("verify")[0] == 2


def test_every_check_has_its_words_in_french() -> None:
    speak("fr", assets() / "locale")
    assert CHECKS["ledger"]() == "Preuve de l’ordre"
    assert len({words() for words in CHECKS.values()}) == len(CHECKS)
