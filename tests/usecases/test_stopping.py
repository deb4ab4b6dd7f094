"""Stopping a share: here at once, whatever the service and the network do."""

from __future__ import annotations

import pytest

from tests.conftest import FakeClock
from tests.usecases.practice_bench import Bench, ask, offline
from vault.crypto import jws
from vault.errors import Cancelled, GrantStopped, Offline
from vault.store.consents import Consent
from vault.sync.http import Exchange, Request
from vault.usecases import ledgers, sharing, stopping


def given(bench: Bench) -> Consent:
    grant = bench.sign()
    sharing.send(bench.session, ask, grant.uid)
    return grant


def stopped(bench: Bench, grant: str, *, erase: bool = False) -> Consent:
    consent = stopping.stop(bench.session, grant, erase=erase)
    for sending in stopping.unanswered(bench.session, consent):
        consent = stopping.tell(bench.session, ask, consent, sending).consent
    return consent


def test_a_stop_is_acknowledged_and_what_was_received_is_erased(bench: Bench) -> None:
    """S12."""
    grant = given(bench)
    consent = stopped(bench, grant.uid, erase=True)

    assert (consent.state, consent.stop_state) == ("stopped", "acknowledged")
    assert bench.received() == []
    kinds = [one.kind for one in bench.session.vault.statements.of(grant.row)]
    assert kinds[-2:] == ["consent-revocation+jwt", "revocation-receipt+jwt"]
    assert ledgers.breaks(bench.session) == ()


def test_a_stop_without_erasure_leaves_the_bundle_with_the_service(bench: Bench) -> None:
    grant = given(bench)
    assert stopped(bench, grant.uid).stop_state == "acknowledged"
    assert len(bench.received()) == 1


def test_a_grant_that_never_left_is_dropped_without_a_word(bench: Bench) -> None:
    grant = bench.sign()
    sharing.send(bench.session, offline, grant.uid)
    consent = stopping.stop(bench.session, grant.uid)

    assert (consent.state, consent.stop_state) == ("stopped", None)
    assert stopping.unanswered(bench.session, consent) == ()
    assert sharing.share(bench.session, grant.uid).sendings[0].state == "cancelled"
    (done,) = sharing.send(bench.session, ask, grant.uid)
    assert isinstance(done.error, GrantStopped)
    assert bench.received() == []


def test_a_stop_takes_effect_offline_and_is_told_later(bench: Bench) -> None:
    """S12: the local effect does not wait for anybody."""
    grant = given(bench)
    consent = stopping.stop(bench.session, grant.uid)
    (sending,) = stopping.unanswered(bench.session, consent)
    done = stopping.tell(bench.session, offline, consent, sending)
    assert isinstance(done.error, Offline)
    assert (done.consent.state, done.consent.stop_state) == ("stopped", "asked")

    first, last = sharing.send(bench.session, ask, grant.uid)
    assert first.consent.stop_state == "acknowledged"
    assert isinstance(last.error, GrantStopped)
    assert [one.kind for one in bench.session.vault.statements.of(grant.row)].count(
        "consent-revocation+jwt"
    ) == 1


def test_stopping_twice_changes_nothing(bench: Bench) -> None:
    """S12."""
    grant = given(bench)
    first = stopped(bench, grant.uid)
    before = bench.lines()

    assert stopped(bench, grant.uid) == first
    assert bench.lines() == before


def test_a_service_that_does_not_know_the_grant_has_acknowledged(bench: Bench) -> None:
    """S12."""
    grant = bench.sign()
    bench.practice.faults.set("error-500", times=1)
    sharing.send(bench.session, ask, grant.uid)

    assert stopped(bench, grant.uid).stop_state == "acknowledged"


@pytest.mark.parametrize("fault", ["suspended", "withdrawn"])
def test_a_stop_reaches_a_service_that_was_taken_off(bench: Bench, fault: str) -> None:
    """S12."""
    grant = given(bench)
    bench.practice.faults.set(fault)
    bench.refresh()

    assert stopped(bench, grant.uid).stop_state == "acknowledged"


def test_a_stop_goes_out_under_a_catalogue_that_has_expired(bench: Bench, clock: FakeClock) -> None:
    """S12."""
    grant = given(bench)
    clock.moment = clock.moment.replace(month=12, day=20)

    assert stopped(bench, grant.uid).stop_state == "acknowledged"


def test_a_stop_that_is_refused_holds_here_and_is_kept_as_evidence(bench: Bench) -> None:
    """S10: a signed refusal, then a bare one."""
    for _ in range(2):
        grant = given(bench)
        bench.practice.faults.set("refuses-revocation", times=2)
        consent = stopped(bench, grant.uid)
        assert (consent.state, consent.stop_state) == ("stopped", "refused")
        bench.practice.faults.set("none")


def test_a_service_that_stays_silent_leaves_the_stop_to_be_told(bench: Bench) -> None:
    grant = given(bench)

    def nothing(_request: Request) -> Exchange:
        return Exchange(None, left=True)

    consent = stopping.stop(bench.session, grant.uid)
    (sending,) = stopping.unanswered(bench.session, consent)
    done = stopping.tell(bench.session, nothing, consent, sending)
    assert (done.consent.stop_state, done.sending.state) == ("asked", "unconfirmed")


def test_a_stop_that_is_interrupted_is_told_again(bench: Bench) -> None:
    grant = given(bench)

    def cut(_request: Request) -> Exchange:
        raise Cancelled

    consent = stopping.stop(bench.session, grant.uid)
    (sending,) = stopping.unanswered(bench.session, consent)
    with pytest.raises(Cancelled):
        stopping.tell(bench.session, cut, consent, sending)
    assert stopped(bench, grant.uid).stop_state == "acknowledged"


def test_erasure_can_be_asked_for_after_the_stop_once(bench: Bench) -> None:
    grant = given(bench)
    stopped(bench, grant.uid)
    assert len(bench.received()) == 1

    stopped(bench, grant.uid, erase=True)
    assert bench.received() == []
    stopped(bench, grant.uid, erase=True)
    kinds = [one.kind for one in bench.session.vault.statements.of(grant.row)]
    assert kinds.count("erasure-request+jwt") == 1
    assert kinds.count("erasure-receipt+jwt") == 1
    assert "erasure_asked" in bench.lines()


def test_what_was_on_its_way_is_given_up_with_the_stop(bench: Bench) -> None:
    grant = bench.sign()
    bench.practice.faults.set("lost-answer", times=1)
    sharing.send(bench.session, ask, grant.uid)

    assert stopped(bench, grant.uid, erase=True).stop_state == "acknowledged"
    assert sharing.share(bench.session, grant.uid).sendings[0].state == "abandoned"
    assert bench.received() == []


def test_the_revocation_names_the_grant_and_bears_its_key(bench: Bench) -> None:
    grant = given(bench)
    stopped(bench, grant.uid, erase=True)
    (revocation,) = bench.session.vault.statements.of(grant.row, "consent-revocation+jwt")
    claims, signed = jws.peek(revocation.token.decode())[1], jws.peek(grant.token or "")[1]

    assert (claims["iss"], claims["aud"]) == (signed["iss"], signed["aud"])
    assert (claims["grant"]["jti"], claims["erase"]) == (grant.uid, True)
