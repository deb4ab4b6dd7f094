"""The practice by the command line: it says where it is, and ends when it is told."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import threading
from contextlib import closing, redirect_stdout
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.conftest import CHEAP
from vault.cli.main import main


class Watched(io.StringIO):
    """The standard output of a command that runs on: the practice it names is asked, then ended."""

    asked = 0

    def flush(self) -> None:
        found = re.search(r"127\.0\.0\.1:(\d+)/catalogue", self.getvalue())
        if found and not self.asked:
            self.asked = int(found[1])
            threading.Thread(target=self._ask_and_end).start()

    def _ask_and_end(self) -> None:
        with closing(HTTPConnection("127.0.0.1", self.asked, timeout=20)) as line:
            line.request("GET", "/catalogue.jwt")
            line.getresponse().read()
        os.kill(os.getpid(), signal.SIGTERM)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


def watched(*words: str) -> tuple[int, Watched]:
    """Run a command line that somebody watches; give its exit code and what was shown."""
    with redirect_stdout(Watched()) as screen:
        code = main(["sandbox", *words], CHEAP)
    return code, screen


def test_people_read_where_it_is_and_how_it_is_stopped() -> None:
    code, screen = watched("--lang", "fr")
    assert code == 0
    lines = screen.getvalue().splitlines()
    assert f"127.0.0.1:{screen.asked}" in lines[0]
    assert "Ctrl+C" in lines[2]
    assert len(lines) == 3


def test_a_program_reads_one_document() -> None:
    code, screen = watched("--json")
    assert code == 0
    told = json.loads(screen.getvalue())
    assert sorted(told) == ["catalogue", "control", "root_file", "services"]
    assert not Path(told["root_file"]).exists()


def test_a_fault_that_there_is_not_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sandbox", "--json", "--fault", "weather"], CHEAP) == 2
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "WrongUse"
