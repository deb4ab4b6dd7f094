"""The tour: the main job on the made-up family, with the practice in a process of its own."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import Said
from tests.conftest import CHEAP, Carnet
from vault.cli.main import main
from vault.usecases.tour import NAMES


@pytest.mark.slow
def test_the_tour_does_every_step_and_leaves_what_it_made(carnet: Carnet, tmp_path: Path) -> None:
    folder = tmp_path / "tour"
    code, answer = carnet("tour", "--out", str(folder))
    assert (code, answer["ok"]) == (0, True)
    assert [step["name"] for step in answer["steps"]] == list(NAMES)
    left = {Path(file).name for step in answer["steps"] for file in step["files"]}
    assert {"exemple.carnet", "poids.png", "resume.pdf", "preuves.zip"} <= left
    assert all((folder / name).exists() for name in left)


def test_a_folder_that_holds_something_is_left_alone(carnet: Carnet, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    code, answer = carnet("tour", "--out", str(tmp_path / "full"))
    assert (code, answer["error"]["kind"]) == (8, "NotWritable")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_people_read_what_each_step_did(french: Said, tmp_path: Path) -> None:
    folder = tmp_path / "tour"
    code, said, aside = french("tour", "--out", str(folder))
    assert (code, aside) == (0, "")
    lines = said.splitlines()
    assert len(lines) == len(NAMES) + 2
    assert all(line.endswith("\u00a0s)") for line in lines[:-2])
    assert lines[-2].endswith(str(folder))
    assert len(lines[-1].rpartition("\u00a0: ")[2].split()) == 6
    left = {path.name for path in folder.iterdir()}
    assert {"exemple.carnet", "poids.png", "resume.pdf", "preuves.zip"} <= left


@pytest.mark.parametrize("as_json", [("--json",), ()])
def test_a_step_that_does_not_end_well_is_named(
    as_json: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The computer has less memory than the passphrase would cost."""
    small = replace(CHEAP, memory_kib=lambda: 1)
    code = main(["tour", "--out", str(tmp_path / "tour"), "--lang", "en", *as_json], small)
    said = capsys.readouterr()
    assert code == 3
    if as_json:
        told = json.loads(said.out)
        assert (told["ok"], told["error"]["kind"]) == (False, "KdfTooHeavy")
        assert told["steps"] == [{"name": "vault", "ok": False, "seconds": 0.0, "files": []}]
    else:
        assert said.out == "This step was not finished: Making the carnet.\n"
        assert said.err


def test_without_a_folder_a_new_one_is_made_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "carnet-exemple").mkdir()
    main(["tour", "--json", "--lang", "en"], replace(CHEAP, memory_kib=lambda: 1))
    assert json.loads(capsys.readouterr().out)["folder"] == str(tmp_path / "carnet-exemple-2")
