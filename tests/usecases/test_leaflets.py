"""A paper leaves: health data asks the passphrase, the history keeps a line, never a word of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import PHRASE, FakeClock, opened
from vault.errors import PassphraseNeeded, WrongPassphrase
from vault.record.person import Person
from vault.usecases import demo, history, leaflets, people
from vault.usecases.leaflets import Leaflet, Paper
from vault.usecases.session import Session

SAID = Leaflet("Blood pressure", "Camille Martin", "Made today")


def test_health_data_asks_the_passphrase_and_nothing_is_written_without(
    place: Path, clock: FakeClock, tmp_path: Path
) -> None:
    session, file = opened(place, clock), tmp_path / "paper.pdf"
    (person,) = people.everybody(session)
    paper = Paper("pressure", person.uid, SAID)
    with pytest.raises(WrongPassphrase):
        leaflets.save(session, paper, file, "another phrase altogether")
    assert not file.exists()
    leaflets.save(session, paper, file, PHRASE)
    assert file.read_bytes().startswith(b"%PDF")
    line = history.listing(session)[-1]
    assert (line.kind, line.body["kind"]) == ("exported", "pressure")
    session.end()


def test_what_holds_no_health_data_asks_nothing(
    session: Session, camille: Person, tmp_path: Path
) -> None:
    paper, file = Paper("receipt", camille.uid, SAID), tmp_path / "paper.pdf"
    with pytest.raises(PassphraseNeeded):
        leaflets.save(replace(session, by_passphrase=False), paper, file)
    leaflets.save(session, paper, file, health=False)
    assert file.exists()


def test_a_printer_gets_whole_pages_and_the_history_a_line(
    session: Session, camille: Person
) -> None:
    (page,) = leaflets.for_printer(session, Paper("receipt", camille.uid, SAID))
    assert page.height > page.width > 1500
    leaflets.printed(session, camille.uid, "receipt")
    assert history.listing(session)[-1].kind == "printed"


def test_the_family_of_the_example_is_known(camille: Person) -> None:
    assert leaflets.made_up(demo.FAMILY[0].uid)
    assert not leaflets.made_up(camille.uid)
