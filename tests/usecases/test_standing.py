"""Standing grants: what goes by itself, when, and what never does."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import CAMILLE, FakeClock
from tests.usecases.practice_bench import Bench, ask, offline, weigh
from vault.crypto import jws
from vault.crypto.base64url import unb64
from vault.errors import GrantExpired, GrantStopped, NotFound, WrongUse
from vault.record.measures import MEASURES
from vault.store.consents import Consent
from vault.store.facts import Act
from vault.usecases import (
    catalogues,
    editing,
    ledgers,
    people,
    previewing,
    recording,
    renewing,
    sharing,
    signing,
    standing,
    stopping,
    terms,
    waiting,
    withdrawing,
)
from vault.usecases.recording import Typed
from vault.usecases.signing import Signed


def add(bench: Bench, kilos: str, minutes: int = 0) -> str:
    at = bench.session.at() - timedelta(minutes=minutes)
    return recording.add(bench.session, bench.person, Typed(MEASURES["body_weight"], kilos, at)).uid


def later(clock: FakeClock, **more: int) -> None:
    clock.moment += timedelta(**more)


def running(bench: Bench, **more: Any) -> Consent:
    """Return a standing grant whose first sending has its receipt."""
    grant = bench.sign(mode="standing", **more)
    (done,) = sharing.send(bench.session, ask, grant.uid)
    assert done.error is None
    return grant


def bundles(bench: Bench) -> list[list[dict[str, Any]]]:
    found = [json.loads(unb64(one["bundle"])) for one in bench.received()]
    return [[entry["resource"] for entry in one["entry"]] for one in found]


def corrected(bench: Bench, kilos: str) -> None:
    """Give the newest weight another value."""
    facts = bench.session.vault.facts
    kept = facts.list(bench.session.vault.people.row_id(bench.person.uid))[0]
    value = {**kept.fact.resource["valueQuantity"], "value": Decimal(kilos)}
    fact = replace(kept.fact, resource={**kept.fact.resource, "valueQuantity": value})
    with bench.session.database.transaction():
        facts.edit(kept.uid, fact, Act("edited", 1, bench.session.ms(), "command"))


def kilos(resources: list[dict[str, Any]]) -> list[Decimal]:
    return [Decimal(str(one["valueQuantity"]["value"])) for one in resources]


def carried(bench: Bench) -> int:
    """Do what the window does every minute; return how many grants something went under."""
    going = sharing.by_itself(bench.session)
    for grant in going:
        sharing.send(bench.session, ask, grant)
    return len(going)


def test_a_standing_grant_names_no_content_and_lasts_as_long_as_its_data(bench: Bench) -> None:
    """S08: what is shown first is what leaves first; what comes later is bounded by its days."""
    shown = bench.preview(mode="standing", until=date(2026, 12, 1))
    assert "At each new item." in shown.notice
    grant = running(bench, until=date(2026, 12, 1))

    claims = jws.peek(grant.token or "")[1]
    (detail,) = claims["authorization_details"]
    assert "content" not in claims
    assert (detail["mode"], detail["period"]["end"]) == ("standing", "2026-12-01")
    assert unb64(bench.received()[0]["bundle"]) == shown.body
    assert sharing.share(bench.session, grant.uid).state == "active"


def test_a_hundred_measures_in_a_minute_are_one_sending(bench: Bench, clock: FakeClock) -> None:
    """S13."""
    later(clock, minutes=1)
    running(bench)
    later(clock, hours=3)
    weight, now = MEASURES["body_weight"], bench.session.at()
    typed = [
        Typed(weight, f"{70 + Decimal(n) / 100}", now - timedelta(minutes=n)) for n in range(100)
    ]
    facts = [recording.made(bench.session, bench.person, one) for one in typed]
    recording.keep(bench.session, bench.person, facts)
    assert carried(bench) == 0
    later(clock, minutes=14)
    assert carried(bench) == 0
    later(clock, minutes=2)

    assert carried(bench) == 1
    assert [len(one) for one in bundles(bench)] == [3, 100]
    later(clock, hours=2)
    assert carried(bench) == 0
    assert ledgers.breaks(bench.session) == ()


def test_a_person_who_asks_does_not_wait(bench: Bench) -> None:
    grant = running(bench)
    add(bench, "66.6")
    (done,) = sharing.send(bench.session, ask, grant.uid)

    assert (done.error, done.sending.seq) == (None, 2)
    assert kilos(bundles(bench)[1]) == [Decimal("66.6")]
    assert sharing.send(bench.session, ask, grant.uid) == ()


def test_nothing_more_is_gathered_while_something_is_on_its_way(
    bench: Bench, clock: FakeClock
) -> None:
    grant = running(bench)
    add(bench, "66.6")
    sharing.send(bench.session, offline, grant.uid)
    later(clock, minutes=30)
    add(bench, "66.7")
    assert carried(bench) == 1
    assert kilos(bundles(bench)[1]) == [Decimal("66.6")]
    later(clock, minutes=30)
    assert carried(bench) == 1
    assert kilos(bundles(bench)[2]) == [Decimal("66.7")]


def test_a_clock_that_was_set_back_holds_nothing_up(bench: Bench, clock: FakeClock) -> None:
    running(bench)
    add(bench, "66.6")
    later(clock, hours=-2)
    assert carried(bench) == 1


def test_a_correction_goes_again_under_the_same_id(bench: Bench, clock: FakeClock) -> None:
    """S13."""
    running(bench)
    corrected(bench, "71.40")
    later(clock, minutes=20)
    assert carried(bench) == 1

    first, second = bundles(bench)
    assert kilos(second) == [Decimal("71.40")]
    assert second[0]["id"] in {one["id"] for one in first}


def test_a_deletion_is_told_only_when_a_person_asks(bench: Bench, clock: FakeClock) -> None:
    """S13: the item by its id and its code; no value and no date leave again."""
    grant = running(bench)
    uid = add(bench, "66.6")
    sharing.send(bench.session, ask, grant.uid)
    with pytest.raises(WrongUse):
        withdrawing.withdraw(bench.session, grant.uid, [uid])
    editing.delete(bench.session, uid)
    later(clock, hours=1)
    assert carried(bench) == 0
    with pytest.raises(NotFound):
        withdrawing.withdraw(bench.session, grant.uid, ["another"])

    withdrawing.withdraw(bench.session, grant.uid, [uid])
    (done,) = sharing.send(bench.session, ask, grant.uid)
    assert done.error is None
    (told,) = bundles(bench)[2]
    assert told["status"] == "entered-in-error"
    assert told["id"] == bundles(bench)[1][0]["id"]
    assert set(told) == {"resourceType", "id", "status", "code", "category", "subject"}
    editing.restore(bench.session, uid)
    sharing.send(bench.session, ask, grant.uid)
    assert kilos(bundles(bench)[3]) == [Decimal("66.6")]


def test_only_under_a_standing_share_may_an_error_be_told(bench: Bench) -> None:
    grant = bench.sign()
    with pytest.raises(WrongUse):
        withdrawing.withdraw(bench.session, grant.uid, [])


def test_a_pause_sends_nothing_and_what_came_in_it_stays(bench: Bench, clock: FakeClock) -> None:
    """S13: the service is told nothing; the end does not move."""
    grant = running(bench)
    paused = standing.pause(bench.session, grant.uid)
    assert (paused.state, paused.until) == ("paused", grant.until)
    assert standing.pause(bench.session, grant.uid).state == "paused"
    add(bench, "67.7")
    later(clock, hours=1)
    assert carried(bench) == 0
    assert sharing.send(bench.session, ask, grant.uid) == ()
    assert sharing.due(bench.session, grant.uid) == ()
    assert standing.missed(bench.session, paused) == 1

    standing.resume(bench.session, grant.uid)
    later(clock, hours=1)
    assert carried(bench) == 0
    add(bench, "68.8")
    sharing.send(bench.session, ask, grant.uid)
    assert [kilos(one) for one in bundles(bench)[1:]] == [[Decimal("68.8")]]
    assert {"share_paused", "share_resumed"} <= set(bench.lines())
    assert ledgers.breaks(bench.session) == ()


def test_what_came_in_a_pause_goes_when_a_person_says_so(bench: Bench) -> None:
    grant = running(bench)
    standing.pause(bench.session, grant.uid)
    add(bench, "67.7")
    standing.resume(bench.session, grant.uid, catch_up=True)
    sharing.send(bench.session, ask, grant.uid)
    assert kilos(bundles(bench)[1]) == [Decimal("67.7")]


def test_a_pause_in_which_nothing_came_leaves_no_trace_of_it(bench: Bench) -> None:
    grant = running(bench)
    standing.pause(bench.session, grant.uid)
    standing.resume(bench.session, grant.uid)
    assert standing.missed(bench.session, grant) == 0
    assert len(bench.session.vault.sendings.of(grant.row)) == 1


def test_only_a_standing_share_that_runs_is_paused(bench: Bench, clock: FakeClock) -> None:
    once, grant = bench.sign(), running(bench)
    with pytest.raises(WrongUse):
        standing.pause(bench.session, once.uid)
    with pytest.raises(WrongUse):
        standing.resume(bench.session, grant.uid)
    with pytest.raises(NotFound):
        standing.pause(bench.session, "nobody")
    stopping.stop(bench.session, once.uid)
    with pytest.raises(GrantStopped):
        standing.pause(bench.session, once.uid)
    clock.moment = clock.moment.replace(year=2027)
    with pytest.raises(GrantExpired):
        standing.pause(bench.session, grant.uid)


def test_it_ends_at_midnight_of_the_zone_of_the_person(bench: Bench, clock: FakeClock) -> None:
    """S13: 23:00 UTC is midnight in Paris."""
    grant = running(bench, until=date(2026, 11, 24))
    clock.moment = clock.moment.replace(day=24, hour=22, minute=59)
    add(bench, "66.6")
    sharing.send(bench.session, ask, grant.uid)
    assert len(bundles(bench)) == 2
    clock.moment = clock.moment.replace(hour=23, minute=0)
    add(bench, "66.7")

    assert carried(bench) == 0
    (done,) = sharing.send(bench.session, ask, grant.uid)
    assert isinstance(done.error, GrantExpired)
    assert len(bundles(bench)) == 2


def test_a_stop_drops_what_was_gathered(bench: Bench, clock: FakeClock) -> None:
    grant = running(bench)
    add(bench, "66.6")
    sharing.send(bench.session, offline, grant.uid)
    stopping.stop(bench.session, grant.uid)
    add(bench, "66.7")
    later(clock, hours=1)
    carried(bench)
    assert len(bundles(bench)) == 1


def test_of_two_computers_one_sends(bench: Bench, clock: FakeClock) -> None:
    """S13: the one that signed; the other one has another ledger."""
    grant = running(bench)
    consent = bench.session.vault.consents.find(grant.uid)
    assert consent is not None
    assert consent.sender == ledgers.name(bench.session, bench.person.uid)
    bench.session.vault.consents.keep(replace(consent, sender="another computer"))
    add(bench, "66.6")
    later(clock, hours=1)
    assert carried(bench) == 0
    assert sharing.send(bench.session, ask, grant.uid) == ()


def test_a_suspended_service_waits_and_is_served_when_it_is_back(
    bench: Bench, clock: FakeClock
) -> None:
    grant = running(bench)
    bench.practice.faults.set("suspended")
    bench.refresh()
    add(bench, "66.6")
    sharing.send(bench.session, ask, grant.uid)
    assert len(bundles(bench)) == 1
    assert "service_halted" in {one.kind for one in waiting.of(bench.session, bench.person)}
    bench.practice.faults.set("none")
    bench.refresh()
    later(clock, minutes=20)
    assert carried(bench) == 1
    assert kilos(bundles(bench)[1]) == [Decimal("66.6")]


def test_what_was_refused_goes_along_with_what_comes_next(bench: Bench) -> None:
    grant = running(bench)
    add(bench, "66.6")
    bench.practice.faults.set("too-large", times=1)
    sharing.send(bench.session, ask, grant.uid)
    assert sharing.share(bench.session, grant.uid).state == "active"
    assert sharing.send(bench.session, ask, grant.uid) == ()
    add(bench, "66.7", minutes=1)
    sharing.send(bench.session, ask, grant.uid)
    assert sorted(kilos(bundles(bench)[1])) == [Decimal("66.6"), Decimal("66.7")]


def test_a_fact_left_out_stays_out_of_every_sending(bench: Bench) -> None:
    uid = add(bench, "66.6")
    grant = running(bench, unticked=(uid,))
    assert len(bundles(bench)[0]) == 3
    add(bench, "66.7", minutes=1)
    sharing.send(bench.session, ask, grant.uid)
    assert kilos(bundles(bench)[1]) == [Decimal("66.7")]
    with pytest.raises(WrongUse):
        bench.preview(unticked=("nobody",))


def test_a_purpose_that_is_for_once_only_takes_no_standing_grant(bench: Bench) -> None:
    _held, service = catalogues.find(bench.session, bench.choice().service)
    finality = replace(service.finalities[0], modes=("once",))
    with pytest.raises(WrongUse):
        terms.detail(bench.choice(mode="standing"), finality, (), bench.person, bench.session.at())


def test_a_renewal_takes_the_place_of_a_grant_once_it_was_received(bench: Bench) -> None:
    old = running(bench)
    choice = renewing.again(old)
    assert (choice.mode, choice.only, choice.replaces) == ("standing", ("body_weight",), old.uid)
    shown = previewing.preview(bench.session, bench.person, choice)
    done = signing.sign(bench.session, shown)
    assert isinstance(done, Signed)
    claims = jws.peek(done.consent.token or "")[1]
    assert claims["replaces"]["jti"] == old.uid
    assert sharing.share(bench.session, old.uid).state == "active"

    sharing.send(bench.session, ask, done.consent.uid)
    assert sharing.share(bench.session, old.uid).state == "replaced"
    assert sharing.share(bench.session, done.consent.uid).state == "active"
    assert "share_replaced" in bench.lines()
    (again,) = sharing.send(bench.session, ask, old.uid)
    assert isinstance(again.error, GrantExpired)
    assert ledgers.breaks(bench.session) == ()


def test_a_stopped_grant_stays_stopped_when_it_is_renewed(bench: Bench) -> None:
    old = running(bench)
    stopping.stop(bench.session, old.uid)
    running(bench, replaces=old.uid)
    assert sharing.share(bench.session, old.uid).state == "stopped"


def test_a_renewal_is_of_the_same_person_service_and_purpose(bench: Bench) -> None:
    old = running(bench)
    with pytest.raises(WrongUse):
        bench.preview(replaces="nobody")
    nour = replace(CAMILLE, uid="10010203-0405-4607-8809-0a0b0c0d0e0f", called="Nour")
    people.add(bench.session, nour)
    weigh(bench.session, nour, "41.5")
    bench.person = nour
    with pytest.raises(WrongUse):
        bench.preview(replaces=old.uid)


def test_a_request_that_grew_is_signed_anew_or_not_at_all(bench: Bench) -> None:
    """A live grant stays as it was signed; what more is asked for needs another signature."""
    old = running(bench)
    bench.practice.faults.set("finality-grew")
    bench.refresh()
    add(bench, "66.6")
    sharing.send(bench.session, ask, old.uid)
    assert len(bundles(bench)) == 2
    assert "service_changed" in {one.kind for one in waiting.of(bench.session, bench.person)}

    new = running(bench, replaces=old.uid)
    claims = [jws.peek(one.token or "")[1]["authorization_details"][0] for one in (old, new)]
    assert claims[0]["finality_version"] < claims[1]["finality_version"]
