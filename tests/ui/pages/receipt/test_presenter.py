"""The receipt of a sending: shown, saved, printed, without a screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.exports.paper import text_of
from tests.ui.lanes import at_once, damaged
from tests.ui.pages.sharing_bench import Window
from tests.usecases.practice_bench import ask
from vault.ui.pages.receipt.presenter import ReceiptPresenter, paper
from vault.ui.pages.receipt.state import ReceiptState
from vault.usecases import history, sharing


def sent(at: Window) -> str:
    """Sign and send a share."""
    grant = at.bench.sign().uid
    sharing.send(at.bench.session, ask, grant)
    return grant


def presenter(at: Window, grant: str, sending: str = "", lane: Any = at_once) -> ReceiptPresenter:
    """Make the presenter of a receipt."""
    return ReceiptPresenter(at.bench.session, (grant, sending), lane, at.told.append)


def test_it_says_what_the_service_confirmed(at: Window) -> None:
    grant, shown = sent(at), list[ReceiptState]()
    (seen,) = sharing.share(at.bench.session, grant).sendings
    presenter(at, grant).begin(shown.append)
    presenter(at, grant, seen.sending.uid).begin(shown.append)
    assert [one.sentence for one in shown] == [
        "Received by Pre-admission (practice) on 23 Nov."
    ] * 2
    assert shown[0].rejected == ""


def test_a_receipt_that_is_not_there_is_said(at: Window) -> None:
    presenter(at, sent(at), "none").begin(at.shown.append)
    presenter(at, sent(at), lane=damaged).printed()
    assert at.shown == []
    assert len(at.told) == 2


def test_the_file_holds_what_was_signed_and_the_receipt_to_the_letter(
    at: Window, tmp_path: Path
) -> None:
    grant, place = sent(at), tmp_path / "receipt.pdf"
    presenter(at, grant).save(place)
    presenter(at, grant).save(tmp_path / "none" / "receipt.pdf")
    assert at.told[0] == "File saved."
    assert "cannot write" in at.told[1]
    pages = " ".join(text_of(place.read_bytes()))
    (seen,) = sharing.share(at.bench.session, grant).sendings
    assert seen.receipt is not None
    assert "Received by Pre-admission (practice) on 23 Nov 2026." in pages
    assert "Who receives your data" in pages or "1." in pages or "Pre-admission" in pages
    letters = "".join(pages.split()).replace("\u200b", "").replace("\ufffe", "")
    assert seen.receipt.signed[:200] in letters
    assert history.listing(at.bench.session)[-1].kind == "exported"


def test_it_goes_to_a_printer_page_by_page(at: Window) -> None:
    grant, drawn = sent(at), list[Any]()
    made = presenter(at, grant)
    made.draw(drawn.extend)
    made.printed()
    assert drawn[0].height > drawn[0].width > 1500
    assert at.told == ["The printer may keep a copy."]
    assert history.listing(at.bench.session)[-1].kind == "printed"


def test_items_that_a_service_did_not_take_are_counted(at: Window) -> None:
    at.bench.practice.faults.set("partial")
    grant, shown = sent(at), list[ReceiptState]()
    made = presenter(at, grant)
    made.begin(shown.append)
    assert shown[0].rejected.startswith("The service did not take")
    said = paper(at.bench.session, made._found()).said
    assert said.parts[0].lines == (shown[0].rejected,)


def test_a_notice_that_this_version_cannot_take_apart_stands_whole(at: Window) -> None:
    found = presenter(at, sent(at))._found()
    consent = replace(found.share.consent, notice="other words\nof old")
    old = replace(found, share=replace(found.share, consent=consent))
    assert paper(at.bench.session, old).said.parts[0].lines == ("other words", "of old")
