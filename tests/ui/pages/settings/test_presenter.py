"""How everything is set, and set anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import FakeClock, opened
from vault.errors import VaultDamaged, VaultError
from vault.record.person import Person
from vault.ui.pages.settings.presenter import SECTIONS, Choices, SettingsPresenter
from vault.ui.pages.settings.state import Setting, SettingsState
from vault.ui.remembered import Remembered
from vault.usecases import files_out, ways_in
from vault.usecases.session import Session


class Memory:
    """What is chosen, without a file."""

    def __init__(self) -> None:
        self.now = Remembered()

    def put(self, **what: Any) -> None:
        self.now = replace(self.now, **what)


def at_once(
    work: Callable[[], Any], then: Callable[[Any], None], sorry: Callable[[VaultError], None]
) -> None:
    try:
        answer = work()
    except VaultError as error:
        sorry(error)
    else:
        then(answer)


@pytest.fixture
def shown() -> list[SettingsState]:
    return []


@pytest.fixture
def presenter(session: Session, camille: Person, shown: list[SettingsState]) -> SettingsPresenter:
    memory = Memory()
    return SettingsPresenter(
        session, Choices(lambda: memory.now, memory.put), at_once, shown.append
    )


def line(state: SettingsState, key: str) -> Setting:
    return next(one for one in state.settings if one.key == key)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_says_something(
    presenter: SettingsPresenter, shown: list[SettingsState], section: str
) -> None:
    presenter.open(section)
    assert (shown[-1].section, shown[-1].step) == (section, "ready")
    assert shown[-1].settings


def test_an_unknown_section_is_the_first(
    presenter: SettingsPresenter, shown: list[SettingsState]
) -> None:
    presenter.open("nowhere")
    assert shown[-1].section == "looks"


@pytest.mark.parametrize(
    ("section", "key", "answer"),
    [
        ("looks", "shade", "dark"),
        ("looks", "contrast", "yes"),
        ("looks", "scale", "125"),
        ("looks", "calm", "yes"),
        ("security", "idle", "60"),
        ("security", "idle", "never"),
        ("security", "keep_last_opening", "no"),
    ],
)
def test_what_is_chosen_counts_at_once_and_can_be_reset(
    presenter: SettingsPresenter, shown: list[SettingsState], section: str, key: str, answer: str
) -> None:
    presenter.open(section)
    usual = line(shown[-1], key).usual
    assert line(shown[-1], key).answer == usual
    presenter.put(key, answer)
    assert line(shown[-1], key).answer == answer
    presenter.put(key, usual)
    assert line(shown[-1], key).answer == usual


def test_a_delay_that_is_not_offered_is_shown_as_it_is(
    presenter: SettingsPresenter, shown: list[SettingsState]
) -> None:
    presenter.open("security")
    presenter.put("idle", "7")
    told = line(shown[-1], "idle")
    assert told.answer == "7"
    assert dict(told.answers)["7"] == "7 min"
    assert len(told.answers) == 5


def test_the_check_says_what_it_found(
    presenter: SettingsPresenter, shown: list[SettingsState]
) -> None:
    presenter.check()
    assert shown[-2].step == "loading"
    assert line(shown[-1], "pages").detail == "in order"


def test_an_error_is_said_with_a_way_on(session: Session, shown: list[SettingsState]) -> None:
    def fails(
        work: Callable[[], Any], then: Callable[[Any], None], sorry: Callable[[VaultError], None]
    ) -> None:
        sorry(VaultDamaged("pages"))

    memory = Memory()
    choices = Choices(lambda: memory.now, memory.put)
    presenter = SettingsPresenter(session, choices, fails, shown.append)
    presenter.open("about")
    assert shown[-1].step == "failed"
    assert shown[-1].sentence
    presenter.leave()


def test_the_ways_in_of_a_real_carnet(
    place: Path, clock: FakeClock, tmp_path: Path, shown: list[SettingsState]
) -> None:
    held, memory = opened(place, clock), Memory()
    choices = Choices(lambda: memory.now, memory.put)
    presenter = SettingsPresenter(held, choices, at_once, shown.append)
    presenter.open("security")
    assert "never checked" in line(shown[-1], "sheet").detail
    words = ways_in.new_sheet(held)
    ways_in.check_sheet(held, " ".join(words))
    ways_in.add_key_file(held, lambda content: files_out.written(tmp_path / "k", content))
    presenter.begin()
    assert line(shown[-1], "sheet").detail == "Checked: 23 Nov"
    assert line(shown[-1], "file 1").acts[0].key.startswith("remove/")
    held.end()
