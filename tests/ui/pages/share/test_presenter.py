"""The first two steps of a share, without a screen (T-FRESH)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.lanes import Later, at_once, damaged
from tests.ui.pages.sharing_bench import Window
from tests.ui.pages.sign.notices import service
from vault.record.consent import MOST_DAYS
from vault.record.service import Category, Finality
from vault.ui.keys import choice_of
from vault.ui.pages.share import telling
from vault.ui.pages.share.draft import fresh
from vault.ui.pages.share.presenter import Read, SharePresenter
from vault.usecases import catalogues, people
from vault.usecases.offering import Offer

(ASKED,) = service().finalities


def presenter(at: Window, ask: Any = at_once, number: str = "") -> SharePresenter:
    """Make the presenter of a window."""
    bench = at.bench
    wanted = number or bench.choice().service
    return SharePresenter(bench.session, bench.person, wanted, ask, at.shown.append, at.went.append)


def at_data(at: Window) -> SharePresenter:
    """Go to the second step."""
    made = presenter(at)
    made.begin()
    made.next()
    return made


def test_t_fresh_nothing_is_ticked_on_arrival(at: Window) -> None:
    at_data(at)
    assert at.now.stage == 2
    assert not any(one.ticked for one in at.now.kinds)
    assert not any(one.ticked for kind in at.now.kinds for one in kind.families)
    assert not any(one.chosen for one in at.now.fields)
    assert at.now.total == "0 items"


def test_t_fresh_the_button_ticks_the_indispensable_and_nothing_else(at: Window) -> None:
    made = at_data(at)
    made.tick_required()
    assert [one.key for one in at.now.kinds if one.ticked] == ["identity"]
    assert made.draft is not None
    assert made.draft.families == frozenset()
    assert made.draft.fields == frozenset()


@given(most=st.integers(1, 4000), default=st.integers(0, 4000))
def test_t_fresh_a_share_never_lasts_longer_than_the_catalogue_allows_nor_a_year(
    most: int, default: int
) -> None:
    draft = fresh("s", replace(ASKED, max_days=most, default_days=default))
    assert draft.lasts <= min(most, MOST_DAYS)
    assert draft.lasts in draft.ends
    assert all(0 < days <= min(most, MOST_DAYS) for days in draft.ends)
    if 0 < default < min(most, MOST_DAYS - 1):
        assert draft.lasts == default  # never the longest by default


@given(asked=st.integers(1, 4000))
def test_the_data_goes_back_no_further_than_is_asked(asked: int) -> None:
    draft = fresh("s", replace(ASKED, history_days=asked))
    assert draft.days == asked
    assert max(draft.periods) == asked
    assert len(set(draft.periods)) == len(draft.periods)


def test_a_sensitive_family_is_ticked_by_its_own_tick_only() -> None:
    category = Category("problems", {"fr": "Problèmes"}, True, ("patient/Condition.rs",))
    offer = Offer(category, 2, {"mental": 1}, 3)
    draft = fresh("s", _asking(category)).required_ticked().turned("other").turned("other")
    (kind,) = telling.kinds(draft, (offer,))
    assert kind.ticked
    assert not kind.families[0].ticked
    assert kind.count == "2 items"
    assert kind.kept == "3 items kept out of shares, as you chose"
    (kind,) = telling.kinds(draft.family_turned("mental"), (offer,))
    assert kind.families[0].ticked
    assert kind.count == "3 items"


def _asking(category: Category) -> Finality:
    (exchange,) = ASKED.exchanges
    return replace(ASKED, exchanges=(replace(exchange, categories=(category,)),))


def test_what_is_chosen_goes_to_the_page_of_the_signature(at: Window) -> None:
    made = at_data(at)
    made.next()
    assert at.now.missing == "Tick at least one kind of data."
    made.tick("body_weight")
    assert at.now.without  # the identity is indispensable
    made.tick_required()
    assert not at.now.without
    made.tick_family("mental")
    made.tick_family("mental")
    made.tick_field("notes")
    made.period("30")
    made.lasting("7")
    made.next()
    (key,) = at.went
    name, part = key.split("/")
    choice = choice_of(part)
    assert name == "sign"
    assert choice.only == ("body_weight", "identity")
    assert choice.include == ("notes",)
    assert choice.sensitive == ()
    assert choice.start is not None
    assert choice.end is not None
    assert choice.until is not None
    assert ((choice.end - choice.start).days, (choice.until - choice.end).days) == (30, 7)
    assert at.bench.lines()[-1] != "share_signed"


def test_one_can_go_back_and_the_draft_stays(at: Window) -> None:
    made = at_data(at)
    made.tick("body_weight")
    made.previous()
    assert at.now.stage == 1
    made.next()
    assert [one.key for one in at.now.kinds if one.ticked] == ["body_weight"]


def test_several_purposes_are_chosen_from_one_at_a_time(at: Window) -> None:
    made = presenter(at, number=f"{at.bench.practice.origin}/sport")
    made.begin()
    made.draft = None
    made.next()
    assert at.now.missing == "Choose what for."
    made.choose("no such purpose")
    assert made.draft is None
    made.choose("steps")
    assert made.draft is not None


def test_whose_data_it_is_stands_there_when_there_are_several(at: Window) -> None:
    other = replace(at.bench.person, uid="11111111-0405-4607-8809-0a0b0c0d0e0f", called="Noé",
                    relation="child")  # fmt: skip
    people.add(at.bench.session, other)
    presenter(at).begin()
    assert at.now.for_whom == at.bench.person.called


@pytest.mark.parametrize("fault", ["suspended", "withdrawn"])
def test_a_service_that_is_suspended_or_withdrawn_takes_no_new_share(
    at: Window, fault: str
) -> None:
    at.bench.practice.faults.set(fault)
    at.bench.refresh()
    presenter(at).begin()
    assert at.now.step == "failed"
    assert at.now.problem.sentence == "This service takes no new share now."


def test_under_a_stale_catalogue_nothing_new_is_begun(at: Window) -> None:
    (kept,) = at.bench.session.vault.catalogues.all()
    with at.bench.session.database.transaction():
        stale = replace(kept, problem="CatalogueStale")
        at.bench.session.vault.catalogues.keep(stale, at.bench.session.ms())
    presenter(at).begin()
    assert at.now.step == "failed"
    assert "catalogue" in at.now.problem.sentence


def test_what_goes_wrong_is_said(at: Window) -> None:
    presenter(at, damaged).begin()
    assert at.now.problem.key == "again"


def test_after_the_page_went_nothing_is_drawn(at: Window) -> None:
    later = Later()
    made = presenter(at, later)
    made.begin()
    made.leave()
    later.answer()
    assert [one.step for one in at.shown] == ["loading"]


def test_names_of_what_stays_and_of_long_periods_are_said() -> None:
    category = Category("steps", {"fr": "Pas"}, False, ("patient/Observation.rs",))
    draft = fresh("s", replace(_asking(category), history_days=3650, identity_number=True))
    assert telling.left_out(draft, (Offer(category, 2),)) == "Pas"
    assert telling.left_out(draft, (Offer(category, 0),)) == ""
    assert [one.words for one in telling.periods(draft)] == [
        "The last 30 days", "The last 90 days", "The last year", "The last 10 years",
    ]  # fmt: skip
    assert "identity-number" in [one.key for one in telling.fields(draft)]
    assert "identity-number" not in [one.key for one in telling.fields(fresh("s", ASKED))]


def test_with_several_purposes_none_is_chosen_for_the_person(at: Window) -> None:
    made = presenter(at)
    made.begin()
    (_held, service_now) = catalogues.find(at.bench.session, at.bench.choice().service)
    two = replace(service_now, finalities=service_now.finalities * 2)
    made.draft = None
    made._ready(Read(two, practice=True, several=False))
    assert made.draft is None
    assert at.now.purpose == ""
    made.next()
    assert at.now.missing == "Choose what for."


def test_it_is_sent_once_unless_a_person_chooses_that_new_items_go_too(at: Window) -> None:
    made = at_data(at)
    made.tick("body_weight")
    assert [(one.key, one.chosen) for one in at.now.modes] == [("once", True), ("standing", False)]
    made.sending("standing")
    assert [one.key for one in at.now.modes if one.chosen] == ["standing"]
    made.next()
    choice = choice_of(at.went[-1].removeprefix("sign/"))
    assert (choice.mode, choice.end) == ("standing", None)
    made.sending("once")
    assert [one.key for one in at.now.modes if one.chosen] == ["once"]
    assert fresh("s", replace(ASKED, modes=("standing",))).mode == "standing"
