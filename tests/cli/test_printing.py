from __future__ import annotations

import io
import json
import sys
from argparse import Namespace
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import CHEAP, PHRASE
from vault.cli import printing
from vault.cli.command import Answer, Table
from vault.cli.main import main
from vault.crypto.kdf import Cost
from vault.errors import Offline, ServiceRefused, ShareLeak, VaultMissing

Reading = pytest.CaptureFixture[str]


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


def test_sentences_and_tables_are_written_one_below_the_other(capsys: Reading) -> None:
    table = Table(("Mesure", "Valeur"), [("Poids", "72,4 kg"), ("[red]Pouls[/]", "61")])
    printing.answer(Answer({"n": 1}, ("Deux mesures.", table)), as_json=False)
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == "Deux mesures."
    assert [line.split() for line in lines[1:] if "─" not in line and line] == [
        ["Mesure", "Valeur"], ["Poids", "72,4", "kg"], ["[red]Pouls[/]", "61"],
    ]  # fmt: skip


def test_nothing_of_a_table_is_left_out_where_the_terminal_is_narrow(
    capsys: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number is whole on one line: it is copied into the next command."""
    monkeypatch.setenv("COLUMNS", "60")
    number, file = "c622eb19-4e2d-421e-ad02-c3ccc6ca4612", "export-withings-2026-11-24.zip"
    table = Table(("Numéro", "Date", "Fichier"), [(number, "2026-11-24", file)])
    printing.answer(Answer({}, (table,)), as_json=False)
    told = capsys.readouterr().out
    assert number in told
    assert "…" not in told
    assert max(map(len, told.splitlines())) <= 60


def test_numbers_of_a_document_are_numbers(capsys: Reading) -> None:
    printing.answer(Answer({"a": Decimal("72.4"), "b": Decimal("61.0")}), as_json=True)
    assert capsys.readouterr().out == '{"a": 72.4, "b": 61}\n'
    with pytest.raises(TypeError):
        printing.answer(Answer({"a": object()}), as_json=True)


def test_what_ended_the_work_stands_beside_what_was_kept(capsys: Reading) -> None:
    answer = Answer({"sent": 1}, ("Un envoi.",), error=Offline("127.0.0.1"))
    printing.answer(answer, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["sent"], told["error"]["kind"], told["error"]["hint"]) == (1, "Offline", "")
    printing.answer(answer, as_json=False)
    said = capsys.readouterr()
    assert (said.out, said.err) == ("Un envoi.\n", f"{told['error']['message']}\n")


def test_a_failure_is_a_document_or_a_sentence_aside(capsys: Reading) -> None:
    printing.failure(VaultMissing(), as_json=False)
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "There is no carnet at this place.\n")
    printing.failure(ServiceRefused("127.0.0.1", "grant-unknown"), as_json=True)
    told = json.loads(capsys.readouterr().out)["error"]
    assert (told["kind"], told["problem"]) == ("ServiceRefused", "grant-unknown")


@pytest.mark.parametrize("as_json", [True, False])
def test_a_fault_is_told_with_nine_and_without_its_message(
    *, as_json: bool, tmp_path: Path, capsys: Reading
) -> None:
    def broken() -> Cost:
        raise RuntimeError(PHRASE)

    phrase = tmp_path / "phrase.txt"
    phrase.write_text(PHRASE)
    words = ["--vault", str(tmp_path / "x.carnet"), "--lang", "en", "create", "--person", "Zoé"]
    words += ["--new-passphrase-file", str(phrase), *(["--json"] if as_json else [])]
    assert main(words, replace(CHEAP, cost=broken)) == 9
    said = capsys.readouterr()
    assert PHRASE not in said.out + said.err
    assert "RuntimeError broken:" in (said.out if as_json else said.err)
    assert (said.err if as_json else said.out) == ""
    if as_json:
        assert json.loads(said.out)["error"]["kind"] == "Unforeseen"


def test_a_leak_that_was_stopped_is_named(capsys: Reading) -> None:
    printing.fault(ShareLeak(), as_json=True)
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "ShareLeak"


def test_progress_is_drawn_where_somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with printing.Progress(Namespace(quiet=False)) as progress:
        told = progress.follow("Reading")
        told(0, 0)  # how much there is, is not known yet
        told(5, 10)
        progress.follow("Writing")(1, 1)
    assert "Reading" in screen.getvalue()
    assert "Writing" in screen.getvalue()


@pytest.mark.parametrize(("stream", "quiet"), [(Terminal(), True), (io.StringIO(), False)])
def test_progress_is_silent_when_told_or_when_nobody_looks(
    stream: io.StringIO, *, quiet: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    with printing.Progress(Namespace(quiet=quiet)) as progress:
        progress.follow("Reading")(1, 2)
    assert stream.getvalue() == ""


def test_what_would_steer_the_terminal_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    printing.text("a\x1b[2Jb\r\nc")
    assert capsys.readouterr().out == "a[2Jb\nc\n"
