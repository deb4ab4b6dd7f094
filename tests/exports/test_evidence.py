"""S15: an evidence file is checked without a carnet, and every lie in it is found."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import FakeClock
from tests.sandbox.lives import SECOND, evidence
from tests.sandbox.person import BUNDLE, Person
from vault.crypto import jws, keys
from vault.crypto.base64url import b64, sha256
from vault.crypto.keys import PrivateKey
from vault.errors import FileTooLarge, FileUnreadable, FileUnsafe
from vault.exports import evidence_reading
from vault.exports.evidence import Evidence, written
from vault.exports.evidence_reading import EvidenceFiles
from vault.sandbox.practice import Practice
from vault.sync import stop_letter
from vault.usecases.verifying import Verdict, verify


@pytest.fixture
def person(clock: FakeClock) -> Person:
    return Person(Practice("http://127.0.0.1:1", clock), clock)


@pytest.fixture
def life(person: Person) -> Evidence:
    return evidence(person)


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def relisted(files: dict[str, bytes]) -> bytes:
    manifest = json.loads(files["manifest.json"])
    manifest["files"] = [
        {"path": name, "typ": "x", "sha256": sha256(data)}
        for name, data in files.items()
        if name != "manifest.json"
    ]
    return zipped({**files, "manifest.json": json.dumps(manifest).encode()})


def verdict(tmp_path: Path, data: bytes, root: dict[str, Any] | None = None) -> Verdict:
    file, root_file = tmp_path / "evidence.zip", tmp_path / "root.json"
    file.write_bytes(data)
    if root is not None:
        root_file.write_text(json.dumps(root))
    return verify(file, root_file if root is not None else None)


def failed(found: Verdict) -> list[tuple[str, str]]:
    return [(check.name, check.detail) for check in found.checks if not check.ok]


def test_a_whole_life_holds(tmp_path: Path, person: Person, life: Evidence) -> None:
    found = verdict(tmp_path, written(life), person.practice.publisher.root_file())
    assert failed(found) == []
    assert found.ok
    assert found.rooted
    assert {check.name for check in found.checks} == {
        "manifest", "no-private-key", "roots", "catalogue", "grant", "within-request", "notice",
        "rotation", "share", "numbers", "receipt", "refusal", "revocation", "revocation-receipt",
        "erasure", "ledger",
    }  # fmt: skip


def test_the_same_evidence_gives_the_same_bytes(life: Evidence) -> None:
    assert written(life) == written(life)


def test_no_health_data_unless_it_is_asked_for(life: Evidence) -> None:
    whole = b"".join(files_of(written(life)).values())
    assert b"valueQuantity" not in whole
    assert b64(BUNDLE)[:40].encode() not in whole


def test_the_exact_content_is_held_against_the_share(tmp_path: Path, person: Person) -> None:
    data = written(evidence(person, exact=True))
    files = files_of(data)
    assert (files["content/1.json"], files["content/2.json"]) == (BUNDLE, SECOND)
    assert failed(verdict(tmp_path, data)) == []
    changed = BUNDLE.replace(b"71.4", b"71.5")
    assert failed(verdict(tmp_path, relisted({**files, "content/1.json": changed}))) == [
        ("content", "another-item")
    ]
    fewer = json.loads(files["items.json"])
    fewer["1"][0]["salt"] = b64(bytes(16))
    lie = relisted({**files, "items.json": json.dumps(fewer).encode()})
    assert failed(verdict(tmp_path, lie)) == [("content", "another-item")]
    swapped = relisted({**files, "content/1.json": SECOND})
    assert [name for name, _why in failed(verdict(tmp_path, swapped))] == ["content"]


def test_keys_that_the_reader_does_not_know_are_refused(
    tmp_path: Path, person: Person, life: Evidence, clock: FakeClock
) -> None:
    other = Practice("http://127.0.0.1:1", clock).publisher.root_file()
    assert failed(verdict(tmp_path, written(life), other)) == [("roots", "another-root")]
    known = person.practice.publisher.root_file()
    renamed = {**known, "catalogue": "https://other.example.org"}
    assert failed(verdict(tmp_path, written(life), renamed)) == [("roots", "another-root")]
    assert not verdict(tmp_path, written(life)).rooted


Lie = Callable[[dict[str, bytes]], dict[str, bytes]]


def swap(one: str, other: str) -> Lie:
    return lambda files: {one: files[other], other: files[one]}


def put(name: str, data: bytes) -> Lie:
    return lambda _files: {name: data}


def told(name: str, change: Callable[[Any], object]) -> Lie:
    def lie(files: dict[str, bytes]) -> dict[str, bytes]:
        document = json.loads(files[name])
        change(document)
        return {name: json.dumps(document).encode()}

    return lie


def cut(name: str) -> Lie:
    return lambda files: {name: files[name][:-4] + b"AAAA"}


LIES: dict[str, tuple[Lie, set[tuple[str, str]]]] = {
    "notice": (put("notice.txt", b"other words"), {("notice", "another-text")}),
    "grant signature": (cut("grant.jwt"), {("grant", "bad-signature")}),
    "grant is a share": (swap("grant.jwt", "shares/1.jwt"), {("grant", "bad-signature")}),
    "share under another number": (
        swap("shares/1.jwt", "shares/2.jwt"),
        {("numbers", "another-number"), ("receipt", "wrong-audience"),
         ("ledger", "not-in-the-ledger")},
    ),
    "receipt of another share": (
        swap("receipts/1.jwt", "receipts/2.jwt"),
        {("receipt", "wrong-audience"), ("ledger", "not-in-the-ledger")},
    ),
    "a share for a receipt": (
        lambda files: {"receipts/1.jwt": files["shares/1.jwt"]},
        {("receipt", "bad-typ"), ("ledger", "not-in-the-ledger")},
    ),
    "a receipt without its share": (
        lambda files: {"receipts/9.jwt": files["receipts/1.jwt"]}, {("receipt", "no-share")},
    ),
    "revocation signature": (
        cut("revocation.jwt"),
        {("revocation", "bad-signature"), ("revocation-receipt", "wrong-revocation"),
         ("ledger", "not-in-the-ledger")},
    ),
    "an answer for a request": (
        lambda files: {"erasure/1.jwt": files["erasure/2.jwt"]},
        {("erasure", "another-request"), ("ledger", "not-in-the-ledger")},
    ),
    "rotation signature": (
        told("rotations/1.json", lambda told: told.update(more=1)),
        {("rotation", "bad-statement"), ("share", "bad-signature"), ("receipt", "no-share"),
         ("revocation", "bad-signature"), ("erasure", "bad-signature"),
         ("ledger", "not-in-the-ledger"), ("erasure", "another-request")},
    ),
    "refusal without status": (put("refusals/1.json", b"{}"), {("refusal", "unreadable")}),
    "refusal with a text": (
        put("refusals/1.json", b'{"status": "201"}'), {("refusal", "no-status")},
    ),
    "a private key": (
        told("trust.json", lambda told: told["roots"][0].update(d="AAAA")),
        {("no-private-key", "private-key"), ("roots", "unreadable")},
    ),
    "a private key in words": (
        put("refusals/1.json", b'{"status": 1, "body": "-----BEGIN PRIVATE KEY-----"}'),
        {("no-private-key", "private-key")},
    ),
    "no root": (told("trust.json", lambda told: told["roots"].clear()), {("roots", "no-root")}),
    "a proof changed": (
        told("proofs.json", lambda told: told["inclusion"][0].update(index=1)),
        {("ledger", "not-in-the-ledger")},
    ),
    "a head that was not extended": (
        told("proofs.json", lambda told: told["consistency"][0]["proof"].clear()),
        {("ledger", "not-extended")},
    ),
    "a head without consistency": (
        told("proofs.json", lambda told: told["consistency"].pop()), {("ledger", "unreadable")},
    ),
    "an opening changed": (
        told("proofs.json", lambda told: told["openings"][0].update(size=2)),
        {("ledger", "does-not-open")},
    ),
    "a head of another key": (
        lambda files: {"heads/1.jwt": files["grant.jwt"]}, {("ledger", "bad-typ")},
    ),
    "not ASCII": (put("shares/1.jwt", "é.é.é".encode()), {
        ("no-private-key", "unreadable"), ("share", "unreadable"), ("receipt", "no-share"),
        ("ledger", "not-in-the-ledger"),
    }),
}  # fmt: skip


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_found_by_name(tmp_path: Path, life: Evidence, name: str) -> None:
    files = files_of(written(life))
    lie, expected = LIES[name]
    found = verdict(tmp_path, relisted({**files, **lie(files)}))
    assert set(failed(found)) == expected


def test_a_file_that_is_not_the_listed_one_is_found(tmp_path: Path, life: Evidence) -> None:
    files = files_of(written(life))
    other = zipped({**files, "README.txt": b"other"})
    assert failed(verdict(tmp_path, other)) == [("manifest", "another-hash")]
    more = zipped({**files, "more.txt": b"other"})
    assert failed(verdict(tmp_path, more)) == [("manifest", "not-all-listed")]
    manifest = json.loads(files["manifest.json"]) | {"version": 2}
    newer = zipped({**files, "manifest.json": json.dumps(manifest).encode()})
    assert failed(verdict(tmp_path, newer)) == [("manifest", "another-format")]


def test_a_catalogue_that_is_not_the_pinned_one_holds_no_grant(
    tmp_path: Path, person: Person, life: Evidence
) -> None:
    ((version, token),) = life.catalogues.items()
    lacking = replace(life, catalogues={})
    assert failed(verdict(tmp_path, written(lacking))) == [("grant", "catalogue-not-here")]
    renamed = replace(life, catalogues={version + 1: token})
    assert ("catalogue", "another-number") in failed(verdict(tmp_path, written(renamed)))


def test_what_is_no_evidence_file_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        verdict(tmp_path, b"PK no zip")
    with pytest.raises(FileUnreadable):
        verify(tmp_path / "missing.zip", None)
    with pytest.raises(FileUnsafe):
        evidence_reading.read(zipped({"../x.json": b"{}"}))
    assert failed(verdict(tmp_path, zipped({}))) == [
        ("manifest", "unreadable"),
        ("roots", "unreadable"),
    ]


def test_a_member_that_stands_twice_is_not_read() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("grant.jwt", b"a")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("grant.jwt", b"b")
    with pytest.raises(FileUnsafe):
        evidence_reading.read(packed.getvalue())


def test_bounds_hold() -> None:
    assert isinstance(evidence_reading.read(zipped({"a.txt": b"x"}), most=200), EvidenceFiles)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(100_000))
    with pytest.raises(FileTooLarge):
        evidence_reading.read(packed.getvalue(), most=10_000)
    with pytest.raises(FileTooLarge):
        evidence_reading.read(bytes(20), most=10)


def resigned(person: Person, name: str, **change: Any) -> dict[str, bytes]:
    """Return the files with a statement of the person's that says something else, really signed."""
    key = person.key
    files = files_of(written(evidence(person)))
    header, claims = jws.peek(files[name].decode())
    return {**files, name: jws.sign(header["typ"], {**claims, **change}, key).encode()}


@pytest.mark.parametrize(
    ("name", "change", "found"),
    [
        ("grant.jwt", {"exp": 1_900_000_000}, ("grant", "no-end")),
        ("grant.jwt", {"iat": 1_797_431_600, "nbf": 1}, ("grant", "stale-catalogue")),
        ("grant.jwt", {"aud": "http://127.0.0.1:1/weather"}, ("grant", "unknown-service")),
        ("grant.jwt", {"content": {}}, ("grant", "bad-statement")),
        ("grant.jwt", {"exp": 1_795_431_600 + 91 * 86400}, ("within-request", "exceeds-duration")),
        ("shares/1.jwt", {"exp": 1_795_431_600 + 601}, ("share", "lived-too-long")),
        ("shares/1.jwt", {"grant": {"jti": "x", "sha256": "y"}}, ("share", "another-grant")),
        ("shares/1.jwt", {"ledger": {"commit": 1}}, ("share", "no-commitment")),
        ("shares/1.jwt", {"ledger": {}}, ("share", "unreadable")),
        ("shares/1.jwt", {"iss": "urn:x"}, ("share", "bad-signature")),
    ],
    ids=lambda one: one if isinstance(one, str) else "-".join(one),
)  # fmt: skip
def test_a_statement_that_says_too_much_is_found_though_it_is_signed(
    tmp_path: Path, person: Person, name: str, change: dict[str, Any], found: tuple[str, str]
) -> None:
    files = resigned(person, name, **change)
    assert found in failed(verdict(tmp_path, relisted(files)))


def test_a_one_off_share_of_other_bytes_is_found(tmp_path: Path, person: Person) -> None:
    grant = person.grant()
    share, _envelope = person.sealed(grant)
    other = {**jws.peek(share)[1], "content": {**jws.peek(share)[1]["content"], "count": 9}}
    token = jws.sign("share+jwt", other, person.key)
    learned = person.learned()
    told = Evidence(
        created=person.now, grant=grant, notice=person.shown, shares={1: token},
        trust=person.practice.publisher.root_file(),
        catalogues={learned.version: learned.statement.token},
    )  # fmt: skip
    assert failed(verdict(tmp_path, written(told))) == [("share", "another-content")]


def test_a_service_that_was_not_online_is_found(tmp_path: Path, person: Person) -> None:
    person.practice.faults.set("suspended")
    grant, learned = person.grant(), person.learned()
    told = Evidence(
        created=person.now, grant=grant, notice=person.shown,
        trust=person.practice.publisher.root_file(),
        catalogues={learned.version: learned.statement.token},
    )  # fmt: skip
    assert failed(verdict(tmp_path, written(told))) == [("within-request", "service-not-available")]


def rotated(by: PrivateKey, new: PrivateKey, old: str, service: str) -> bytes:
    change = stop_letter.Rotation(service, old, by, new, "lost")
    return stop_letter.rotation(change, str(uuid4()), 1_795_431_600)


def test_a_change_of_key_by_somebody_else_is_found(tmp_path: Path, person: Person) -> None:
    first, stranger, service = person.key, keys.new(), person.desk.id
    life = evidence(person)

    def found(document: bytes) -> list[str]:
        lie = replace(life, rotations=[document])
        told = failed(verdict(tmp_path, written(lie)))
        return [why for name, why in told if name == "rotation"]

    assert found(rotated(person.recovery, keys.new(), first.thumbprint, service)) == []
    assert found(rotated(stranger, keys.new(), first.thumbprint, service)) == [
        "another-recovery-key"
    ]
    assert found(rotated(first, keys.new(), stranger.thumbprint, service)) != []
    turned = json.loads(rotated(first, keys.new(), first.thumbprint, service))
    turned["signatures"].reverse()
    assert found(json.dumps(turned).encode()) == ["a-signature-lacks"]
