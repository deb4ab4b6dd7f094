"""Letters on two lanes: what must be asked comes back, and is asked once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.usecases.practice_bench import Bench, ask, offline
from vault.errors import CatalogueStale, NotFound, Offline
from vault.sync.http import Exchange, Request
from vault.usecases import carrying, catalogues, exact, sharing, signing, stopping
from vault.usecases.carrying import Needed, Told
from vault.usecases.sending import Begun, Done


def test_work_that_asks_twice_is_begun_again_until_it_has_both_answers() -> None:
    first, second = Request("GET", "https://a.example/1"), Request("GET", "https://a.example/2")

    def work(door: carrying.Answering) -> str:
        return f"{door(first).left} {door(second).left}"

    answers: dict[Request, Exchange] = {}
    seen = []
    while isinstance(found := carrying.as_far(work, answers), Needed):
        seen.append(found.request)
        answers[found.request] = Exchange(None, left=found.request is second)
    assert seen == [first, second]
    assert found == "False True"


def test_a_share_goes_in_steps_and_comes_back_with_its_receipt(bench: Bench) -> None:
    grant = bench.sign().uid
    step = carrying.begun(bench.session, offline, grant)
    assert isinstance(step, Begun)
    done = carrying.ended(bench.session, step, ask(step.request))
    assert done.error is None
    assert sharing.share(bench.session, grant).state == "active"
    assert carrying.begun(bench.session, offline, grant) is None


def test_what_is_cut_on_its_way_may_have_arrived(bench: Bench) -> None:
    grant = bench.sign().uid
    step = carrying.begun(bench.session, offline, grant)
    assert isinstance(step, Begun)
    carrying.ended(bench.session, step, carrying.cut())
    assert sharing.share(bench.session, grant).unconfirmed


def test_a_stop_goes_in_steps(bench: Bench) -> None:
    grant = bench.sign().uid
    sharing.send(bench.session, ask, grant)
    stopping.stop(bench.session, grant)
    step = carrying.begun(bench.session, offline, grant)
    assert isinstance(step, Told)
    carrying.ended(bench.session, step, ask(step.request))
    assert sharing.share(bench.session, grant).consent.stop_state == "acknowledged"
    assert sharing.untold(bench.session, grant) == ()


def test_a_share_that_may_not_go_now_says_why(bench: Bench) -> None:
    grant = bench.sign().uid
    (held,) = catalogues.held(bench.session)
    with bench.session.database.transaction():
        kept = replace(held.kept, problem="CatalogueStale", checked=bench.session.ms())
        bench.session.vault.catalogues.keep(kept, bench.session.ms())
    done = carrying.begun(bench.session, offline, grant)
    assert isinstance(done, Done)
    assert isinstance(done.error, CatalogueStale)


def test_the_catalogue_is_fetched_anew_when_a_service_asks_for_it(bench: Bench) -> None:
    consent = bench.sign()
    done = Done(consent, sharing.due(bench.session, consent.uid)[0][1])
    carrying.refreshed(bench.session, ask, done)
    with pytest.raises(Offline):
        carrying.refreshed(bench.session, offline, done)


def test_a_single_share_goes_by_itself_only_if_a_person_chose_so(bench: Bench) -> None:
    grant = bench.sign().uid
    assert sharing.by_itself(bench.session) == ()
    carrying.send_when_online(bench.session, grant, chosen=True)
    assert sharing.by_itself(bench.session) == (grant,)
    carrying.send_when_online(bench.session, grant, chosen=False)
    assert sharing.by_itself(bench.session) == ()
    carrying.send_when_online(bench.session, grant, chosen=True)
    sharing.send(bench.session, ask, grant)
    assert sharing.by_itself(bench.session) == ()


def test_a_stop_goes_by_itself_and_a_share_that_is_over_does_not(bench: Bench) -> None:
    grant = bench.sign().uid
    sharing.send(bench.session, ask, grant)
    stopping.stop(bench.session, grant)
    assert sharing.by_itself(bench.session) == (grant,)
    other = bench.sign().uid
    carrying.send_when_online(bench.session, other, chosen=True)
    stopping.stop(bench.session, other)
    assert sharing.by_itself(bench.session) == (grant,)
    assert sharing.due(bench.session, other) == ()


def test_erasure_is_asked_for_once_and_only_of_what_left(bench: Bench) -> None:
    unsent = bench.sign()
    assert not stopping.erasable(bench.session, unsent)
    sent = bench.sign()
    sharing.send(bench.session, ask, sent.uid)
    stopping.stop(bench.session, sent.uid)
    consent = sharing.share(bench.session, sent.uid).consent
    assert stopping.erasable(bench.session, consent)
    stopping.stop(bench.session, sent.uid, erase=True)
    assert not stopping.erasable(bench.session, consent)


def test_a_request_that_cannot_be_shown_can_still_be_declined(bench: Bench) -> None:
    bench.preview()
    signing.turn_down(bench.session, bench.person, bench.choice().service, bench.choice().finality)
    assert bench.session.vault.consents.all(drafts=True) == ()
    assert bench.lines()[-1] == "share_declined"


def test_the_exact_content_is_the_same_before_and_after_the_signature(bench: Bench) -> None:
    before = exact.of_preview(bench.preview())
    shown = bench.preview()
    done = signing.sign(bench.session, shown)
    assert isinstance(done, signing.Signed)
    (sending,) = sharing.share(bench.session, done.consent.uid).sendings
    after = exact.of_sending(bench.session, done.consent.uid, sending.sending.uid)
    assert (after.body, after.sha256, after.items) == (before.body, before.sha256, before.items)
    assert after.recipient == before.recipient
    assert after.notice == shown.notice


def test_a_sending_that_is_not_there_has_no_content(bench: Bench) -> None:
    with pytest.raises(NotFound):
        exact.of_sending(bench.session, bench.sign().uid, "none")
