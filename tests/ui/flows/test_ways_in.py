"""What the settings do for good: a key file, a sheet on paper, the bin emptied; each is asked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import CAMILLE, CHEAP, PHRASE, FakeClock
from tests.ui.flows.hands import Hands
from tests.ui.flows.test_1_first_run import on_paper
from vault.errors import NoSuchWayIn
from vault.record.measures import known
from vault.record.ways_in import KeyFile, Words
from vault.usecases import browsing, editing, recording, unlocking, ways_in
from vault.usecases.recording import Typed

pytestmark = pytest.mark.screen


def secret(hands: Hands, title: str) -> None:
    """Type the passphrase that a dialog of this title asks."""
    hands.wait(lambda: hands.heading() == title)
    hands.type(PHRASE)
    hands.press("Return")


def test_a_key_file_is_written_opens_the_carnet_and_is_removed(
    inside: Hands, tmp_path: Path, clock: FakeClock
) -> None:
    session = inside.app.session
    assert session is not None
    place = inside.app.place
    inside.open("settings/security")
    inside.click("act.key file")
    inside.wait(lambda: inside.heading() == "Add a key file")
    inside.press("Return")
    inside.wait_for("Type your passphrase.")
    inside.type("wrong")
    inside.act("dialog.go")
    inside.wait_for("The passphrase is not correct.")
    inside.press("Ctrl+A")
    secret(inside, "Add a key file")
    inside.name_file(tmp_path / "stick.cle")
    inside.wait_for("Key file written")
    (way,) = [one for one in inside.ask(lambda: ways_in.listed(session)) if one.kind == "keyfile"]
    inside.wait(lambda: inside.has(f"act.remove/{way.id}"))

    inside.click(f"act.remove/{way.id}")
    inside.wait(lambda: inside.heading() == "Remove this key file")
    inside.act("dialog.cancel")
    inside.back()
    inside.click(f"act.remove/{way.id}")
    secret(inside, "Remove this key file")
    inside.wait_for("Key file removed")
    inside.wait(lambda: not inside.has(f"act.remove/{way.id}"))
    inside.app.close()
    key = KeyFile((tmp_path / "stick.cle").read_bytes())
    with pytest.raises(NoSuchWayIn):
        unlocking.open_vault(place, key, clock, policy=CHEAP)


def test_a_new_sheet_is_saved_and_opens_the_carnet(
    inside: Hands, tmp_path: Path, clock: FakeClock
) -> None:
    place = inside.app.place
    inside.open("settings/security")
    inside.click("act.try sheet")
    inside.wait(lambda: inside.heading() == "Check the sheet")
    inside.act("dialog.cancel")
    inside.back()
    inside.click("act.sheet")
    secret(inside, "Make a new sheet")
    inside.wait(lambda: inside.has("dialog.save"))
    inside.act("dialog.save")
    inside.name_file(tmp_path / "sheet.pdf")
    inside.wait((tmp_path / "sheet.pdf").exists)
    inside.act("dialog.done")
    inside.back()
    inside.app.close()
    words = Words(" ".join(on_paper(tmp_path / "sheet.pdf")))
    unlocking.open_vault(place, words, clock, policy=CHEAP).end()


def test_the_bin_is_emptied_once_it_was_asked_twice(inside: Hands) -> None:
    session = inside.app.session
    assert session is not None

    def work() -> str:
        typed = Typed(known("body_weight"), "70", session.at() - timedelta(minutes=5))
        return editing.delete(session, recording.add(session, CAMILLE, typed).uid).uid

    def binned() -> list[str]:
        found = inside.ask(lambda: browsing.items(session, CAMILLE, deleted=True))
        return [one.uid for one in found]

    uid = inside.ask(work)
    inside.open("settings/data")
    inside.click("act.empty")
    inside.wait(lambda: inside.heading() == "Empty the bin of Camille?")
    assert inside.here() == "Keep the bin"
    inside.press("Return")
    inside.back()
    assert binned() == [uid]
    inside.click("act.empty")
    inside.wait(lambda: inside.has("dialog.act"))
    inside.act("dialog.act")
    inside.wait_for("1 item erased for good")
    assert binned() == []

    inside.click("act.check")
    inside.wait_for("in order")
    inside.open("settings/looks")
    inside.press("F1")
    inside.wait_for("How Carnet looks, locks and is opened.")
