"""The example: a family of three that does not exist, two years, marked as such."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import CAMILLE, CHEAP, PHRASE, FakeClock, opened
from vault.errors import AlreadyThere
from vault.usecases import example, example_files, importing, inbox, leaflets, people
from vault.usecases.demo import FAMILY
from vault.usecases.example import Making
from vault.usecases.measurements import measurements

DAY = date(2026, 11, 23)


def test_the_same_day_makes_the_same_files() -> None:
    made = example_files.files(DAY)
    assert made == example_files.files(DAY)
    assert made != example_files.files(date(2026, 11, 24))
    assert {person for person, _name, _body in made} == set(FAMILY)


def test_a_paper_is_a_whole_pdf() -> None:
    page = example_files._page("Ordonnance", ["Prélevé (à jeun)", "a\\b"])
    start = int(page.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    assert page[start : start + 4] == b"xref"
    assert page.startswith(b"%PDF-1.4")
    for number in range(1, 7):
        line = page[start:].split(b"\n")[2 + number]
        assert page[int(line[:10]) :].startswith(b"%d 0 obj" % number)
    assert "Prélevé \\(à jeun\\)".encode("cp1252") in page
    assert b"a\\\\b" in page


def test_a_short_example_holds_the_same_people_and_what_waits(
    tmp_path: Path, clock: FakeClock
) -> None:
    """R21: three invented people in a vault of their own, marked as such."""
    place, told = tmp_path / "e.carnet", list[tuple[int, int]]()
    session = example.make(
        place, PHRASE, clock, policy=CHEAP, making=Making(lambda *step: told.append(step), 7)
    )  # fmt: skip
    assert [one.relation for one in FAMILY] == ["self", "child", "parent"]
    assert told == [(done, 6) for done in range(7)]
    assert example.is_example(session)
    brought = importing.brought(session)
    assert {one.person for one in brought} == {one.uid for one in FAMILY}
    assert len(inbox.waiting(session)) == 1, "the scale of two people asks whose it is"
    first = min(one.time for one in measurements(session, FAMILY[0]))
    assert first >= "2026-11-16"
    session.end()
    with pytest.raises(AlreadyThere):
        example.make(place, PHRASE, clock, policy=CHEAP, making=Making(days=7))
    opened(place, clock).end()


def test_half_an_example_leaves_nothing(tmp_path: Path, clock: FakeClock) -> None:
    class Stopped(Exception):
        pass

    def told(done: int, _of: int) -> None:
        if done:
            raise Stopped

    with pytest.raises(Stopped):
        example.make(tmp_path / "e.carnet", PHRASE, clock, policy=CHEAP, making=Making(told, 3))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_example_holds_two_years_of_three_people(tmp_path: Path, clock: FakeClock) -> None:
    place, told = tmp_path / "e.carnet", list[tuple[int, int]]()
    session = example.make(
        place, PHRASE, clock, policy=CHEAP, making=Making(lambda *step: told.append(step))
    )  # fmt: skip
    assert [one.called for one in people.everybody(session)] == ["Camille", "Noé", "Odile"]
    assert example.is_example(session)
    assert told[-1] == (6, 6)
    brought = importing.brought(session)
    assert {one.person for one in brought} == {one.uid for one in FAMILY}
    assert sum(one.added for one in brought) > 30_000
    assert len(inbox.waiting(session)) >= 1
    session.end()
    again = opened(place, clock)
    assert example.is_example(again)
    again.end()
    with pytest.raises(AlreadyThere):
        example.make(place, PHRASE, clock, policy=CHEAP)


def test_papers_of_the_family_bear_the_mark_and_the_example_goes_in_one_step(
    tmp_path: Path, clock: FakeClock
) -> None:
    """R21: no batch of it lies beside a real one, so taking its vault away takes all of it."""
    place = tmp_path / "e.carnet"
    session = example.make(place, PHRASE, clock, policy=CHEAP, making=Making(days=3))
    assert all(leaflets.made_up(one.uid) for one in people.everybody(session))
    assert not leaflets.made_up(CAMILLE.uid)
    assert {one.person for one in importing.brought(session)} <= {one.uid for one in FAMILY}
    session.end()
    shutil.rmtree(place)
    assert list(tmp_path.iterdir()) == []


def test_a_real_carnet_is_no_example(place: Path, clock: FakeClock) -> None:
    session = opened(place, clock)
    assert not example.is_example(session)
    session.end()
