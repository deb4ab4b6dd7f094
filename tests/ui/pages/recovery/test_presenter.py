"""A sheet opens, a new passphrase is set at once, the old one opens nothing any more."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CAMILLE, CHEAP, PHRASE, FakeClock
from vault import errors as e
from vault.crypto.recovery_words import BadWords, secret_of, word_list, words_of
from vault.record.ways_in import Passphrase, Words
from vault.store.migrate import Step, steps
from vault.ui.pages.create.state import CreateState
from vault.ui.pages.recovery.presenter import RecoveryPresenter
from vault.usecases import new_passphrase, unlocking
from vault.usecases.policy import Policy
from vault.usecases.session import Session

NEW = "une autre phrase bien plus longue"


@dataclass
class Bench:
    """A presenter whose questions are answered at once."""

    place: Path
    clock: FakeClock
    policy: Policy = CHEAP
    shown: list[CreateState] = field(default_factory=list)
    entered: list[tuple[Session, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.presenter = RecoveryPresenter(
            self.place, self.policy, self.clock, _at_once, self.shown.append,
            lambda *told: self.entered.append(told),
        )  # fmt: skip
        self.presenter.begin()

    @property
    def state(self) -> CreateState:
        return self.shown[-1]

    def type(self, words: tuple[str, ...]) -> None:
        for at, word in enumerate(words):
            self.presenter.word(at, word[:4])


def _at_once(work: Any, then: Any, sorry: Any) -> None:
    try:
        answer = work()
    except e.VaultError as error:
        sorry(error)
    else:
        then(answer)


@pytest.fixture
def made(tmp_path: Path, clock: FakeClock) -> tuple[Path, tuple[str, ...]]:
    """A locked carnet and the words of its sheet."""
    place = tmp_path / "dossier.carnet"
    created = unlocking.create(place, PHRASE, CAMILLE, clock, policy=CHEAP)
    created.session.end()
    return place, created.words


def opens(place: Path, way: Passphrase | Words, clock: FakeClock) -> bool:
    try:
        unlocking.open_vault(place, way, clock, policy=CHEAP).end()
    except e.AccessDenied:
        return False
    return True


def at_offer(place: Path, words: tuple[str, ...], clock: FakeClock) -> Bench:
    bench = Bench(place, clock)
    bench.type(words)
    bench.presenter.open()
    assert bench.state.step == "secret"
    bench.presenter.secret(NEW, NEW)
    return bench


def test_the_sheet_opens_and_a_new_passphrase_follows(
    made: tuple[Path, tuple[str, ...]], clock: FakeClock
) -> None:
    place, words = made
    bench = at_offer(place, words, clock)
    assert bench.state.step == "offer"
    bench.presenter.later()
    ((session, key),) = bench.entered
    assert (key, session.opened_by) == ("overview", "passphrase")
    session.end()
    assert not opens(place, Passphrase(PHRASE), clock)
    assert opens(place, Passphrase(NEW), clock)
    assert opens(place, Words(" ".join(words)), clock)


def test_a_new_sheet_cancels_the_old_one(
    made: tuple[Path, tuple[str, ...]], clock: FakeClock, tmp_path: Path
) -> None:
    place, words = made
    bench = at_offer(place, words, clock)
    bench.presenter.new_sheet()
    assert bench.state.step == "sheet"
    new = bench.state.words
    bench.presenter.save(tmp_path / "sheet.pdf")
    bench.presenter.type_back()
    assert all(not word.whole for word in bench.state.typed)
    bench.type(new)
    bench.presenter.check()
    bench.entered[0][0].end()
    assert not opens(place, Words(" ".join(words)), clock)
    assert opens(place, Words(" ".join(new)), clock)


def test_words_of_another_sheet_open_nothing(
    made: tuple[Path, tuple[str, ...]], clock: FakeClock
) -> None:
    place, words = made
    bench = Bench(place, clock)
    bench.presenter.open()
    assert bench.state.wrong == {"word 0": "word 1: to check"}
    wrong = next(w for w in word_list() if w != words[0] and not fits((w, *words[1:])))
    bench.type((wrong, *words[1:]))
    bench.presenter.open()
    assert bench.state.step == "words"
    assert bench.state.wrong["words"] == "One word does not match. Check the order."
    bench.type(words_of(bytes(16)))
    bench.presenter.open()
    assert bench.state.wrong["words"] == "This recovery code does not open this carnet."


def fits(words: tuple[str, ...]) -> bool:
    """Tell whether words fit together, as those of any sheet do."""
    try:
        secret_of(" ".join(words))
    except BadWords:
        return False
    return True


def test_a_weak_or_different_passphrase_keeps_the_old_one(
    made: tuple[Path, tuple[str, ...]], clock: FakeClock
) -> None:
    place, words = made
    bench = Bench(place, clock)
    bench.type(words)
    bench.presenter.open()
    bench.presenter.judge("camille camille camille", "")
    assert bench.state.strength == "too easy to guess"
    bench.presenter.secret(NEW, "other")
    assert set(bench.state.wrong) == {"again"}
    bench.presenter.secret("abc", "abc")
    assert bench.state.wrong == {"secret": "This passphrase is too short."}
    bench.presenter.leave()
    assert opens(place, Passphrase(PHRASE), clock)


def test_a_carnet_in_use_is_said(made: tuple[Path, tuple[str, ...]], clock: FakeClock) -> None:
    place, words = made
    other = unlocking.open_vault(place, Passphrase(PHRASE), clock, policy=CHEAP)
    bench = Bench(place, clock)
    bench.type(words)
    bench.presenter.open()
    assert bench.state.failed == "This carnet is already open on this computer."
    other.end()


def test_an_older_carnet_asks_first(made: tuple[Path, tuple[str, ...]], clock: FakeClock) -> None:
    place, words = made
    more = Step("A new table.", ("CREATE TABLE tried (x)",))
    bench = Bench(place, clock, replace(CHEAP, steps=lambda: (*steps(), more)))
    bench.type(words)
    bench.presenter.open()
    assert bench.state.step == "update"
    bench.presenter.again()
    bench.presenter.open()
    bench.presenter.agree()
    assert [one.step for one in bench.shown[-1:]] == ["secret"]
    bench.presenter.leave()


def test_a_second_enter_changes_nothing(
    made: tuple[Path, tuple[str, ...]], clock: FakeClock
) -> None:
    place, words = made
    bench = at_offer(place, words, clock)
    bench.presenter.secret(NEW, NEW)
    assert bench.state.step == "offer"
    bench.presenter.leave()


def test_swapped_words_are_told_as_such(
    made: tuple[Path, tuple[str, ...]], clock: FakeClock
) -> None:
    place, words = made
    bench = Bench(place, clock)
    swapped = (words[1], words[0], *words[2:])
    bench.type(swapped)
    bench.presenter.word(2, "")
    bench.presenter.open()
    assert bench.state.wrong == {"word 2": "word 3: to check"}
    bench.presenter.word(2, words[2])
    bench.presenter.left(2)
    bench.presenter.open()
    expected = "secret" if words[0] == words[1] else "words"
    assert bench.state.step == expected
    bench.presenter.leave()


def test_a_passphrase_that_was_judged_good_is_good() -> None:
    assert new_passphrase.judge(NEW, NEW, ()).good
    assert not new_passphrase.judge(NEW, "", ()).good
