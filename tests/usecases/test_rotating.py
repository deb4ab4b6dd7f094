"""A new key towards a service: both sign, and from the answer on the new one speaks."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.usecases.practice_bench import Bench, ask, offline, weigh
from tests.usecases.test_standing import add, running
from vault.crypto import jws
from vault.crypto.joint import peek_together
from vault.errors import NotConfirmed, NotFound, Offline, ServiceRefused, ServiceUnreachable
from vault.usecases import (
    ledgers,
    previewing,
    proving,
    rotating,
    sharing,
    stopping,
    unlocking,
    verifying,
)
from vault.usecases.rotating import Reason


def rotated(bench: Bench, reason: Reason = "scheduled") -> str:
    return rotating.rotate(bench.session, ask, bench.person, bench.choice().service, reason)


def speaker(bench: Bench, grant_row: int) -> str:
    last = bench.session.vault.statements.of(grant_row, "share+jwt")[-1]
    return str(jws.peek(last.token.decode())[1]["iss"])


def test_a_new_key_speaks_for_the_grants_that_stand(bench: Bench, tmp_path: Path) -> None:
    """S12, S21: shares and stops are signed with it; the grant stays as it was."""
    grant = running(bench)
    before = speaker(bench, grant.row)
    new = rotated(bench)
    add(bench, "66.6")
    (done,) = sharing.send(bench.session, ask, grant.uid)
    assert done.error is None
    assert speaker(bench, grant.row) == f"urn:ietf:params:oauth:jwk-thumbprint:sha-256:{new}"
    assert speaker(bench, grant.row) != before
    assert len(bench.received()) == 2

    evidence = tmp_path / "e.zip"
    proving.evidence(bench.session, grant.uid, evidence)
    assert "rotations/1.json" in ZipFile(evidence).namelist()
    root = tmp_path / "root.json"
    assert [one.name for one in verifying.verify(evidence, root).checks if not one.ok] == []
    stopping.stop(bench.session, grant.uid, erase=True)
    (told,) = stopping.unanswered(bench.session, done.consent)
    consent = bench.session.vault.consents.find(grant.uid)
    assert consent is not None
    assert stopping.tell(bench.session, ask, consent, told).error is None
    assert bench.received() == []
    assert ledgers.breaks(bench.session) == ()
    assert "key_rotated" in bench.lines()


def test_what_was_signed_before_and_never_sent_leaves_under_the_new_key(bench: Bench) -> None:
    running(bench)
    waiting = bench.sign()
    rotated(bench)
    (done,) = sharing.send(bench.session, ask, waiting.uid)
    assert done.error is None
    new = previewing.preview(bench.session, bench.person, bench.choice())
    assert speaker(bench, waiting.row).endswith(new.signatory.key.thumbprint)


def test_an_answer_that_was_lost_takes_the_same_document_again(bench: Bench) -> None:
    grant = running(bench)
    bench.practice.faults.set("lost-answer", times=1)
    with pytest.raises(NotConfirmed):
        rotated(bench)
    new = rotated(bench)
    leaves = bench.session.vault.statements.of(grant.row, "key-rotation+jws")
    assert [peek_together(one.token)["new"]["kid"] for one in leaves] == [new]
    assert rotated(bench) != new


def test_nothing_changes_until_the_service_has_answered(bench: Bench) -> None:
    grant = running(bench)
    with pytest.raises(Offline):
        rotating.rotate(bench.session, offline, bench.person, bench.choice().service)
    bench.practice.faults.set("error-500", times=1)
    with pytest.raises(ServiceUnreachable):
        rotated(bench)
    add(bench, "66.6")
    (done,) = sharing.send(bench.session, ask, grant.uid)
    assert done.error is None
    assert sharing.by_itself(bench.session) == ()


def test_a_refusal_keeps_the_key(bench: Bench) -> None:
    grant = running(bench)
    before = speaker(bench, grant.row)
    bench.practice.reset()
    with pytest.raises(ServiceRefused) as told:
        rotated(bench)
    assert told.value.problem == "unknown-grant"
    weigh(bench.session, bench.person, "70.00")
    sharing.send(bench.session, ask, bench.sign().uid)
    assert before == speaker(bench, grant.row)


def test_what_is_on_its_way_comes_first(bench: Bench) -> None:
    grant = running(bench)
    bench.practice.faults.set("no-receipt", times=1)
    add(bench, "66.6")
    sharing.send(bench.session, ask, grant.uid)
    with pytest.raises(NotConfirmed):
        rotated(bench)


def test_a_key_that_somebody_may_have_pauses_what_goes_by_itself(bench: Bench) -> None:
    grant, once = running(bench), bench.sign()
    sharing.send(bench.session, ask, once.uid)
    rotated(bench, "suspected")
    assert sharing.share(bench.session, grant.uid).state == "paused"
    assert sharing.share(bench.session, once.uid).state == "active"


def test_a_lost_key_is_replaced_by_that_of_the_sheet(bench: Bench) -> None:
    """S12: the service holds the commitment of the first grant."""
    running_without = running(bench)
    with pytest.raises(NotFound):
        rotated(bench, "lost")
    stopping.stop(bench.session, running_without.uid)
    bench.practice.reset()
    bench.refresh()
    with bench.session.database.transaction():
        unlocking.keep_seed(bench.session, bytes(range(32)))
    grant = running(bench)
    rotated(bench, "lost")
    (leaf,) = bench.session.vault.statements.of(grant.row, "key-rotation+jws")
    document = peek_together(leaf.token)
    claims = jws.peek(grant.token or "")[1]
    assert document["recovery"]["kid"] == claims["cnf"]["recovery"]
    add(bench, "66.6")
    (done,) = sharing.send(bench.session, ask, grant.uid)
    assert done.error is None


def test_where_nothing_was_sent_there_is_nothing_to_change(bench: Bench) -> None:
    bench.sign()
    with pytest.raises(NotFound):
        rotated(bench)
