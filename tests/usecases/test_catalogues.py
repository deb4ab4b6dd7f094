"""Catalogues: verified against their roots and against what was seen; what is held stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import FakeClock
from tests.usecases.practice_bench import Bench, ask, offline
from vault.crypto import jws, keys
from vault.crypto.base64url import sha256
from vault.crypto.joint import sign_together
from vault.crypto.keys import PrivateKey
from vault.errors import (
    CatalogueForked,
    CatalogueRolledBack,
    CatalogueStale,
    FileTooLarge,
    FileUnreadable,
    NotFound,
    Offline,
    ServiceUnreachable,
    SignatureInvalid,
    VaultError,
    WrongUse,
)
from vault.sync.http import Answer, Exchange, Request
from vault.sync.sending import Ask
from vault.usecases import catalogue_roots, catalogues, sharing
from vault.usecases.session import Session


def version(bench: Bench) -> int:
    (held,) = catalogues.held(bench.session)
    return held.catalogue.version


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("bad-catalogue", SignatureInvalid),
        ("rollback-catalogue", CatalogueRolledBack),
        ("forked-catalogue", CatalogueForked),
        ("frozen-catalogue", CatalogueStale),
    ],
)
def test_what_is_refused_is_named_and_noted_and_what_is_held_stays(
    bench: Bench, fault: str, error: type[VaultError]
) -> None:
    """S07, S10."""
    bench.refresh()
    before = version(bench)
    bench.practice.faults.set(fault)
    if fault != "frozen-catalogue":
        bench.practice.faults.set(fault)
    with pytest.raises(error):
        bench.refresh()

    (held,) = catalogues.held(bench.session)
    assert (held.catalogue.version, held.kept.problem) == (before, error.__name__)
    assert held.services
    assert bench.lines()[-1] == "catalogue_changed"


@pytest.mark.parametrize(
    ("fault", "error"),
    [("forked-catalogue", CatalogueForked), ("frozen-catalogue", CatalogueStale)],
)
def test_nothing_new_is_signed_or_sent_under_a_catalogue_in_doubt(
    bench: Bench, fault: str, error: type[VaultError]
) -> None:
    waiting = bench.sign()
    bench.practice.faults.set(fault)
    with pytest.raises(error):
        bench.refresh()

    with pytest.raises(error):
        bench.preview()
    (done,) = sharing.send(bench.session, ask, waiting.uid)
    assert isinstance(done.error, error)
    assert bench.received() == []


def test_a_fork_ends_when_the_person_compares_the_keys_again(bench: Bench, tmp_path: Path) -> None:
    bench.practice.faults.set("forked-catalogue")
    with pytest.raises(CatalogueForked):
        bench.refresh()
    rows = bench.session.database.run("SELECT key FROM setting WHERE key LIKE 'catalogue_fork:%'")
    assert len(rows) == 1  # both versions are kept
    bench.practice.faults.set("none")
    bench.learn(tmp_path)

    assert bench.preview().body
    assert catalogues.held(bench.session)[0].kept.problem is None


def test_a_rolled_back_catalogue_does_not_keep_what_was_signed_from_leaving(bench: Bench) -> None:
    grant = bench.sign()
    bench.practice.faults.set("rollback-catalogue")
    with pytest.raises(CatalogueRolledBack):
        bench.refresh()

    (done,) = sharing.send(bench.session, ask, grant.uid)
    assert done.error is None


def test_a_catalogue_that_has_expired_lets_nothing_new_out(bench: Bench, clock: FakeClock) -> None:
    clock.moment = clock.moment.replace(month=12, day=20)
    with pytest.raises(CatalogueStale):
        bench.preview()


def test_it_is_fetched_before_a_sending_when_it_is_older_than_a_day(
    bench: Bench, clock: FakeClock
) -> None:
    grant = bench.sign()
    clock.moment = clock.moment.replace(day=25)
    before = version(bench)
    bench.practice.publisher.turn("none")
    sharing.send(bench.session, ask, grant.uid)

    assert version(bench) == before + 1
    assert len(bench.received()) == 1


def test_a_place_that_does_not_answer_leaves_what_is_held(bench: Bench, clock: FakeClock) -> None:
    clock.moment = clock.moment.replace(day=25)
    (held,) = catalogues.held(bench.session)
    assert catalogues.refreshed(bench.session, offline, held) == held
    with pytest.raises(Offline):
        catalogues.refreshed(bench.session, offline, held, now=True)


@pytest.mark.parametrize(
    ("fault", "arrives"), [("rollback-catalogue", 1), ("bad-catalogue", 1), ("forked-catalogue", 0)]
)
def test_an_answer_refused_before_a_sending_stops_it_only_in_doubt(
    bench: Bench, clock: FakeClock, fault: str, arrives: int
) -> None:
    grant = bench.sign()
    clock.moment = clock.moment.replace(day=25)
    bench.practice.faults.set(fault)
    (done,) = sharing.send(bench.session, ask, grant.uid)

    assert len(bench.received()) == arrives
    assert (done.error is None) == bool(arrives)


def test_the_version_that_a_grant_pins_is_kept_whole(bench: Bench) -> None:
    grant = bench.sign()
    (held,) = catalogues.held(bench.session)
    for _ in range(3):
        bench.practice.publisher.turn("none")
        bench.refresh()
    now = version(bench)

    kept = [
        catalogues.version(bench.session, held.kept, number) for number in range(now - 4, now + 1)
    ]
    assert [one.version for one in kept if one is not None] == [held.catalogue.version, now]
    assert grant.catalogue == held.kept.row


def test_the_same_version_again_writes_no_line(bench: Bench) -> None:
    bench.refresh()
    before = bench.lines()
    bench.refresh()
    assert bench.lines() == before


def test_another_root_key_is_refused_and_adds_nothing(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "root.json"
    file.write_text(
        json.dumps({"catalogue": "https://c.example", "roots": [keys.new().public.jwk()]})
    )
    token = tmp_path / "catalogue.jwt"
    token.write_text("a.b.c")
    with pytest.raises(SignatureInvalid):
        catalogues.update(session, offline, str(token), file)
    token.write_bytes(b"\xff\xfe")
    with pytest.raises(SignatureInvalid):
        catalogues.update(session, offline, str(token), file)

    assert session.vault.catalogues.all() == ()
    assert catalogues.held(session) == ()


def test_a_catalogue_is_read_from_a_file_too(bench: Bench, tmp_path: Path) -> None:
    file, root = tmp_path / "catalogue.jwt", tmp_path / "root.json"
    file.write_text(bench.practice.catalogue())
    (held,) = catalogues.update(bench.session, offline, str(file), root)
    assert held.kept.url == str(file)


@pytest.mark.parametrize(("place", "named"), [("https://c.example/c.jwt", False), (None, True)])
def test_a_new_catalogue_needs_its_keys_and_its_place(
    session: Session,
    tmp_path: Path,
    place: str | None,
    named: bool,  # noqa: FBT001
) -> None:
    root = tmp_path / "root.json"
    root.write_text(
        json.dumps({"catalogue": "https://c.example", "roots": [keys.new().public.jwk()]})
    )
    with pytest.raises(WrongUse):
        catalogues.update(session, offline, place, root if named else None)


def test_without_a_catalogue_there_is_nothing_to_fetch(session: Session) -> None:
    with pytest.raises(NotFound):
        catalogues.update(session, offline)
    with pytest.raises(NotFound):
        catalogues.find(session, "https://a.example")


def test_a_root_file_that_is_none_is_unreadable(session: Session, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        catalogues.update(session, offline, "x", tmp_path / "absent.json")
    (tmp_path / "big.json").write_bytes(b" " * 70_000)
    with pytest.raises(FileTooLarge):
        catalogues.update(session, offline, "x", tmp_path / "big.json")


@pytest.mark.parametrize("answer", [Answer(404, {}, b""), Answer(200, {}, b"x", cut=True), None])
def test_an_answer_that_is_none_is_no_catalogue(bench: Bench, answer: Answer | None) -> None:
    def odd(_request: Request) -> Exchange:
        return Exchange(answer, left=True)

    with pytest.raises(ServiceUnreachable):
        catalogues.update(bench.session, odd)


def renewed(bench: Bench, signers: tuple[PrivateKey, ...], roots: list[PrivateKey]) -> Ask:
    """Let the catalogue be signed by new roots, whose document bears these signatures."""
    publisher, now = bench.practice.publisher, bench.session.ms() // 1000
    claims = {
        "iss": publisher.iss, "version": 1, "iat": now - 5,
        "roots": [root.public.jwk() for root in roots],
    }  # fmt: skip
    document = sign_together("catalogue-keys+jws", claims, signers)
    served = jws.peek(bench.practice.catalogue())[1]
    next_one = {
        **served,
        "version": served["version"] + 1,
        "prev": sha256(bench.practice.catalogue()),
    }
    token = jws.sign("catalogue+jwt", next_one, roots[0])

    def serve(request: Request) -> Exchange:
        body = document if request.address.endswith(".keys") else token.encode()
        return Exchange(Answer(200, {}, body), left=True)

    return serve


def test_new_roots_are_taken_when_one_that_is_pinned_signed_them(bench: Bench) -> None:
    """S07: afterwards what older versions bear is still read."""
    grant = bench.sign()
    old, new = bench.practice.publisher.roots[0], keys.new()
    (held,) = catalogues.update(bench.session, renewed(bench, (old, new), [new]))

    kids = [root["kid"] for root in catalogue_roots.roots(held.kept)]
    assert (kids[0], len(kids)) == (new.thumbprint, 3)
    assert catalogues.held(bench.session)[0].services
    pinned = catalogues.version(bench.session, held.kept, held.catalogue.version - 1)
    assert pinned is not None
    assert sharing.differences(bench.session, grant.uid) == ()


def test_new_roots_that_no_pinned_one_signed_are_refused(bench: Bench) -> None:
    """S07."""
    new = keys.new()
    with pytest.raises(SignatureInvalid):
        catalogues.update(bench.session, renewed(bench, (new,), [new]))
    assert catalogues.held(bench.session)[0].kept.problem == "SignatureInvalid"


def test_a_practice_service_is_known_by_its_name_at_whatever_port(bench: Bench) -> None:
    """The practice takes a free port each time it is started."""
    held, service = catalogues.find(bench.session, "http://127.0.0.1:1/pre-admission")
    assert service.id == bench.choice().service
    assert held.kept.kind == "practice"
    for nobody in ("http://127.0.0.1:1/nobody", "https://other.example/pre-admission"):
        with pytest.raises(NotFound):
            catalogues.find(bench.session, nobody)
