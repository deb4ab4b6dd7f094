"""The several-day record is read, said, saved and printed, without a window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PHRASE, FakeClock, opened
from tests.exports.paper import text_of
from tests.ui.lanes import at_once, damaged
from tests.usecases.pressures import press
from vault.record.changes import Changes
from vault.ui.pages.pressure.presenter import PressurePresenter
from vault.ui.pages.pressure.state import PressureState
from vault.usecases import history, people
from vault.usecases.session import Session


class Screen:
    """Keeps what was drawn and told."""

    def __init__(self, session: Session, lane: Any = at_once) -> None:
        self.states, self.told = list[PressureState](), list[str]()
        self.session = session
        (self.person,) = people.everybody(session)
        self.presenter = PressurePresenter(
            session, self.person, lane, self.states.append, self.told.append
        )

    @property
    def now(self) -> PressureState:
        return self.states[-1]


@pytest.fixture
def screen(place: Path, clock: FakeClock) -> Iterator[Screen]:
    session = opened(place, clock)
    yield Screen(session)
    session.end()


def measured(screen: Screen) -> None:
    """Measure on two of three days."""
    press(
        screen.session, screen.person,
        ("2026-11-20T07:10", "140/88"), ("2026-11-20T07:15", "136/84"),
        ("2026-11-20T14:00", "150/95"), ("2026-11-22T20:30", "131/-"),
    )  # fmt: skip


def test_without_a_reading_it_says_so(screen: Screen) -> None:
    screen.presenter.begin()
    assert screen.now.step == "empty"


def test_each_day_has_its_readings_and_means(screen: Screen) -> None:
    measured(screen)
    screen.presenter.begin()
    assert [one.cells for one in screen.now.rows] == [
        ("20 Nov", "140/88 (07:10), 136/84 (07:15)", "138/86", "–", "–"),
        ("21 Nov", "–", "–", "–", "–"),
        ("22 Nov", "–", "–", "131/– (20:30)", "131/–"),
    ]
    assert screen.now.means == (
        ("Mean of the mornings", "138/86\u00a0mmHg"), ("Mean of the evenings", "131/–\u00a0mmHg"),
        ("Mean of all", "136/86\u00a0mmHg"),
    )  # fmt: skip
    assert len(screen.now.notes) == 2


def test_other_days_and_what_changed_are_read_again(screen: Screen) -> None:
    measured(screen)
    screen.presenter.choose("7")
    assert (screen.now.days, len(screen.now.rows)) == ("7", 7)
    drawn = len(screen.states)
    screen.presenter.changed(Changes(frozenset({(screen.person.uid, "body_weight")})))
    assert len(screen.states) == drawn
    screen.presenter.changed(Changes(frozenset({(screen.person.uid, "blood_pressure")})))
    assert len(screen.states) == drawn + 1


def test_the_paper_is_saved_with_the_passphrase_only(screen: Screen, tmp_path: Path) -> None:
    measured(screen)
    screen.presenter.begin()
    place = tmp_path / "pressure.pdf"
    screen.presenter.save(place, "another phrase altogether")
    assert not place.exists()
    screen.presenter.save(place, PHRASE)
    assert screen.told == ["The passphrase is not correct.", "File saved."]
    (page,) = text_of(place.read_bytes())
    for said in ("Camille", "20 Nov 2026", "140/88 (07:10), 136/84 (07:15)", "138/86 mmHg"):
        assert said in page.replace("\u00a0", " ")


def test_it_goes_to_a_printer(screen: Screen) -> None:
    measured(screen)
    screen.presenter.begin()
    drawn: list[Any] = []
    screen.presenter.draw(drawn.extend)
    assert len(drawn) == 1
    screen.presenter.printed()
    assert screen.told == ["The printer may keep a copy."]
    assert history.listing(screen.session)[-1].kind == "printed"
    screen.presenter.leave()


def test_what_goes_wrong_is_said(screen: Screen) -> None:
    failing = Screen(screen.session, damaged)
    failing.presenter.begin()
    assert failing.now.step == "failed"
