"""The summary is made, shown and written, without a window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PHRASE, FakeClock, opened
from tests.ui.lanes import at_once
from vault.errors import DiskFull
from vault.ui.pages.exports.presenter import ExportsPresenter, Whose
from vault.ui.pages.exports.state import ExportsState
from vault.usecases import history, people
from vault.usecases.session import Session


class Screen:
    """Keeps what was drawn."""

    def __init__(self, session: Session) -> None:
        self.states: list[ExportsState] = []
        (camille,) = people.everybody(session)
        whose = Whose(camille, session.at().date())
        self.presenter = ExportsPresenter(session, whose, at_once, self.states.append)

    @property
    def now(self) -> ExportsState:
        return self.states[-1]


@pytest.fixture
def screen(place: Path, clock: FakeClock) -> Any:
    session = opened(place, clock)
    yield Screen(session)
    session.end()


def test_every_page_is_shown_before_anything_leaves(screen: Screen) -> None:
    screen.presenter.begin()
    assert screen.now.step == "ready"
    assert screen.now.inside.startswith("0 items, 1 page, ")
    (page,) = screen.now.pages
    assert page.name == "Page 1 of 1"
    assert page.height > page.width > 500
    assert any("Vaccinations" in line or "vaccinations" in line for line in screen.now.missing)


def test_another_period_makes_it_anew(screen: Screen) -> None:
    screen.presenter.choose("all")
    assert (screen.now.period, screen.now.step) == ("all", "ready")


def test_the_file_says_no_name_and_is_what_was_shown(screen: Screen, tmp_path: Path) -> None:
    assert screen.presenter.name() == "carnet-summary-2026-11-23.pdf"
    screen.presenter.begin()
    place = tmp_path / screen.presenter.name()
    screen.presenter.save(place, PHRASE)
    assert screen.now.saved == str(place)
    assert place.read_bytes().startswith(b"%PDF")
    kinds = [one.kind for one in history.listing(screen.presenter._session)]
    assert kinds[-1] == "exported"


def test_a_wrong_passphrase_and_a_place_that_refuses_write_nothing(
    screen: Screen, tmp_path: Path
) -> None:
    screen.presenter.begin()
    place = tmp_path / "summary.pdf"
    screen.presenter.save(place, "something else altogether")
    assert screen.now.sentence == "The passphrase is not correct."
    screen.presenter.save(tmp_path / "missing" / "summary.pdf", PHRASE)
    assert "cannot write" in screen.now.sentence
    assert not place.exists()


def test_what_can_not_be_made_is_said(screen: Screen) -> None:
    screen.presenter._failed(DiskFull())
    assert (screen.now.step, screen.now.sentence) == (
        "failed",
        "The disk is full. Nothing was lost.",
    )
    before = len(screen.states)
    screen.presenter.leave()
    assert len(screen.states) == before


def test_the_pages_go_to_a_printer_and_the_history_says_so(screen: Screen) -> None:
    screen.presenter.begin()
    drawn: list[Any] = []
    screen.presenter.draw(drawn.extend)
    assert drawn[0].width > 1.5 * screen.now.pages[0].width
    screen.presenter.printed()
    assert screen.now.printed
    assert history.listing(screen.presenter._session)[-1].kind == "printed"
    screen.presenter.choose("half")
    assert not screen.now.printed
