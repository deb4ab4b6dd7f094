"""A carnet is made step by step, without a window; the words open it."""

from __future__ import annotations

import resource
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CHEAP, FakeClock
from vault import errors as e
from vault.record.measures import BODY_HEIGHT
from vault.record.ways_in import Passphrase
from vault.ui.pages.create.presenter import CreatePresenter, Ground
from vault.ui.pages.create.state import Answers, CreateState
from vault.usecases import measurements, people, unlocking
from vault.usecases.session import Session

SECRET = "Éléphant gêné sous l’été bleu"
ZOE = Answers(first="Zoé", height="166")


@dataclass
class Bench:
    """A presenter whose questions are answered at once, or when `hold` is let go."""

    place: Path
    clock: FakeClock
    shown: list[CreateState] = field(default_factory=list)
    entered: list[tuple[Session, str]] = field(default_factory=list)
    held: list[Callable[[], None]] = field(default_factory=list)
    holds: bool = False

    def __post_init__(self) -> None:
        ground = Ground(self.place, self.place.parent, self.clock, "Europe/Paris", CHEAP)
        self.presenter = CreatePresenter(
            ground, self._ask, self.shown.append, lambda *told: self.entered.append(told)
        )
        self.presenter.begin()

    @property
    def state(self) -> CreateState:
        return self.shown[-1]

    def _ask(self, work: Any, then: Any, sorry: Any) -> None:
        def run() -> None:
            try:
                answer = work()
            except e.VaultError as error:
                sorry(error)
            else:
                then(answer)

        if self.holds:
            self.held.append(run)
        else:
            run()


@pytest.fixture
def bench(tmp_path: Path, clock: FakeClock) -> Bench:
    return Bench(tmp_path / "new" / "dossier.carnet", clock)


def at_secret(bench: Bench) -> None:
    bench.presenter.whom(ZOE)
    bench.presenter.place("dossier")
    assert bench.state.step == "secret"


def at_sheet(bench: Bench) -> tuple[str, ...]:
    at_secret(bench)
    bench.presenter.secret(SECRET, SECRET)
    assert bench.state.step == "sheet"
    return bench.state.words


def test_the_first_step_wants_a_name(bench: Bench) -> None:
    bench.presenter.whom(Answers())
    assert (bench.state.step, bench.state.wrong) == ("whom", {"first": "Type the first name."})
    assert bench.state.tries == 1
    bench.presenter.whom(ZOE)
    assert (bench.state.step, bench.state.folder) == ("place", "~")


@pytest.mark.parametrize("name", ["", "a/b", ".hidden", "a:b"])
def test_a_name_that_no_folder_can_have_is_refused(name: str, bench: Bench) -> None:
    bench.presenter.whom(ZOE)
    bench.presenter.place(name)
    assert bench.state.wrong == {"name": "Type a name of letters and figures."}


def test_a_place_that_is_taken_is_refused(bench: Bench) -> None:
    bench.place.mkdir(parents=True)
    (bench.place / "photo.jpg").write_bytes(b"x")
    bench.presenter.whom(ZOE)
    bench.presenter.place("dossier")
    assert bench.state.wrong == {"name": "Something is already there. Choose another name."}
    bench.presenter.place("dossier-2.carnet")
    assert bench.state.step == "secret"


def test_a_folder_that_takes_nothing_is_refused(bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x")
    bench.presenter.whom(ZOE)
    bench.presenter.folder(file / "inside")
    bench.presenter.place("dossier")
    assert set(bench.state.wrong) == {"folder"}
    assert bench.state.wrong["folder"].startswith("Carnet cannot write in ")
    bench.presenter.folder(tmp_path / "Dropbox")
    assert bench.state.wrong == {}
    assert len(bench.state.doubts) == 1


def test_one_goes_back_until_it_is_made(bench: Bench) -> None:
    at_secret(bench)
    bench.presenter.previous()
    bench.presenter.previous()
    bench.presenter.previous()
    assert bench.state.step == "whom"


@pytest.mark.parametrize(
    ("typed", "again", "strength", "met"),
    [
        ("", "", "", (False, False, False)),
        ("abc", "abc", "too short", (False, False, True)),
        ("motdepasse12", "", "too easy to guess", (True, False, False)),
        ("zoé zoé zoé zoé", "", "too easy to guess", (True, False, False)),
        (SECRET, SECRET, "solid", (True, True, True)),
    ],
)
def test_a_passphrase_is_judged_while_it_is_typed(
    typed: str, again: str, strength: str, met: tuple[bool, ...], bench: Bench
) -> None:
    at_secret(bench)
    bench.presenter.judge(typed, again)
    assert bench.state.strength == strength
    assert tuple(demand.met for demand in bench.state.demands) == met


def test_six_words_are_proposed_anew_each_time(bench: Bench) -> None:
    at_secret(bench)
    bench.presenter.propose()
    first = bench.state.proposal
    bench.presenter.propose()
    assert len(first.split()) == 6
    assert first != bench.state.proposal
    bench.presenter.judge(first, first)
    assert all(demand.met for demand in bench.state.demands)


@pytest.mark.parametrize(
    ("typed", "again", "wrong"),
    [
        (SECRET, "other", {"again": "The two passphrases are not the same."}),
        ("abc", "abc", {"secret": "This passphrase is too short."}),
    ],
)
def test_a_passphrase_that_may_not_be_taken_makes_nothing(
    typed: str, again: str, wrong: dict[str, str], bench: Bench
) -> None:
    at_secret(bench)
    bench.presenter.secret(typed, again)
    assert (bench.state.step, bench.state.wrong) == ("secret", wrong)
    assert not bench.place.exists()


def test_a_late_judgement_never_hides_the_making(bench: Bench) -> None:
    at_secret(bench)
    bench.holds = True
    bench.presenter.judge(SECRET, "")
    bench.presenter.secret(SECRET, SECRET)
    judging, making = bench.held
    judging()
    assert bench.shown[-1].step == "making"
    bench.presenter.secret(SECRET, SECRET)  # a second Enter
    assert len(bench.held) == 2
    making()
    assert [one.step for one in bench.shown[-1:]] == ["sheet"]
    bench.holds = False
    bench.presenter.leave()


def test_what_came_in_between_at_the_place_is_left_alone(bench: Bench) -> None:
    at_secret(bench)
    bench.place.mkdir(parents=True)
    (bench.place / "photo.jpg").write_bytes(b"x")
    bench.presenter.secret(SECRET, SECRET)
    assert (bench.state.step, set(bench.state.wrong)) == ("place", {"name"})
    assert (bench.place / "photo.jpg").exists()


def test_a_folder_that_refuses_is_said_on_its_step(bench: Bench) -> None:
    at_secret(bench)
    bench.place.parent.write_bytes(b"a file where the folder should be")
    bench.presenter.secret(SECRET, SECRET)
    assert (bench.state.step, set(bench.state.wrong)) == ("place", {"folder"})


def test_a_full_disk_leaves_nothing_and_is_said_on_the_step_of_the_place(bench: Bench) -> None:
    at_secret(bench)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        bench.presenter.secret(SECRET, SECRET)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (bench.state.step, bench.state.wrong) == (
        "place", {"folder": "The disk is full. Nothing was lost."},
    )  # fmt: skip
    assert list(bench.place.parent.iterdir()) == []


def test_the_words_are_shown_once_and_typed_back(bench: Bench) -> None:
    words = at_sheet(bench)
    assert len(words) == 13
    bench.presenter.type_back()
    assert (bench.state.step, bench.state.words) == ("typing", ())
    for at, word in enumerate(words):
        bench.presenter.word(at, word[:2])
        shown = bench.state.typed[at]
        assert shown.suggestions or shown.whole == word
        bench.presenter.word(at, word[:4].upper())
        assert bench.state.typed[at].whole == word
    bench.presenter.check()
    assert (bench.state.step, bench.state.said) == ("start", "Recovery sheet verified")
    bench.presenter.start("imports")
    ((session, key),) = bench.entered
    assert key == "imports"
    (zoe,) = people.everybody(session)
    kept = measurements.measurements(session, zoe, BODY_HEIGHT.key)
    assert len(list(kept)) == 1
    session.end()


def test_a_word_that_does_not_fit_is_pointed_at(bench: Bench) -> None:
    words = at_sheet(bench)
    bench.presenter.type_back()
    bench.presenter.check()
    assert bench.state.wrong == {"word 0": "word 1: to check"}
    bench.presenter.word(0, "qqqq")
    assert bench.state.typed[0].problem == "word 1: to check"
    bench.presenter.word(1, "a")
    assert bench.state.typed[1].problem == ""
    bench.presenter.left(1)
    assert bench.state.typed[1].problem == "word 2: to check"
    for at, word in enumerate([words[1], words[0], *words[2:]]):
        bench.presenter.word(at, word)
    bench.presenter.check()
    same = words[0] == words[1]
    assert bench.state.wrong == (
        {} if same else {"words": "One word does not match. Check the order."}
    )
    bench.presenter.later()
    bench.presenter.start("overview")
    bench.entered[0][0].end()


def test_without_a_height_no_measurement_is_made(bench: Bench) -> None:
    bench.presenter.whom(Answers(first="Zoé"))
    bench.presenter.place("dossier")
    bench.presenter.secret(SECRET, SECRET)
    bench.presenter.later()
    bench.presenter.start("overview")
    session = bench.entered[0][0]
    (zoe,) = people.everybody(session)
    assert list(measurements.measurements(session, zoe, BODY_HEIGHT.key)) == []
    session.end()


def test_later_leaves_the_sheet_to_be_verified(bench: Bench) -> None:
    at_sheet(bench)
    bench.presenter.later()
    assert (bench.state.step, bench.state.words) == ("start", ())
    bench.presenter.start("overview")
    ((session, _key),) = bench.entered
    assert session.vault.meta.get("recovery_checked") is None
    bench.presenter.start("overview")
    assert len(bench.entered) == 1
    session.end()


def test_the_sheet_is_saved_and_drawn_for_a_printer(bench: Bench, tmp_path: Path) -> None:
    at_sheet(bench)
    bench.presenter.save(tmp_path / "none" / "sheet.pdf")
    assert bench.state.failed.startswith("Carnet cannot write in ")
    bench.presenter.save(tmp_path / "sheet.pdf")
    assert bench.state.said == "The sheet was saved: sheet.pdf"
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    drawn: list[bytes] = []
    bench.presenter.picture(drawn.append)
    assert drawn[0].startswith(b"\x89PNG")
    bench.presenter.printed()
    assert "It may keep a copy" in bench.state.said
    bench.presenter.leave()


def test_leaving_locks_what_was_made(bench: Bench, clock: FakeClock) -> None:
    at_sheet(bench)
    bench.presenter.leave()
    session = unlocking.open_vault(bench.place, Passphrase(SECRET), clock, policy=CHEAP)
    session.end()
