"""What a share leaves on paper: the exact bytes, the evidence; a catalogue added by its keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import CAMILLE, PHRASE, FakeClock
from tests.ui.flows.hands import Hands
from tests.usecases.practice_bench import Bench, ask, practice, weigh
from vault.ui.keys import choice_key, quoted
from vault.usecases import catalogues, sharing
from vault.usecases.session import Session

pytestmark = pytest.mark.screen


@dataclass
class Desk:
    """Camille's record open before the practice services."""

    hands: Hands
    session: Session
    bench: Bench


@pytest.fixture
def desk(inside: Hands, clock: FakeClock) -> Iterator[Desk]:
    session = inside.app.session
    assert session is not None
    inside.ask(lambda: weigh(session, CAMILLE, "70.10", "70.25", "69.90"))
    with practice(clock) as services:
        yield Desk(inside, session, Bench(session, CAMILLE, services))


def signed(desk: Desk, folder: Path) -> tuple[str, str]:
    """Sign and send a share past the window; return its number and that of its sending."""

    def work() -> tuple[str, str]:
        desk.bench.learn(folder)
        grant = desk.bench.sign().uid
        sharing.send(desk.session, ask, grant)
        return grant, sharing.share(desk.session, grant).sendings[0].sending.uid

    return desk.hands.ask(work)


def test_the_exact_content_is_written(desk: Desk, tmp_path: Path) -> None:
    hands, (grant, sending) = desk.hands, signed(desk, tmp_path)
    hands.open(f"sharing/{grant}")
    hands.wait(lambda: hands.has(f"exact.{sending}"))
    hands.click(f"exact.{sending}")
    hands.wait(lambda: hands.has("dialog.save"))
    hands.act("dialog.save")
    hands.name_file(tmp_path / "sent.json")
    hands.wait((tmp_path / "sent.json").exists)
    hands.act("dialog.close")
    hands.back()
    assert (tmp_path / "sent.json").read_bytes() == sent(desk, grant)


def sent(desk: Desk, grant: str) -> bytes:
    body = desk.hands.ask(lambda: sharing.share(desk.session, grant).sendings[0].sending.body)
    assert body is not None
    return body


def test_the_evidence_holds_what_was_sent_only_with_the_passphrase(
    desk: Desk, tmp_path: Path
) -> None:
    hands, (grant, _sending) = desk.hands, signed(desk, tmp_path)
    body = sent(desk, grant)
    hands.open(f"sharing/{grant}")
    hands.click("act.evidence")
    hands.wait(lambda: hands.has("dialog.more"))
    assert hands.here() == "Cancel"
    hands.press("Return")
    hands.back()
    hands.click("act.evidence")
    hands.wait(lambda: hands.has("dialog.act"))
    hands.act("dialog.act")
    hands.name_file(tmp_path / "plain.zip")
    hands.wait_for("Evidence file saved.")
    plain = ZipFile(tmp_path / "plain.zip")
    assert all(body not in plain.read(name) for name in plain.namelist())

    hands.click("act.evidence")
    hands.wait(lambda: hands.has("dialog.more"))
    hands.tab_to("dialog.more")
    hands.press("Space")
    hands.act("dialog.act")
    hands.wait(lambda: hands.heading() == "Save with what was sent")
    hands.type(PHRASE)
    hands.press("Return")
    hands.name_file(tmp_path / "whole.zip")
    hands.wait((tmp_path / "whole.zip").exists)
    whole = ZipFile(tmp_path / "whole.zip")
    assert any(body in whole.read(name) for name in whole.namelist())


def test_a_share_that_is_stopped_is_past_and_can_be_erased(desk: Desk, tmp_path: Path) -> None:
    hands, (grant, _sending) = desk.hands, signed(desk, tmp_path)
    hands.open(f"sharing/{grant}")
    hands.wait(lambda: hands.has("act.stop"))
    hands.click("act.stop")
    hands.wait(lambda: hands.has("dialog.act"))
    hands.act("dialog.act")
    hands.wait(lambda: hands.has("act.erase") and not hands.sees("Tell the service"))
    hands.click("act.erase")
    hands.wait(lambda: not hands.has("act.erase"))
    hands.wait(lambda: not hands.ask(lambda: sharing.untold(desk.session, grant)))
    hands.open("sharing")
    hands.wait_for("You share nothing.")
    hands.tab_to("Current")
    hands.press("Right")
    hands.wait(lambda: hands.has(f"share.{grant}"))
    hands.press("F1")
    hands.wait_for("Any share can be stopped here.")


def test_a_catalogue_is_added_once_its_keys_were_compared(desk: Desk, tmp_path: Path) -> None:
    hands, keys = desk.hands, tmp_path / "keys.json"
    keys.write_text(json.dumps(desk.bench.practice.publisher.root_file()))
    hands.open("services")
    hands.wait_for("No catalogue is set.")
    hands.act("action.add-catalogue")
    hands.name_file(keys)
    hands.wait_for("Fingerprint of its key")
    hands.act("dialog.add")
    hands.wait_for("Type the address of the catalogue.")
    hands.type(desk.bench.catalogue)
    hands.act("dialog.add")
    hands.wait(lambda: hands.has("Pre-admission (practice),"))
    assert [one.kept.url for one in hands.ask(lambda: catalogues.held(desk.session))] == [
        desk.bench.catalogue
    ]
    hands.open("services/sport")
    hands.press("F1")
    hands.wait_for("The services of the catalogues you added")
    hands.press("Esc")
    hands.back()
    hands.open("services")
    hands.wait(lambda: hands.has("Pre-admission (practice),"))
    hands.tab_to("Services")
    hands.press("Left")
    hands.wait_for("No past share.")


def test_what_is_to_be_signed_is_written_first_and_left_for_later(
    desk: Desk, tmp_path: Path
) -> None:
    hands = desk.hands
    hands.ask(lambda: desk.bench.learn(tmp_path))
    hands.open(f"sign/{choice_key(desk.bench.choice())}")
    hands.wait(lambda: hands.has("exact"))
    hands.click("exact")
    hands.wait(lambda: hands.has("dialog.save"))
    hands.act("dialog.save")
    hands.name_file(tmp_path / "before.json")
    hands.wait((tmp_path / "before.json").exists)
    assert b"69.90" in (tmp_path / "before.json").read_bytes()
    hands.act("dialog.close")
    hands.back()
    hands.click("later")
    hands.settle()
    assert hands.ask(lambda: sharing.shares(desk.session)) == ()


def test_a_problem_with_a_service_is_written_down_and_nothing_is_sent(
    desk: Desk, tmp_path: Path
) -> None:
    hands = desk.hands
    hands.ask(lambda: desk.bench.learn(tmp_path))
    hands.open(f"services/{quoted(desk.bench.choice().service)}")
    hands.wait(lambda: hands.has("action.report"))
    hands.click("action.report")
    hands.wait(lambda: hands.has("dialog.save"))
    hands.act("dialog.save")
    hands.name_file(tmp_path / "problem.txt")
    hands.wait((tmp_path / "problem.txt").exists)
    assert "Pre-admission" in (tmp_path / "problem.txt").read_text("utf-8")
