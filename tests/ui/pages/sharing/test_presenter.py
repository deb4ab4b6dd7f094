"""The pages of shares, without a screen: stopping needs no network, the service is told after."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.ui.lanes import Later, at_once, damaged
from tests.ui.pages.sharing_bench import Window
from tests.usecases.practice_bench import ask
from vault.record.consent_states import GrantState
from vault.ui.keys import choice_of
from vault.ui.pages.sharing import telling
from vault.ui.pages.sharing.presenter import SharePresenter, SharingPresenter, read
from vault.ui.pages.sign import undecided
from vault.usecases import sharing, stopping
from vault.usecases.sharing import Difference

NOW = 1_795_431_600_000


def listed(at: Window, tab: Any = "current", lane: Any = at_once) -> SharingPresenter:
    """Make the presenter of the list."""
    bench = at.bench
    return SharingPresenter(bench.session, bench.person, tab, lane, at.shown.append)


def one(at: Window, grant: str, lane: Any = at_once) -> SharePresenter:
    """Make the presenter of one share."""
    return SharePresenter(at.bench.session, grant, lane, at.post, at.shown.append, at.told.append)


def sent(at: Window) -> str:
    """Sign and send a share."""
    grant = at.bench.sign().uid
    sharing.send(at.bench.session, ask, grant)
    return grant


def test_nothing_shared_is_said(at: Window) -> None:
    listed(at).begin()
    assert [state.step for state in at.shown] == ["loading", "empty"]


def test_the_list_says_to_whom_for_what_until_when(at: Window) -> None:
    grant = sent(at)
    listed(at).begin()
    (row,) = at.now.rows
    assert (row.key, row.chip, row.tone, row.practice) == (grant, "Active", "good", True)
    assert row.detail == "Prepare your admission · until 23 Dec · last sending 23 Nov"
    listed(at, "past").begin()
    assert at.now.step == "empty"


def test_a_share_that_is_over_is_past_once_its_service_was_told(at: Window) -> None:
    grant = sent(at)
    stopping.stop(at.bench.session, grant)
    listed(at).begin()
    assert at.now.rows[0].chip == "Stop to be told"
    sharing.send(at.bench.session, ask, grant)
    listed(at, "past").begin()
    assert at.now.rows[0].chip == "Stopped"


def test_what_goes_wrong_with_the_list_is_said(at: Window) -> None:
    listed(at, lane=damaged).begin()
    assert (at.now.step, at.now.problem.key) == ("failed", "again")


def test_after_the_page_went_nothing_is_drawn(at: Window) -> None:
    later = Later()
    made = listed(at, lane=later)
    made.begin()
    made.leave()
    later.answer()
    single = one(at, sent(at), later)
    single.begin()
    single.leave()
    later.answer()
    single.begin()
    assert [state.step for state in at.shown] == ["loading", "loading"]


def test_a_share_says_what_was_signed_and_what_was_sent(at: Window) -> None:
    grant = sent(at)
    made = one(at, grant)
    made.begin()
    assert at.now.step == "ready"
    assert made.service == at.now.service == "Pre-admission (practice)"
    assert len(at.now.facts) == 9
    assert at.now.acts == {"stop"}
    (row,) = at.now.sendings
    assert row.receipt
    assert row.exact
    assert row.chip == "Received"


def test_a_stop_is_at_once_here_and_the_service_is_told(at: Window) -> None:
    made = one(at, sent(at))
    made.begin()
    made.stop(erase=True)
    assert at.now.chip == "Stopped"
    assert at.now.acts == frozenset()
    assert at.now.problem is None


def test_a_stop_offline_waits_and_is_told_when_a_person_asks(at: Window) -> None:
    made = one(at, sent(at))
    made.begin()
    at.line.online = False
    made.stop(erase=False)
    assert at.now.chip == "Stop to be told"
    assert at.now.acts == {"tell", "erase"}
    assert at.now.problem.key == "send"
    at.line.online = True
    made.send()
    assert at.now.chip == "Stopped"
    assert at.now.problem is None
    made.send()  # nothing is due any more
    assert at.now.problem is None


def test_the_exact_content_and_the_evidence_are_handed_over(at: Window, tmp_path: Path) -> None:
    made = one(at, sent(at))
    made.begin()
    key, kept = at.now.sendings[0].key, list[Any]()
    made.exact(key, lambda state, what: kept.append((state, what)))
    ((state, what),) = kept
    made.save(what, tmp_path / "content.json")
    assert (tmp_path / "content.json").read_text("utf-8") == state.file
    made.evidence(tmp_path / "evidence.zip")
    assert (tmp_path / "evidence.zip").exists()
    assert at.told == ["File saved.", "Evidence file saved."]
    made.exact("none", lambda state, what: kept.append((state, what)))
    assert at.now.problem.tone == "error"
    assert at.now.step == "ready"


def test_a_share_that_is_not_there_is_said(at: Window) -> None:
    one(at, "none").begin()
    assert at.now.step == "failed"


def test_what_a_service_now_states_differently_is_named(at: Window) -> None:
    grant = sent(at)
    at.bench.practice.faults.set("finality-grew")
    at.bench.refresh()
    one(at, grant).begin()
    assert "Kinds of data asked for" in at.now.changed


def test_every_difference_has_words() -> None:
    names = (
        "service", "publisher", "status", "economic_model", "advertising", "hosting", "onward",
        "terms", "privacy", "finality.exchanges", "finality.retention_days", "finality.max_days",
        "finality.label", "finality.text", "finality.refusal",
    )  # fmt: skip
    said = [telling.difference(Difference(name, None, None)) for name in names]
    assert all(said)
    assert said[-1] == "Other terms of this purpose"


@pytest.mark.parametrize(
    ("state", "stop", "tone"),
    [
        (GrantState.STOPPED, "acknowledged", "plain"), (GrantState.STOPPED, "asked", "look"),
        (GrantState.REFUSED, None, "error"), (GrantState.SIGNED, None, "note"),
        (GrantState.ACTIVE, None, "good"), (GrantState.ENDED, None, "plain"),
    ],
)  # fmt: skip
def test_each_state_has_its_look(at: Window, state: GrantState, stop: str, tone: str) -> None:
    share = sharing.share(at.bench.session, sent(at))
    seen = replace(share, state=state, consent=replace(share.consent, stop_state=stop))
    assert telling.tone(seen, at.bench.session.ms()) == tone


def test_one_that_ends_soon_or_is_unconfirmed_is_looked_at(at: Window) -> None:
    share = sharing.share(at.bench.session, sent(at))
    assert telling.tone(share, share.consent.until - 1000) == "look"
    (seen,) = share.sendings
    waits = replace(share, sendings=(replace(seen, state="unconfirmed", receipt=None),))
    assert telling.tone(waits, at.bench.session.ms()) == "look"
    told = replace(read(at.bench.session, share), share=waits)
    today = at.bench.session.at().date()
    whole = telling.whole(told, at.bench.session.ms(), today)
    assert whole.acts == {"stop", "send"}
    assert whole.sendings[0].title == "Made on 23 Nov"


def test_a_notice_that_this_version_cannot_read_leaves_the_rest(at: Window) -> None:
    share = sharing.share(at.bench.session, sent(at))
    old = replace(share, consent=replace(share.consent, notice="other words"))
    told = replace(read(at.bench.session, share), share=old)
    today = at.bench.session.at().date()
    assert telling.whole(told, at.bench.session.ms(), today).facts == ()
    assert telling.row(told, at.bench.session.ms(), today).detail.startswith("until")


def test_what_was_left_for_later_stands_until_it_is_put_aside(at: Window) -> None:
    session, person, choice = at.bench.session, at.bench.person, at.bench.choice()
    undecided.keep(session, person, choice, "Pre-admission")
    undecided.keep(session, person, replace(choice, only=("body_weight",)), "Pre-admission")
    made = listed(at)
    made.begin()
    (left,) = at.now.undecided
    assert (left.service, left.since, at.now.step) == ("Pre-admission", "23 Nov", "ready")
    assert choice_of(left.key).only == ("body_weight",)
    listed(at, "past").begin()
    assert at.now.step == "empty"
    made.forget(left.key)
    assert at.now.step == "empty"


def test_what_can_no_more_be_signed_as_it_was_left_is_not_offered(at: Window) -> None:
    session, person, today = at.bench.session, at.bench.person, at.bench.session.at().date()
    over = replace(at.bench.choice(), until=today - timedelta(days=1))
    undecided.keep(session, person, over, "Pre-admission")
    listed(at).begin()
    assert at.now.step == "empty"


def test_a_standing_share_is_paused_resumed_and_renewed(at: Window) -> None:
    grant = at.bench.sign(mode="standing").uid
    made = one(at, grant)
    made.begin()
    assert at.now.acts == {"stop", "send"}
    sharing.send(at.bench.session, ask, grant)
    made.begin()
    assert at.now.acts == {"stop", "pause", "renew"}
    made.pause()
    assert at.now.chip == "Paused"
    assert at.now.acts == {"stop", "resume", "renew"}
    made.resume(catch_up=False)
    assert at.now.acts == {"stop", "pause", "renew"}
    made.renew(at.went.append)
    choice = choice_of(at.went[-1].removeprefix("sign/"))
    assert (choice.replaces, choice.mode) == (grant, "standing")
