from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.conftest import CHEAP, PHRASE, Carnet
from vault.cli.main import main

Reading = pytest.CaptureFixture[str]


def test_options_stand_before_or_after_the_command(
    place: Path, tmp_path: Path, capsys: Reading
) -> None:
    phrase = tmp_path / "p.txt"
    phrase.write_text(PHRASE)
    words = ["--vault", str(place), "--passphrase-file", str(phrase), "--json"]
    assert main([*words, "people", "list"], CHEAP) == 0
    before = capsys.readouterr().out
    assert main(["people", "list", *words], CHEAP) == 0
    assert capsys.readouterr().out == before
    assert json.loads(before)["people"][0]["name"] == "Camille"


def test_a_dash_is_standard_input(
    carnet: Carnet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PHRASE}\nanother line\n"))
    assert carnet("people", "list", "--passphrase-file", "-", secret=None)[0] == 0
    words = carnet("recovery", "new")[1]["recovery_code"]
    monkeypatch.setattr(sys, "stdin", io.StringIO(words.replace(" ", "\n")))
    assert carnet("people", "list", "--recovery-file", "-", secret=None)[0] == 0


def test_a_missing_or_unreadable_file_is_said(carnet: Carnet, tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(b"\xff\xfe\x00")
    for option in ("--passphrase-file", "--recovery-file", "--vault-key-file"):
        code, told = carnet("people", "list", option, str(tmp_path / "gone"), secret=None)
        assert (code, told["error"]["kind"]) == (2, "NotFound")
        code, told = carnet("people", "list", option, str(tmp_path), secret=None)
        assert (code, told["error"]["kind"]) == (2, "WrongUse")
    code, told = carnet("people", "list", secret=tmp_path / "noise")
    assert (code, told["error"]["kind"]) == (2, "WrongUse")


def test_two_ways_in_at_once_do_not_fit(carnet: Carnet, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    code, told = carnet("people", "list", "--vault-key-file", str(tmp_path / "x"))
    assert (code, told["error"]["kind"]) == (2, "WrongUse")


def test_without_a_terminal_the_passphrase_must_come_from_a_file(
    carnet: Carnet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    code, told = carnet("people", "list", secret=None)
    assert (code, told["error"]["kind"]) == (3, "PassphraseNeeded")


def test_no_vault_is_said_before_anything_is_asked(
    tmp_path: Path, capsys: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARNET_VAULT", str(tmp_path / "nowhere"))
    assert main(["people", "list", "--json", "--lang", "en"], CHEAP) == 3
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "VaultMissing"


def test_a_sheet_that_is_wrong_says_why(carnet: Carnet, tmp_path: Path) -> None:
    """V20."""
    code = carnet("recovery", "new")[1]["recovery_code"].split()
    sheet = tmp_path / "sheet.txt"
    for words, said in (
        (code[:-1], "thirteen"),
        ([*code[:2], "carnet", *code[3:]], "Word 3"),
        ([code[0], *code[2:4], code[1], *code[4:]], "order"),
        (["abaisser"] * 13, "order"),
    ):
        if words == code:
            continue
        sheet.write_text(" ".join(words))
        number, told = carnet("people", "list", "--recovery-file", str(sheet), secret=None)
        assert number == 3
        assert said in told["error"]["message"]


def test_help_is_shown_for_each_command(capsys: Reading) -> None:
    assert main(["--lang", "en", "--help"]) == 0
    assert "unlock" in capsys.readouterr().out
    assert main(["--lang", "en", "journal", "verify", "-h"]) == 0
    assert "Check that the history is whole" in capsys.readouterr().out
