"""One window for one carnet."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from pytestqt.qtbot import QtBot

from vault.ui import single
from vault.ui.single import Single

pytestmark = pytest.mark.screen


@pytest.fixture
def first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Single]:
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    made = Single()
    yield made
    made.close()


def called(place: Path) -> list[bool]:
    """Start a second time, beside: the first one has to answer meanwhile."""
    answers: list[bool] = []
    Thread(target=lambda: answers.append(Single().elsewhere(place)), daemon=True).start()
    return answers


def test_a_second_start_calls_the_first(first: Single, qtbot: QtBot, tmp_path: Path) -> None:
    place = tmp_path / "a.carnet"
    assert not first.elsewhere(place)
    first.listen(place)
    with qtbot.waitSignal(first.called):
        answers = called(place)
    qtbot.waitUntil(lambda: answers == [True])


def test_another_carnet_has_a_window_of_its_own(
    first: Single, qtbot: QtBot, tmp_path: Path
) -> None:
    first.listen(tmp_path / "a.carnet")
    assert not first.elsewhere(tmp_path / "b.carnet")
    first.listen(tmp_path / "b.carnet")
    assert not first.elsewhere(tmp_path / "a.carnet")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Windows end with their program")
def test_what_a_crash_left_behind_is_cleared(first: Single, qtbot: QtBot, tmp_path: Path) -> None:
    place = tmp_path / "a.carnet"
    with closing(socket.socket(socket.AF_UNIX)) as dead:
        dead.bind(single._name(place))
    assert not first.elsewhere(place)
    first.listen(place)
    with qtbot.waitSignal(first.called):
        called(place)


def test_the_meeting_point_tells_nothing_of_the_place(first: Single, tmp_path: Path) -> None:
    name = single._name(tmp_path / "Dossier de Camille.carnet")
    assert "Camille" not in name
    assert name == single._name(tmp_path / "sub" / ".." / "Dossier de Camille.carnet")
