from __future__ import annotations

import io
import json
import sys
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import CHEAP, PHRASE, Carnet, FakeClock, opened
from vault.cli.main import main
from vault.cli.times import end_of, start_of
from vault.errors import WrongUse
from vault.store.migrate import Step, steps

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
        assert told["error"]["message"] == f"The file given with {option} is not there."
        code, told = carnet("people", "list", option, str(tmp_path), secret=None)
        assert (code, told["error"]["kind"]) == (2, "WrongUse")
        assert f"the file of {option} cannot be read" in told["error"]["message"]
    code, told = carnet("people", "list", secret=tmp_path / "noise")
    assert (code, told["error"]["kind"]) == (2, "WrongUse")
    assert "the file of --passphrase-file is no text" in told["error"]["message"]


def test_what_lay_in_the_trash_goes_after_the_work_of_the_first_command_of_a_day(
    carnet: Carnet, place: Path, tmp_path: Path, clock: FakeClock
) -> None:
    allergy = tmp_path / "allergy.json"
    allergy.write_text('{"resourceType": "AllergyIntolerance", "code": {"text": "Latex"}}', "utf-8")
    uid = carnet("record", "add", "allergy", "--json-file", str(allergy))[1]["item"]["id"]
    assert carnet("record", "delete", uid)[0] == 0
    session = opened(place, clock)
    session.database.run("UPDATE fact SET deleted = 0")
    session.end()

    assert carnet("record", "show", uid)[0] == 0  # looked through today already
    session = opened(place, clock)
    session.vault.meta.put("last_purge", 0)
    session.end()
    assert carnet("record", "show", "nothing")[0] == 2  # a command that fails erases nothing
    assert carnet("record", "show", uid)[0] == 0  # the work comes first
    assert carnet("record", "show", uid)[1]["error"]["kind"] == "NotFound"
    (line,) = carnet("journal", "--kind", "purged")[1]["entries"]
    assert (line["actor"], line["body"]) == ("carnet", {"facts": [uid]})


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


def test_an_older_vault_asks_first(place: Path, tmp_path: Path, capsys: Reading) -> None:
    """V26."""
    phrase = tmp_path / "p.txt"
    phrase.write_text(PHRASE)
    step = Step("Adds a column.", ("ALTER TABLE person ADD COLUMN nick TEXT",))
    later = replace(CHEAP, steps=lambda: (*steps(), step))
    words = ["--vault", str(place), "--passphrase-file", str(phrase), "--json", "unlock"]
    assert main(words, later) == 3
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "NeedsMigration"
    assert main([*words, "--migrate"], later) == 0
    assert main(words, later) == 0
    capsys.readouterr()
    assert main(words, CHEAP) == 3
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "VaultTooNew"


def test_an_older_header_is_accepted_by_name_only(
    carnet: Carnet, place: Path, tmp_path: Path
) -> None:
    """V12."""
    old, new = (place / "vault.json").read_bytes(), tmp_path / "new.txt"
    new.write_text("girouette lente sous la verri\u00e8re")
    assert carnet("passphrase", "change", "--new-passphrase-file", str(new))[0] == 0
    (place / "vault.json").write_bytes(old)
    code, told = carnet("people", "list")
    assert (code, told["error"]["kind"]) == (7, "HeaderRolledBack")
    assert carnet("people", "list", "--accept-rollback")[0] == 0
    assert carnet("people", "list", secret=new)[0] == 0


def test_days_and_instants_are_read_in_a_zone() -> None:
    zone = ZoneInfo("Europe/Paris")
    assert start_of("2026-10-25", zone, "--from").isoformat() == "2026-10-25T00:00:00+02:00"
    assert end_of("2026-10-25", zone, "--to").isoformat() == "2026-10-25T23:59:59.999000+01:00"
    assert start_of("2026-01-02T03:04", zone, "--at").isoformat() == "2026-01-02T03:04:00+01:00"
    assert end_of("2026-01-02T03:04Z", zone, "--at").isoformat() == "2026-01-02T03:04:00+00:00"
    for text in ("soon", "2026-13-01", "2026-01-02T99:00"):
        with pytest.raises(WrongUse):
            end_of(text, zone, "--to")


@pytest.mark.parametrize(
    "typed", ["0001-01-01", "9999-12-31", "0001-01-01T00:00+14:00", "9999-12-31T23:59:59-14:00"]
)
def test_a_time_at_an_end_of_the_calendar_does_not_fit(typed: str) -> None:
    for read in (start_of, end_of):
        with pytest.raises(WrongUse) as told:
            read(typed, ZoneInfo("Pacific/Auckland"), "--to")
        assert told.value.detail == "--to"
