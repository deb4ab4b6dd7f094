"""The tour: the main job on the made-up family, with the practice in a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Carnet
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
