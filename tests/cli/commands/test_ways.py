from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PHRASE, Carnet

NEW = "girouette lente sous la verrière"


def kinds(told: dict[str, list[dict[str, str]]]) -> list[str]:
    return [way["kind"] for way in told["ways"]]


def test_a_key_file_opens_but_never_stands_for_the_passphrase(
    carnet: Carnet, tmp_path: Path
) -> None:
    key = tmp_path / "key"
    code, told = carnet("ways", "add", "key-file", "--out", str(key))
    assert (code, kinds(told)) == (0, ["passphrase", "recovery", "keyfile"])
    assert (len(key.read_bytes().splitlines()), key.stat().st_mode & 0o777) == (3, 0o600)
    assert (
        carnet("ways", "add", "key-file", "--out", str(key))[1]["error"]["kind"] == "AlreadyThere"
    )

    by_file = ("--vault-key-file", str(key))
    code, told = carnet("ways", "list", *by_file, secret=None)
    assert (code, told["ways"][0]["memory_kib"]) == (0, 8192)
    for words in (
        ("ways", "remove", "s2", "--yes"),
        ("ways", "add", "key-file", "--out", f"{key}2"),
        ("people", "remove", "Camille", "--yes"),
        ("recovery", "new"),
    ):
        code, told = carnet(*words, *by_file, secret=None)
        assert (code, told["error"]["kind"]) == (3, "PassphraseNeeded"), words

    assert kinds(carnet("ways", "remove", "s3")[1]) == ["passphrase", "recovery"]
    code, told = carnet("people", "list", *by_file, secret=None)
    assert (code, told["error"]["kind"]) == (3, "NoSuchWayIn")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("s1",), "WrongUse"), (("s1", "--yes"), "WrongUse"), (("s2",), "WrongUse"),
        (("s9",), "NotFound"),
    ],
)  # fmt: skip
def test_the_passphrase_stays_and_the_last_sheet_goes_only_when_told_twice(
    carnet: Carnet, words: tuple[str, ...], kind: str
) -> None:
    code, told = carnet("ways", "remove", *words)
    assert (code, told["error"]["kind"]) == (2, kind)


def test_a_new_passphrase_takes_the_place_of_the_old_one(carnet: Carnet, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text(f"\ufeff{NEW}\r\nsecond line\n", "utf-8")
    assert carnet("passphrase", "change", "--new-passphrase-file", str(new))[0] == 0
    assert carnet("people", "list")[1]["error"]["kind"] == "WrongPassphrase"
    code, told = carnet("ways", "list", secret=new)
    assert (code, sorted(kinds(told))) == (0, ["passphrase", "recovery"])
    assert carnet("check", secret=new)[0] == 0


def test_a_new_sheet_opens_and_the_old_one_does_not(carnet: Carnet, tmp_path: Path) -> None:
    sheet, paper = tmp_path / "sheet.txt", tmp_path / "sheet.pdf"
    codes = []
    for _turn in range(2):
        code, told = carnet("recovery", "new")
        assert code == 0
        codes.append(told["recovery_code"])
    sheet.write_text(codes[0])
    by_sheet = ("--recovery-file", str(sheet))
    assert carnet("people", "list", *by_sheet, secret=None)[1]["error"]["kind"] == "NoSuchWayIn"
    sheet.write_text(codes[1].upper())
    assert carnet("recovery", "check", *by_sheet, secret=None) == (0, {"ok": True})
    assert carnet("recovery", "check")[1]["error"]["kind"] == "WrongUse"
    paper.write_text("mine")
    assert carnet("recovery", "new", "--sheet", str(paper))[1]["error"]["kind"] == "AlreadyThere"
    assert PHRASE not in paper.read_text()


def test_the_sheet_sets_a_new_passphrase_at_once(carnet: Carnet, tmp_path: Path) -> None:
    sheet, new = tmp_path / "sheet.txt", tmp_path / "new.txt"
    sheet.write_text(carnet("recovery", "new")[1]["recovery_code"])
    new.write_text(NEW)
    by_sheet = ("unlock", "--recovery-file", str(sheet))
    code, told = carnet(*by_sheet, secret=None)
    assert (code, told["error"]["kind"]) == (3, "PassphraseNeeded")
    code, told = carnet(*by_sheet, "--new-passphrase-file", str(new), secret=None)
    assert (code, told["state"], told["people"]) == (0, "open", 1)
    assert carnet("people", "list")[1]["error"]["kind"] == "WrongPassphrase"
    assert carnet("people", "list", secret=new)[0] == 0
