"""The page of the signature, without a screen: nothing signed or sent but by the person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.conftest import PHRASE
from tests.ui.lanes import Later, at_once, damaged
from tests.ui.pages.sharing_bench import Line, Window
from tests.usecases.practice_bench import weigh
from vault.errors import SignatureInvalid
from vault.ui.pages.sign import undecided
from vault.ui.pages.sign.presenter import SignPresenter, Ways
from vault.usecases import previewing, sharing
from vault.usecases.nine_facts import read
from vault.wording.kinds import kind_name

WRONG = "another phrase altogether"


def presenter(at: Window, ask: Any = at_once, *, example: bool = False) -> SignPresenter:
    """Make the presenter of a window."""
    ways = Ways(at.went.append, at.told.append, example=example)
    return SignPresenter(at.bench.session, at.bench.person, ask, at.post, at.shown.append, ways)


def begun(at: Window, **more: Any) -> SignPresenter:
    """Show the page for the weights."""
    made = presenter(at)
    made.begin(at.bench.choice(**more))
    return made


def test_what_is_shown_is_the_notice_that_would_be_signed(at: Window) -> None:
    begun(at)
    bench = at.bench
    shown = previewing.preview(bench.session, bench.person, bench.choice(), kind_name)
    facts = read(shown.notice)
    assert at.now.step == "ready"
    assert [(one.head, one.lines) for one in at.now.facts] == [
        (one.head, one.lines) for one in facts.facts
    ]
    assert at.now.practice == "look"
    assert at.now.kinds[0].count == "3 items"


def test_in_the_example_the_practice_line_is_a_note(at: Window) -> None:
    made = presenter(at, example=True)
    made.begin(at.bench.choice())
    assert at.now.practice == "note"


def test_an_empty_passphrase_is_asked_for_and_signs_nothing(at: Window) -> None:
    made = begun(at)
    made.sign("")
    assert at.now.error == "Type your passphrase to sign."
    assert sharing.shares(at.bench.session) == ()


def test_nothing_is_signed_before_it_is_shown_nor_twice(at: Window) -> None:
    later = Later()
    made = presenter(at, later)
    made.sign(PHRASE)
    made.decline()
    made.again()
    made.begin(at.bench.choice())
    made.sign(PHRASE)
    later.answer()
    made.sign(PHRASE)
    made.sign(PHRASE)
    made.decline()
    assert len(later.late) == 1


def test_declining_keeps_only_the_line_that_says_so(at: Window) -> None:
    made = begun(at)
    before = len(at.bench.lines())
    made.decline()
    assert at.bench.lines()[before:] == ["share_declined"]
    assert at.told == ["Declined. Nothing was sent."]
    assert at.went == ["sharing"]
    assert at.bench.session.vault.consents.all(drafts=True) == ()
    assert at.bench.received() == []


def left(at: Window) -> list[str]:
    """Return the services of what was left for later."""
    today = at.bench.session.at().date()
    return [one.service for one in undecided.waiting(at.bench.session, at.bench.person, today)]


def test_deciding_later_sends_nothing_and_is_kept_until_it_is_declined(at: Window) -> None:
    presenter(at).later()
    assert at.went == []
    made = begun(at)
    made.later()
    assert at.went == ["sharing"]
    assert sharing.shares(at.bench.session) == ()
    assert left(at) == ["Pre-admission (practice)"]
    made.decline()
    assert left(at) == []


def test_an_entry_whose_check_fails_cannot_be_signed(at: Window) -> None:
    def refuse(work: Any, then: Any, sorry: Any) -> None:
        del work, then
        sorry(SignatureInvalid(what="catalogue", problem="bad-signature"))

    made = presenter(at, refuse)
    made.begin(at.bench.choice())
    assert at.now.step == "unverified"
    made.later()
    assert at.went == ["sharing"]
    assert left(at) == []
    assert at.now.problem.sentence == "Identity not verified"
    made.sign(PHRASE)
    assert at.now.step == "unverified"


def test_what_goes_wrong_is_said_and_can_be_tried_again(at: Window) -> None:
    made = presenter(at, damaged)
    made.begin(at.bench.choice())
    assert at.now.step == "failed"
    assert at.now.problem.key == "again"
    made.again()
    assert [one.step for one in at.shown] == ["loading", "failed", "loading", "failed"]


def test_an_answer_that_comes_after_the_page_went_is_not_drawn(at: Window) -> None:
    later = Later()
    made = presenter(at, later)
    made.begin(at.bench.choice())
    made.leave()
    later.answer()
    assert [one.step for one in at.shown] == ["loading"]


def test_the_exact_content_is_handed_over_and_saved(at: Window, tmp_path: Path) -> None:
    shown: list[Any] = []
    made = presenter(at)
    made.exact(shown.append)
    made.save(tmp_path / "nothing.json")
    assert shown == []
    made.begin(at.bench.choice())
    made.exact(shown.append)
    made.items("body_weight", shown.append)
    assert shown.pop().lines == (
        "22 Nov 2026, 07:00 · 69.90\u00a0kg", "21 Nov 2026, 07:00 · 70.25\u00a0kg",
        "20 Nov 2026, 07:00 · 70.10\u00a0kg",
    )  # fmt: skip
    made.items("nothing", shown.append)
    made.save(tmp_path / "content.json")
    assert (tmp_path / "content.json").read_text("utf-8") == shown[0].file
    assert at.told == ["File saved."]
    made.save(tmp_path / "no" / "such" / "folder" / "content.json")
    assert len(at.told) == 2


class TestSigned:
    """With the passphrase itself, over a carnet that has one."""

    def test_a_wrong_passphrase_says_so_and_signs_nothing(self, held: Window) -> None:
        made = begun(held)
        made.sign(WRONG)
        assert held.now.step == "ready"
        assert held.now.error == "The passphrase is not correct."
        assert sharing.shares(held.bench.session) == ()

    def test_signed_sent_and_received(self, held: Window) -> None:
        made = begun(held)
        made.later()
        held.went.clear()
        made.sign(PHRASE)
        assert left(held) == []
        assert [one.step for one in held.shown] == [
            "loading", "ready", "signing", "sending", "sent",
        ]  # fmt: skip
        assert held.now.result.kind == "good"
        assert held.now.result.title.startswith("Share signed and sent on ")
        assert len(held.bench.received()) == 1
        made.see()
        assert held.went == [f"sharing/{made.grant}"]

    def test_what_changed_since_it_was_shown_is_shown_again(self, held: Window) -> None:
        made = begun(held)
        weigh(held.bench.session, held.bench.person, "71.00", "70.10", "70.25", "69.90")
        made.sign(PHRASE)
        assert held.now.step == "ready"
        assert held.now.again == "Something changed since it was shown. Read it again."
        assert sharing.shares(held.bench.session) == ()

    def test_offline_it_is_signed_and_waits_until_a_person_sends_it(self, held: Window) -> None:
        held.line.online = False
        made = begun(held)
        made.when_online()  # nothing waits yet
        made.sign(PHRASE)
        assert held.now.result.title == "Signed, but not sent yet."
        chosen = [held.now.result.when_online]
        made.when_online()
        chosen.append(held.now.result.when_online)
        (seen,) = sharing.share(held.bench.session, made.grant).sendings
        assert seen.sending.auto == 1
        made.when_online()
        chosen.append(held.now.result.when_online)
        assert chosen == [False, True, False]
        held.line.online = True
        made.send()
        assert held.now.result.kind == "good"

    def test_what_was_signed_and_has_not_left_can_be_taken_back(self, held: Window) -> None:
        held.line.online = False
        made = begun(held)
        made.sign(PHRASE)
        made.stop()
        assert sharing.share(held.bench.session, made.grant).state == "stopped"
        assert held.went == [f"sharing/{made.grant}"]

    def test_cut_on_its_way_it_is_sent_and_not_confirmed(self, held: Window) -> None:
        held.bench.practice.faults.set("no-receipt")
        made = begun(held)
        made.sign(PHRASE)
        assert held.now.result.kind == "look"
        assert "has not confirmed" in held.now.result.title

    def test_a_service_that_refuses_is_said(self, held: Window) -> None:
        held.bench.practice.faults.set("too-large")
        made = begun(held)
        made.sign(PHRASE)
        assert held.now.result.kind == "error"
        assert held.now.result.acts == ("see",)

    def test_on_another_page_what_became_of_it_is_told_below(self, held: Window) -> None:
        held.line.held = []
        made = begun(held)
        made.sign(PHRASE)
        made.leave()
        held.line.let_go()
        assert held.told[-1].startswith("Share signed and sent on ")
        assert held.now.step == "sending"

    def test_another_error_than_the_passphrase_is_a_failure_of_the_page(self, held: Window) -> None:
        made = begun(held)
        (kept,) = held.bench.session.vault.catalogues.all()
        with held.bench.session.database.transaction():
            stale = replace(kept, problem="CatalogueStale")
            held.bench.session.vault.catalogues.keep(stale, held.bench.session.ms())
        made.sign(PHRASE)
        assert held.now.step == "failed"

    def test_a_letter_that_cannot_be_begun_still_says_where_the_share_stands(
        self, held: Window
    ) -> None:
        made = begun(held)
        made.sign(PHRASE)
        made._not_sent(SignatureInvalid(what="catalogue", problem="x"))
        assert held.now.result.kind == "good"


def test_a_line_that_is_held_carries_later() -> None:
    line = Line(held=[])
    line.let_go()
    assert line.held is None


def test_a_service_that_is_no_practice_has_no_line_for_it(at: Window) -> None:
    made = begun(at)
    shown = at.bench.preview()
    kept = replace(shown.held.kept, kind="added")
    made._ready(replace(shown, held=replace(shown.held, kept=kept)))
    assert at.now.practice == ""
    made.leave()
    made.again()
    assert at.now.step == "ready"


class TestPartly:
    """A service that takes part of it."""

    def test_what_was_not_taken_is_counted(self, held: Window) -> None:
        held.bench.practice.faults.set("partial")
        made = begun(held)
        made.sign(PHRASE)
        assert any(label == "Not taken" for label, _words in held.now.result.facts)
