"""The carnets known here: the one opened last first, what is gone is said, none is touched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.conftest import FakeClock
from vault.ui.pages.carnets.presenter import CarnetsPresenter
from vault.ui.pages.carnets.state import CarnetsState
from vault.ui.remembered import Memory


def at_once(work: Any, then: Any, sorry: Any) -> None:
    assert sorry
    then(work())


def test_the_list_says_where_and_when(place: Path, tmp_path: Path, clock: FakeClock) -> None:
    memory, shown = Memory(tmp_path), list[CarnetsState]()
    memory.met(Path("/media/disk/old.carnet"), 0)
    memory.met(place, int(clock.now().timestamp() * 1000))
    CarnetsPresenter(memory, clock, tmp_path, at_once, shown.append).begin()
    mine, gone = shown[-1].known
    assert (mine.name, mine.place, mine.last) == ("dossier", "~", "Last opened: today, 12:00")
    assert (gone.name, gone.last) == ("old", "Not there now: the disk may not be plugged in.")
    assert all("Not there" not in one.last for one in shown[0].known)


def test_what_is_taken_off_the_list_stays_on_the_disk(
    place: Path, tmp_path: Path, clock: FakeClock
) -> None:
    memory, shown = Memory(tmp_path), list[CarnetsState]()
    memory.change(keep_last_opening=False)
    memory.met(place, 1)
    presenter = CarnetsPresenter(memory, clock, tmp_path, at_once, shown.append)
    presenter.begin()
    assert shown[-1].known[0].last == ""
    presenter.remove(str(place))
    assert shown[-1].known == ()
    assert shown[-1].said.startswith("Taken off the list.")
    assert (place / "record.db").exists()
    presenter.leave()
