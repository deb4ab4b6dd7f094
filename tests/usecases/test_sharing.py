"""The life of a share, from what is shown to what the service answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import FakeClock
from tests.usecases.practice_bench import Bench, ask, offline, weigh
from vault.crypto import jws
from vault.crypto.base64url import sha256, unb64
from vault.errors import (
    GrantExpired,
    GrantStopped,
    JournalBroken,
    NotConfirmed,
    NotFound,
    Offline,
    ServiceRefused,
    ServiceUnreachable,
    VaultError,
)
from vault.usecases import history, ledgers, sharing, stopping
from vault.usecases.sending import Done

DAY_S = 86_400


def told(bench: Bench) -> list[tuple[str, int]]:
    return [(one.what, one.place) for one in ledgers.breaks(bench.session)]


def sent(bench: Bench, grant: str) -> Done:
    (done,) = sharing.send(bench.session, ask, grant)
    return done


def test_what_is_shown_is_what_is_signed_and_what_arrives(bench: Bench) -> None:
    """S08: the bytes of the preview, the hash in the grant, the bytes at the service."""
    shown = bench.preview()
    grant = bench.sign()
    assert bench.received() == []

    done = sent(bench, grant.uid)

    assert done.error is None
    (received,) = bench.received()
    assert unb64(received["bundle"]) == shown.body
    claims = jws.peek(grant.token or "")[1]
    assert claims["content"]["sha256"] == sha256(shown.body)
    assert claims["notice"]["sha256"] == sha256(grant.notice)
    share = sharing.share(bench.session, grant.uid)
    assert (share.state, len(share.receipts)) == ("active", 1)
    assert ledgers.breaks(bench.session) == ()
    assert bench.lines()[-3:] == ["share_signed", "share_sent", "share_confirmed"]


def test_signing_needs_no_network_and_sending_may_come_later(bench: Bench) -> None:
    grant = bench.sign()
    (done,) = sharing.send(bench.session, offline, grant.uid)

    assert isinstance(done.error, Offline)
    assert done.error.service == grant.name
    assert (done.sending.state, done.sending.envelope) == ("ready", None)
    assert sent(bench, grant.uid).error is None
    assert len(bench.received()) == 1


def test_what_has_its_receipt_is_not_sent_again(bench: Bench) -> None:
    grant = bench.sign()
    sent(bench, grant.uid)

    assert sharing.send(bench.session, ask, grant.uid) == ()
    assert sharing.send(bench.session, ask) == ()
    assert len(bench.received()) == 1


@pytest.mark.parametrize(
    ("fault", "error", "state"),
    [
        ("error-500", ServiceUnreachable, "unconfirmed"),
        ("redirect", ServiceUnreachable, "unconfirmed"),
        ("try-later", ServiceRefused, "unconfirmed"),
        ("drop", NotConfirmed, "unconfirmed"),
        ("lost-answer", NotConfirmed, "unconfirmed"),
        ("no-receipt", NotConfirmed, "unconfirmed"),
        ("wrong-receipt", NotConfirmed, "unconfirmed"),
    ],
)
def test_a_fault_loses_nothing_and_sends_nothing_twice(
    bench: Bench, fault: str, error: type[VaultError], state: str
) -> None:
    """S10: state, exactly once, never received without a right receipt; then the same bytes."""
    grant = bench.sign()
    bench.practice.faults.set(fault, times=2)
    tries = [sent(bench, grant.uid) for _ in range(2)]

    assert [type(one.error) for one in tries] == [error, error]
    share = sharing.share(bench.session, grant.uid)
    assert (share.state, share.receipts) == ("signed", ())
    assert share.sendings[0].state == state
    assert tries[0].sending.envelope == tries[1].sending.envelope
    assert len(bench.received()) <= 1

    assert sent(bench, grant.uid).error is None
    assert len(bench.received()) == 1
    assert len(sharing.share(bench.session, grant.uid).receipts) == 1
    assert ledgers.breaks(bench.session) == ()


def test_a_wait_that_the_service_asks_for_is_told(bench: Bench) -> None:
    grant = bench.sign()
    bench.practice.faults.set("try-later", times=1)
    done = sent(bench, grant.uid)

    assert isinstance(done.error, ServiceRefused)
    assert (done.error.problem, done.error.after) == ("try-later", 7)
    assert done.sending.next_try == bench.session.ms() + 7000


def test_every_wrong_answer_is_kept_as_evidence(bench: Bench) -> None:
    """S09, S10: another key, another content, another audience, another grant."""
    grant = bench.sign()
    bench.practice.faults.set("wrong-receipt", times=4)
    for _ in range(4):
        assert isinstance(sent(bench, grant.uid).error, NotConfirmed)

    events = bench.session.vault.statements.of(grant.row, "local-event+jwt")
    told = [jws.peek(one.token.decode())[1] for one in events]
    assert [one["event"] for one in told] == ["wrong-answer"] * 4
    assert {one["status"] for one in told} == {201}
    assert len({one["body_sha256"] for one in told}) == 4
    assert all(one["problem"] for one in told)


@pytest.mark.parametrize("fault", ["too-large", "stale-catalogue"])
def test_a_refusal_is_final_and_named(bench: Bench, fault: str) -> None:
    grant = bench.sign()
    bench.practice.faults.set(fault)
    done = sent(bench, grant.uid)

    assert isinstance(done.error, ServiceRefused)
    assert done.error.problem == fault
    bench.practice.faults.set("none")
    again = sent(bench, grant.uid)
    assert isinstance(again.error, ServiceRefused)
    assert again.error.problem == fault
    assert bench.received() == []
    assert sharing.share(bench.session, grant.uid).state == "refused"
    assert "share_refused" in bench.lines()


def test_a_new_key_is_fetched_and_sealed_to_once(bench: Bench) -> None:
    grant = bench.sign()
    bench.practice.faults.set("new-key")

    assert sent(bench, grant.uid).error is None
    assert len(bench.received()) == 1
    (first, second) = bench.session.vault.statements.of(grant.row, "share+jwt")
    claims = [jws.peek(one.token.decode())[1] for one in (first, second)]
    assert claims[1]["supersedes"] == claims[0]["jti"]
    assert (claims[0]["seq"], claims[1]["seq"]) == (1, 1)
    assert claims[0]["content"]["root"] == claims[1]["content"]["root"]  # the salts stay


def test_items_that_the_service_does_not_take_are_listed(bench: Bench) -> None:
    grant = bench.sign()
    bench.practice.faults.set("partial", times=1)
    done = sent(bench, grant.uid)

    assert done.error is None
    assert len(done.rejected) == 2
    (receipt,) = sharing.share(bench.session, grant.uid).receipts
    assert (receipt.status, receipt.rejected) == ("partial", done.rejected)


def test_a_share_that_grew_old_on_the_way_is_made_afresh(bench: Bench, clock: FakeClock) -> None:
    """The service does not know it and it has expired: a new one, the same number."""
    grant = bench.sign()
    bench.practice.faults.set("error-500", times=1)
    sent(bench, grant.uid)
    clock.moment = clock.moment.replace(hour=23)

    assert sent(bench, grant.uid).error is None
    assert len(bench.received()) == 1
    assert len(bench.session.vault.statements.of(grant.row, "share+jwt")) == 2


def test_an_answer_that_was_lost_comes_again_however_late(bench: Bench, clock: FakeClock) -> None:
    grant = bench.sign()
    bench.practice.faults.set("lost-answer", times=1)
    sent(bench, grant.uid)
    clock.moment = clock.moment.replace(day=25)

    assert sent(bench, grant.uid).error is None
    assert len(bench.received()) == 1
    assert len(bench.session.vault.statements.of(grant.row, "share+jwt")) == 1


def test_a_grant_ends_and_nothing_leaves_after_it(bench: Bench, clock: FakeClock) -> None:
    grant = bench.sign()
    clock.moment = clock.moment.replace(year=2027)

    assert sharing.share(bench.session, grant.uid).state == "ended"
    assert isinstance(sent(bench, grant.uid).error, GrantExpired)
    assert bench.received() == []
    assert "share_ended" in bench.lines()


def test_a_service_that_was_taken_off_receives_nothing(bench: Bench) -> None:
    grant = bench.sign()
    bench.practice.faults.set("suspended")
    bench.refresh()
    done = sent(bench, grant.uid)

    assert isinstance(done.error, ServiceRefused)
    assert done.error.problem == "service-not-available"
    assert bench.received() == []
    assert sharing.share(bench.session, grant.uid).state == "signed"


def test_a_request_that_grew_leaves_the_grant_as_it_was_signed(bench: Bench) -> None:
    grant = bench.sign()
    assert sharing.differences(bench.session, grant.uid) == ()
    bench.practice.faults.set("finality-grew")
    bench.refresh()

    changed = {one.what for one in sharing.differences(bench.session, grant.uid)}
    assert {"finality.exchanges", "finality.version"} <= changed
    assert sent(bench, grant.uid).error is None
    assert len(bench.received()) == 1


def test_an_unknown_grant_is_not_found(bench: Bench) -> None:
    bench.preview()
    (draft,) = bench.session.vault.consents.all(drafts=True)
    for grant in ("nobody", draft.uid):
        with pytest.raises(NotFound):
            sharing.send(bench.session, ask, grant)
        with pytest.raises(NotFound):
            stopping.stop(bench.session, grant)


def test_sending_everything_goes_on_after_one_that_fails(bench: Bench) -> None:
    first, second = bench.sign(), bench.sign()
    bench.practice.faults.set("error-500", times=1)
    done = sharing.send(bench.session, ask)

    assert [one.consent.uid for one in done] == [first.uid, second.uid]
    assert [one.error is None for one in done] == [False, True]


def test_shares_are_listed_for_whom_they_are(bench: Bench) -> None:
    grant = bench.sign()
    weigh(bench.session, bench.person, "71.00")
    bench.preview()

    assert [one.consent.uid for one in sharing.shares(bench.session)] == [grant.uid]
    assert len(sharing.shares(bench.session, bench.person.uid)) == 1
    assert sharing.shares(bench.session, "somebody else") == ()


def test_a_ledger_that_was_touched_is_found(bench: Bench) -> None:
    """S14: a head replaced, the last leaf taken away, its owner forgotten."""
    grant = bench.sign()
    sent(bench, grant.uid)
    assert ledgers.breaks(bench.session) == ()
    database = bench.session.database

    database.run("UPDATE head SET root = zeroblob(32) WHERE size = 1")
    assert told(bench) == [("head", 1)]
    database.run("DELETE FROM head")
    database.run("DELETE FROM statement WHERE seq = 2")
    assert told(bench) == [("journal", 2)]
    with pytest.raises(JournalBroken):
        history.verify(bench.session)
    database.run("DELETE FROM setting WHERE key = 'ledger'")
    assert told(bench) == [("owner", 0)]


def test_heads_follow_each_other(bench: Bench) -> None:
    for _ in range(2):
        sent(bench, bench.sign().uid)
    assert history.verify(bench.session).entries > 0
    first, second = bench.session.vault.statements.heads(
        bench.session.vault.statements.ledgers()[0]
    )
    bench.session.database.run("UPDATE head SET token = ? WHERE size = 1", second.token)
    assert told(bench) == [("head", first.size), ("consistency", second.size)]


def test_a_stopped_grant_says_so(bench: Bench) -> None:
    grant = bench.sign()
    stopping.stop(bench.session, grant.uid)
    done = sent(bench, grant.uid)

    assert isinstance(done.error, GrantStopped)
    assert replace(done.consent, row=0).state == "stopped"
