"""What the steps before a record offer beside going on: back, another folder, a printed sheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QLineEdit

from tests.conftest import CAMILLE, CHEAP, PHRASE, FakeClock
from tests.ui.flows.conftest import Open
from tests.ui.flows.hands import Hands
from tests.ui.flows.test_1_first_run import on_paper
from vault.record.ways_in import Passphrase, Words
from vault.store.migrate import Step, steps
from vault.usecases import unlocking

pytestmark = [
    pytest.mark.screen,
    # the list that Qt's file dialog unfolds under its field
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]
INK, PAPER = 100, 250  # grey
NEW = "girafe orage tiroir été 1907"


def entered(hands: Hands) -> bool:
    return hands.app.guide is not None and hands.app.guide.joined is not None


def printed(hands: Hands, file: Path) -> None:
    """Print the sheet, and see that one page with ink on it came out."""
    hands.act("create.print")
    hands.print_to(file)
    hands.wait_for("The sheet went to the printer. It may keep a copy.")
    made = pypdfium2.PdfDocument(file)
    assert len(made) == 1
    darkest, lightest = made[0].render(scale=0.5).to_pil().convert("L").getextrema()
    assert darkest < INK
    assert lightest > PAPER


def saved(hands: Hands, file: Path) -> Words:
    """Save the sheet, and read its words off the paper."""
    hands.act("create.save")
    hands.name_file(file)
    hands.wait_for(file.name)
    return Words(" ".join(on_paper(file)))


def described(hands: Hands) -> None:
    """Say for whom it is, go back to look, and come to the place."""
    hands.act("welcome.create")
    hands.wait(lambda: hands.has("create.first"))
    hands.tab_to("create.first")
    hands.type("Zoe")
    hands.press("Return")
    hands.wait(lambda: hands.has("create.name"))
    hands.act("create.previous")
    hands.wait(lambda: hands.has("create.first"))
    hands.act("create.continue")
    hands.wait(lambda: hands.has("create.name"))


def test_a_carnet_is_made_in_another_folder_with_a_proposed_passphrase_and_printed(
    window: Open, tmp_path: Path, clock: FakeClock
) -> None:
    hands = window(at=tmp_path / "usual" / "dossier.carnet")
    described(hands)
    (tmp_path / "stick").mkdir()
    hands.act("create.folder")
    hands.name_file(tmp_path / "stick")
    hands.wait(lambda: any(name.endswith("\u200bstick") for name in hands.said()))
    hands.act("create.continue")
    hands.wait(lambda: hands.has("create.propose"))
    hands.act("create.propose")
    field = hands.find("create.secret")
    assert isinstance(field, QLineEdit)
    hands.wait(lambda: bool(field.text()))
    secret = field.text()
    hands.act("create.continue")
    hands.wait(lambda: hands.has("create.print"))
    printed(hands, tmp_path / "sheet.pdf")
    hands.act("create.later")
    hands.wait(lambda: hands.has("start.add"))
    hands.app.close()
    place = tmp_path / "stick" / "dossier.carnet"
    unlocking.open_vault(place, Passphrase(secret), clock, policy=CHEAP).end()


def test_an_older_carnet_is_brought_up_to_date_and_its_new_sheet_printed(
    window: Open, tmp_path: Path, clock: FakeClock
) -> None:
    place = tmp_path / "mine.carnet"
    made = unlocking.create(place, PHRASE, CAMILLE, clock, policy=CHEAP)
    made.session.end()
    more = Step("A new table.", ("CREATE TABLE tried (x)",))
    newer = replace(CHEAP, steps=lambda: (*steps(), more))
    hands = window(at=place, policy=newer)
    hands.wait(lambda: hands.has("unlock.forgotten"))
    hands.act("unlock.forgotten")
    hands.wait(lambda: hands.has("word.1"))
    hands.act("create.previous")
    hands.wait(lambda: hands.has("unlock.forgotten"))
    hands.act("unlock.forgotten")
    hands.wait(lambda: hands.has("word.1"))
    for word in made.words:
        hands.type(word[:4])
        hands.press("Return")
    hands.wait_for("This carnet will be updated.")
    hands.act("create.previous")
    hands.wait(lambda: hands.has("word.1"))
    hands.act("create.continue")
    hands.wait_for("This carnet will be updated.")
    hands.act("create.continue")
    renewed(hands)
    printed(hands, tmp_path / "sheet.pdf")
    words = saved(hands, tmp_path / "saved.pdf")
    hands.act("create.later")
    hands.wait(lambda: entered(hands))
    hands.app.close()
    unlocking.open_vault(place, words, clock, policy=newer).end()


def renewed(hands: Hands) -> None:
    """Choose another passphrase, and ask for another sheet."""
    hands.wait(lambda: hands.has("create.secret"))
    hands.type(NEW)
    hands.press("Return")
    hands.type(NEW)
    hands.press("Return")
    hands.wait(lambda: hands.has("create.later"))
    hands.act("create.continue")
    hands.wait(lambda: hands.has("create.print"))
