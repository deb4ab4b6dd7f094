"""`carnet demo` makes the example where it is asked to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import CHEAP, PHRASE
from vault.cli.main import main


def test_the_example_is_made_with_a_passphrase_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "e.carnet"
    assert main(["--lang", "en", "demo", "--days", "3", str(place)], CHEAP) == 0
    told = capsys.readouterr().out
    assert "Example: these people do not exist." in told
    phrase = tmp_path / "p"
    phrase.write_text(told.split("Its passphrase: ")[1].splitlines()[0])
    words = ["--json", "--vault", str(place), "--passphrase-file", str(phrase)]
    assert main([*words, "people", "list"], CHEAP) == 0
    assert len(json.loads(capsys.readouterr().out)["people"]) == 3


def test_a_passphrase_that_was_given_is_not_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    phrase, place = tmp_path / "p", tmp_path / "e.carnet"
    phrase.write_text(PHRASE)
    words = ["--lang", "en", "--new-passphrase-file", str(phrase), "demo", "--days", "1"]
    assert main([*words, str(place)], CHEAP) == 0
    assert PHRASE not in capsys.readouterr().out


def test_an_example_of_no_days_or_of_too_many_is_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for days in ("0", "731"):
        assert main(["--json", "demo", f"--days={days}", str(tmp_path / "e.carnet")], CHEAP) == 2
        assert json.loads(capsys.readouterr().out)["error"]["kind"] == "WrongUse"
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_taken_stays_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x")
    assert main(["--json", "demo", str(tmp_path)], CHEAP) == 2
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "AlreadyThere"


def test_a_weak_passphrase_makes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    phrase, place = tmp_path / "p", tmp_path / "e.carnet"
    phrase.write_text("abc")
    words = ["--json", "--new-passphrase-file", str(phrase), "demo", str(place)]
    assert main(words, CHEAP) == 2
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "PassphraseTooWeak"
    assert not place.exists()
