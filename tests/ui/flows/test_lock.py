"""The carnet locks itself when nobody is there (T-LOCK, by idle)."""

from __future__ import annotations

import gc
import weakref
from datetime import timedelta
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from tests.conftest import FakeClock
from tests.ui.flows.conftest import Open, Ticks
from tests.ui.flows.hands import Hands
from vault.ui.pages.overview.page import OverviewPage

pytestmark = pytest.mark.screen
DELAY = 5 * 60


@pytest.mark.parametrize(
    ("language", "notice", "stay", "why"),
    [
        ("en", "Locking in 30 seconds.", "Stay", "Locked after 5 minutes without activity"),
        ("fr", "Verrouillage dans 30 secondes.", "Rester",
         "Verrouillé après 5 minutes sans activité"),
    ],
)  # fmt: skip
def test_a_notice_comes_half_a_minute_before_the_lock(
    window: Open, ticks: Ticks, language: str, notice: str, stay: str, why: str
) -> None:
    hands = window(language)
    session = hands.enter()
    ticks.passed = DELAY - 31
    hands.app.watch.look()
    assert not hands.sees(notice)
    ticks.passed = DELAY - 30
    hands.app.watch.look()
    assert hands.sees(notice)
    assert hands.sees(stay)
    ticks.passed = DELAY
    hands.app.watch.look()
    hands.wait_for(why)
    assert hands.app.session is None
    hands.ask(lambda: None)  # the lane is free again: the file is closed
    assert session.held is not None
    assert not any(session.held.data_key)


def test_any_key_keeps_the_carnet_open(inside: Hands, ticks: Ticks) -> None:
    ticks.passed = DELAY - 10
    inside.app.watch.look()
    assert inside.sees("Locking in 30 seconds.")
    inside.press("Tab")
    assert not inside.sees("Locking in 30 seconds.")
    ticks.passed += DELAY - 40
    inside.app.watch.look()
    assert inside.app.session is not None


def test_a_clock_that_jumps_locks_and_one_set_back_prolongs_nothing(
    inside: Hands, ticks: Ticks, clock: FakeClock
) -> None:
    clock.moment -= timedelta(days=1)
    ticks.passed = DELAY - 10
    inside.app.watch.look()
    assert inside.sees("Locking in 30 seconds.")
    clock.moment += timedelta(days=2)  # the computer slept, and its seconds with it
    inside.app.watch.look()
    assert inside.app.session is None


def test_who_chose_never_is_not_locked_out(window: Open, ticks: Ticks) -> None:
    hands = window()
    hands.app.memory.change(idle=None)
    hands.enter()
    ticks.passed = 100 * DELAY
    hands.app.watch.look()
    assert hands.app.session is not None


def test_nothing_of_a_record_is_left_after_the_lock(
    inside: Hands, ticks: Ticks, qtbot: QtBot
) -> None:
    guide = inside.app.guide
    assert guide is not None
    assert guide.joined is not None
    page = weakref.ref(guide.joined.page)
    assert isinstance(page(), OverviewPage)
    del guide
    ticks.passed = DELAY
    inside.app.watch.look()
    inside.wait_for("Locked after")

    def gone() -> bool:
        gc.collect()
        return page() is None

    inside.wait(gone)


def test_work_that_runs_is_told_and_does_not_keep_it_open(inside: Hands, ticks: Ticks) -> None:
    go_on = Event()
    inside.app.bridge.aside(go_on.wait, lambda _: None, lambda _: None)
    ticks.passed = DELAY - 5
    inside.app.watch.look()
    assert inside.sees("The running import will stop, nothing will be half written.")
    ticks.passed = DELAY
    inside.app.watch.look()
    assert inside.app.session is None
    go_on.set()
