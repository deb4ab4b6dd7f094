"""What the unlock page is told, without a window: real carnets, a clock that stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CHEAP, PHRASE, FakeClock, opened
from vault import errors as e
from vault.store.migrate import Step, steps
from vault.ui.pages.unlock.presenter import Door, UnlockPresenter
from vault.ui.pages.unlock.state import UnlockState
from vault.usecases import ways_in
from vault.usecases.session import Session


@dataclass
class Bench:
    """A presenter with everything around it played: answers come at once."""

    door: Door
    shown: list[UnlockState] = field(default_factory=list)
    entered: list[Session] = field(default_factory=list)
    clocks: list[tuple[int, Callable[[], None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.presenter = UnlockPresenter(
            self.door, _at_once, self.shown.append, self._later, self.entered.append
        )

    @property
    def state(self) -> UnlockState:
        return self.shown[-1]

    def ring(self) -> int:
        """Let the next clock ring; return its ms."""
        ms, act = self.clocks.pop(0)
        act()
        return ms

    def _later(self, ms: int, act: Callable[[], None]) -> None:
        self.clocks.append((ms, act))


def _at_once(work: Any, then: Any, sorry: Any) -> None:
    try:
        answer = work()
    except e.VaultError as error:
        sorry(error)
    else:
        then(answer)


@pytest.fixture
def door(place: Path, clock: FakeClock, tmp_path: Path) -> Door:
    policy = replace(CHEAP, attempts=tmp_path)
    return Door(place, tmp_path, clock, lambda: policy, idle=5)


def begun(door: Door) -> Bench:
    bench = Bench(door)
    bench.presenter.begin()
    bench.ring()  # a moment later it has looked at the carnet
    return bench


def test_the_right_passphrase_opens(door: Door) -> None:
    bench = begun(door)
    assert (bench.state.name, bench.state.place) == ("dossier", "~")
    assert bench.state.foot == "Locks by itself after 5 minutes without activity"
    bench.presenter.unlock(PHRASE)
    (session,) = bench.entered
    assert (session.actor, bench.state.step) == ("window", "opening")
    session.end()


def test_nothing_typed_asks_to_type(door: Door) -> None:
    bench = begun(door)
    bench.presenter.unlock("")
    assert bench.state.wrong == "Type your passphrase."
    assert bench.state.tries == 1


def test_five_wrong_passphrases_have_to_wait(door: Door) -> None:
    bench = begun(door)
    for _time in range(4):
        bench.presenter.unlock("wrong")
        assert (bench.state.step, bench.state.wrong) == ("ready", "The passphrase is not correct.")
    bench.presenter.unlock("wrong")
    assert (bench.state.step, bench.state.wait) == ("waiting", 5)
    assert bench.state.notice is not None
    assert "only a long passphrase does" in bench.state.notice.sentence
    bench.presenter.unlock(PHRASE)
    assert not bench.entered
    assert [bench.ring() for _second in range(5)] == [1000] * 5
    assert (bench.state.step, bench.state.wait) == ("ready", 0)
    waits = []
    for _time in range(5):
        bench.presenter.unlock("wrong")
        waits.append(bench.state.wait)
        while bench.clocks:
            bench.ring()
    assert waits == [10, 20, 40, 60, 60]
    bench.presenter.unlock(PHRASE)
    assert bench.entered[0].failed_attempts == 10
    bench.entered[0].end()


def test_what_was_missed_before_the_window_opened_counts(door: Door) -> None:
    before = begun(door)
    for _time in range(6):
        before.presenter.unlock("wrong")
        before.clocks.clear()
        before.presenter.state = replace(before.state, step="ready")
    after = begun(door)
    after.presenter.unlock("wrong")
    assert after.state.wait == 20


def test_a_page_that_was_left_counts_no_seconds(door: Door) -> None:
    bench = begun(door)
    for _time in range(5):
        bench.presenter.unlock("wrong")
    bench.presenter.leave()
    count = len(bench.shown)
    bench.ring()
    assert len(bench.shown) == count


def test_a_key_file_opens(door: Door, clock: FakeClock, tmp_path: Path) -> None:
    assert not begun(door).state.key_file
    session, file = opened(door.place, clock), tmp_path / "key"
    ways_in.add_key_file(session, lambda content: _write(file, content), CHEAP)
    session.end()
    bench = begun(door)
    assert bench.state.key_file
    bench.presenter.key_file(tmp_path / "none")
    assert bench.state.notice is not None
    assert bench.state.notice.title == "This file cannot be read."
    bench.presenter.key_file(file)
    assert bench.entered[0].opened_by == "keyfile"
    bench.entered[0].end()


def test_another_process_has_it(door: Door, clock: FakeClock) -> None:
    session, bench = opened(door.place, clock), begun(door)
    bench.presenter.unlock(PHRASE)
    assert bench.state.notice is not None
    assert bench.state.notice.title == "This carnet is already open on this computer."
    assert (bench.state.step, bench.state.tries) == ("ready", 1)
    session.end()
    bench.presenter.unlock(PHRASE)
    bench.entered[0].end()


def _write(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def one_more() -> tuple[Step, ...]:
    """The steps of a later version: one that has nothing to do."""
    return (*steps(), Step("A new table.", ("CREATE TABLE tried (x)",)))


def test_an_update_is_asked_first(door: Door) -> None:
    bench = begun(replace(door, costs=lambda: replace(CHEAP, steps=one_more)))
    bench.presenter.unlock(PHRASE)
    assert bench.state.step == "asks"
    assert bench.state.notice is not None
    assert bench.state.notice.title == "This carnet will be updated."
    assert "A backup is made first (" in bench.state.notice.sentence
    bench.presenter.again()  # not now
    assert [one.step for one in bench.shown[-2:]] == ["asks", "ready"]
    bench.presenter.agree()
    assert bench.entered == []
    bench.presenter.unlock(PHRASE)
    bench.presenter.agree()
    assert "working" in [one.step for one in bench.shown]
    bench.entered[0].end()


def test_an_older_list_of_ways_in_is_asked(door: Door, clock: FakeClock) -> None:
    old = (door.place / "vault.json").read_bytes()
    session = opened(door.place, clock)
    ways_in.change_passphrase(session, "une autre phrase bien longue", CHEAP)
    session.end()
    (door.place / "vault.json").write_bytes(old)
    bench = begun(door)
    bench.presenter.unlock(PHRASE)
    assert bench.state.step == "asks"
    assert bench.state.notice is not None
    assert [key for key, _words in bench.state.notice.acts] == ["again", "agree"]
    bench.presenter.agree()
    bench.entered[0].end()


@pytest.mark.parametrize(
    ("spoil", "title", "acts"),
    [
        ("missing", "There is no carnet at this place.", ["again", "folder"]),
        ("other", "This folder is not a carnet.", ["folder"]),
        ("damaged", "Part of this carnet cannot be read. Nothing was changed.", ["folder"]),
    ],
)
def test_what_does_not_open_says_so_at_once(
    spoil: str, title: str, acts: list[str], door: Door
) -> None:
    place = door.place
    spoil_it(place, spoil)
    bench = begun(door)
    assert bench.state.step == "shut"
    assert bench.state.notice is not None
    assert bench.state.notice.title == title
    assert [key for key, _words in bench.state.notice.acts] == acts
    bench.presenter.unlock(PHRASE)
    assert not bench.entered


def spoil_it(place: Path, how: str) -> None:
    if how == "missing":
        place.rename(place.with_name("elsewhere"))
    elif how == "other":
        for path in place.iterdir():
            path.unlink()
        (place / "photo.jpg").write_bytes(b"x")
    else:
        for name in ("vault.json", "vault.json.1"):
            (place / name).write_bytes(b"{")


def test_a_carnet_of_a_later_carnet_stays_shut(door: Door, clock: FakeClock) -> None:
    session = opened(door.place, clock)
    session.database.run("PRAGMA user_version = 9999")
    session.end()
    bench = begun(door)
    bench.presenter.unlock(PHRASE)
    assert bench.state.step == "shut"
    assert bench.state.notice is not None
    assert bench.state.notice.title == "This carnet was written by a newer Carnet (9999)."
    assert bench.state.notice.sentence.startswith("Update Carnet")


def test_it_opens_once_it_is_back(door: Door) -> None:
    spoil_it(door.place, "missing")
    bench = begun(door)
    door.place.with_name("elsewhere").rename(door.place)
    bench.presenter.again()
    bench.ring()
    assert bench.state.step == "ready"
    bench.presenter.unlock(PHRASE)
    bench.entered[0].end()


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("idle", "Locked after 5 minutes without activity"),
        ("asked", "You locked it"),
        ("session", "Locked with the computer’s session"),
        ("damaged", "Part of this carnet cannot be read. Nothing was changed."),
        ("", None),
    ],
)
def test_the_last_lock_says_why(why: str, said: str | None, door: Door) -> None:
    notice = begun(replace(door, why=why)).state.notice
    assert (notice.title if notice else None) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today, 08:00"), (1, "yesterday, 08:00"), (9, "14 Nov, 08:00"), (None, "")],
)
def test_the_last_opening_is_said(days: int | None, said: str, door: Door) -> None:
    at = None if days is None else int((door.clock.now().timestamp() - days * 86400 - 14400) * 1000)
    state = begun(replace(door, opened=at)).state
    assert state.last == (f"Last opened: {said}" if said else "")


def test_a_slot_that_asks_too_much_leaves_the_other_ways(door: Door) -> None:
    tight = replace(CHEAP, memory_kib=lambda: 4096)
    bench = begun(replace(door, costs=lambda: tight))
    bench.presenter.unlock(PHRASE)
    assert bench.state.step == "ready"
    assert bench.state.notice is not None
    assert bench.state.notice.title.startswith("This carnet asks more memory")


def test_a_page_that_was_left_looks_at_nothing(door: Door) -> None:
    bench = Bench(door)
    bench.presenter.begin()
    bench.presenter.leave()
    bench.ring()
    assert len(bench.shown) == 1


def test_a_key_file_waits_for_its_turn(door: Door, tmp_path: Path) -> None:
    bench = begun(door)
    for _time in range(5):
        bench.presenter.unlock("wrong")
    count = len(bench.shown)
    bench.presenter.key_file(tmp_path / "key")
    assert len(bench.shown) == count


def test_the_passphrase_of_an_example_is_no_secret(door: Door) -> None:
    notice = begun(replace(door, secret="six mots")).state.notice
    assert notice is not None
    assert notice.sentence == "Its passphrase: six mots"


def test_a_database_older_than_its_header_is_asked(door: Door, clock: FakeClock) -> None:
    old = (door.place / "record.db").read_bytes()
    session = opened(door.place, clock)
    ways_in.change_passphrase(session, "une autre phrase bien longue", CHEAP)
    session.end()
    (door.place / "record.db").write_bytes(old)
    bench = begun(door)
    bench.presenter.unlock("une autre phrase bien longue")
    assert bench.state.step == "asks"
    assert bench.state.notice is not None
    assert bench.state.notice.sentence == "Something that was done since then may be missing."
    assert [words for _key, words in bench.state.notice.acts] == [
        "Do not open", "Continue with this carnet",
    ]  # fmt: skip


def test_a_carnet_that_never_locks_says_nothing_of_it(door: Door) -> None:
    assert begun(replace(door, idle=None)).state.foot == ""
