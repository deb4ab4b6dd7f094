from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CHEAP, PHRASE
from vault.cli.main import main


@pytest.fixture
def create(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: str, phrase: str = PHRASE) -> tuple[int, dict[str, Any]]:
        (tmp_path / "phrase.txt").write_text(phrase)
        front = ["--vault", str(tmp_path / "v.carnet"), "--json", "--lang", "en"]
        code = main(
            [*front, "create", "--new-passphrase-file", str(tmp_path / "phrase.txt"), *words], CHEAP
        )
        return code, json.loads(capsys.readouterr().out)

    return run


def test_a_vault_is_made_with_its_sheet(create: Any, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.pdf"
    code, told = create("--person", "Zoé", "--born", "1931-07-23", "--sheet", str(sheet))
    assert (code, told["vault"]) == (0, str(tmp_path / "v.carnet"))
    assert len(told["recovery_code"].split()) == 13
    assert sheet.read_bytes()[:5] == b"%PDF-"
    assert create("--person", "Zoé")[1]["error"]["kind"] == "AlreadyThere"


def test_modes_are_for_this_account_alone(create: Any, tmp_path: Path) -> None:
    create("--person", "Zoé")
    place = tmp_path / "v.carnet"
    assert place.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in place.iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("phrase", "said"), [("azertyuiop1", "short"), ("marseille13000", "easy"), ("é" * 600, "long")]
)
def test_a_passphrase_that_is_no_good_makes_no_vault(
    create: Any, tmp_path: Path, phrase: str, said: str
) -> None:
    code, told = create("--person", "Zoé", phrase=phrase)
    assert (code, told["error"]["kind"]) == (2, "PassphraseTooWeak")
    assert said in told["error"]["message"]
    assert not (tmp_path / "v.carnet").exists()


def test_nothing_is_made_when_the_sheet_has_no_place(create: Any, tmp_path: Path) -> None:
    (tmp_path / "sheet.pdf").write_text("mine")
    code, told = create("--person", "Zoé", "--sheet", str(tmp_path / "sheet.pdf"))
    assert (code, told["error"]["kind"]) == (2, "AlreadyThere")
    assert not (tmp_path / "v.carnet").exists()


def test_a_place_that_refuses_is_said(create: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    code, told = create("--vault", str(tmp_path / "file" / "v.carnet"), "--person", "Zoé")
    assert (code, told["error"]["kind"]) == (8, "NotWritable")


def test_without_a_file_or_a_terminal_nothing_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    words = ["--vault", str(tmp_path / "v"), "--json", "create", "--person", "Zoé"]
    assert main(words, CHEAP) == 3
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "PassphraseNeeded"


def test_a_sheet_that_cannot_be_written_still_shows_its_words(create: Any, tmp_path: Path) -> None:
    code, told = create("--person", "Zoé", "--sheet", str(tmp_path / "nowhere" / "sheet.pdf"))
    assert (code, told["error"]["kind"]) == (8, "NotWritable")
    assert len(told["recovery_code"].split()) == 13


@pytest.mark.parametrize("name", ["", "  ", "Zo\x1b[2Jé", "Zoé\nNoé", "Z" * 201])
def test_a_name_is_one_line_that_steers_no_terminal(create: Any, name: str) -> None:
    code, told = create("--person", name)
    assert (code, told["error"]["kind"]) == (2, "WrongUse")


def test_a_place_whose_name_is_too_long_is_said(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "phrase.txt").write_text(PHRASE)
    where = ["--vault", str(tmp_path / ("v" * 300)), "--json"]
    code = main([*where, "--passphrase-file", str(tmp_path / "phrase.txt"), "unlock"], CHEAP)
    assert (code, json.loads(capsys.readouterr().out)["error"]["kind"]) == (8, "NotWritable")
