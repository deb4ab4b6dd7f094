"""S07: a catalogue against its roots and against what was seen before, row by row."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vault.crypto import joint, jws, keys
from vault.crypto.base64url import sha256
from vault.crypto.keys import PrivateKey
from vault.errors import (
    CatalogueForked,
    CatalogueRolledBack,
    CatalogueStale,
    FileUnreadable,
    SignatureInvalid,
)
from vault.record.consent import DAY
from vault.sync import catalogue
from vault.sync.catalogue import Seen, Trust

NOW = 1_795_428_000
ISS = "https://catalogue.example.org"
ROOT, SPARE, STRANGER = keys.new(), keys.new(), keys.new()
TRUST = Trust(ISS, (ROOT.public, SPARE.public))


def signed(key: PrivateKey = ROOT, **change: Any) -> str:
    told = {
        "iss": ISS, "iat": NOW, "exp": NOW + 7 * DAY, "version": 42, "prev": "before",
        "services": [], **change,
    }  # fmt: skip
    return jws.sign("catalogue+jwt", {k: v for k, v in told.items() if v is not ...}, key)


SEEN = Seen(42, sha256(signed()), NOW)


def test_either_root_signs_and_nobody_else() -> None:
    for key in (ROOT, SPARE):
        found = catalogue.verify(signed(key), TRUST, None, NOW)
        assert (found.version, found.iss, found.previous) == (42, ISS, "before")
        assert found.pinned.claims() == {"iss": ISS, "version": 42, "sha256": found.sha256}
        assert found.seen == Seen(42, found.sha256, NOW)
    with pytest.raises(SignatureInvalid):
        catalogue.verify(signed(STRANGER), TRUST, None, NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://other.example.org"}, {"version": ...}, {"version": "42"}, {"version": 0},
        {"version": True}, {"exp": ...}, {"exp": NOW}, {"exp": NOW + 14 * DAY + 1}, {"exp": "x"},
        {"services": ...}, {"services": {}}, {"services": ["x"]}, {"iat": NOW + 61},
    ],
    ids="-".join,
)  # fmt: skip
def test_what_is_no_catalogue_of_ours_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(SignatureInvalid):
        catalogue.verify(signed(**change), TRUST, None, NOW)


def test_an_older_version_is_refused() -> None:
    with pytest.raises(CatalogueRolledBack):
        catalogue.verify(signed(version=41), TRUST, SEEN, NOW)
    with pytest.raises(CatalogueRolledBack):
        catalogue.verify(signed(version=43, iat=NOW - 1, prev=SEEN.sha256), TRUST, SEEN, NOW)


def test_one_number_has_one_content() -> None:
    token = signed()
    seen = Seen(42, sha256(token), NOW)
    assert catalogue.verify(token, TRUST, seen, NOW).seen == seen
    with pytest.raises(CatalogueForked):
        catalogue.verify(signed(prev="other"), TRUST, seen, NOW)


def test_the_next_version_continues_the_one_before() -> None:
    assert catalogue.verify(signed(version=43, prev=SEEN.sha256), TRUST, SEEN, NOW).version == 43
    with pytest.raises(CatalogueForked):
        catalogue.verify(signed(version=43, prev="other"), TRUST, SEEN, NOW)
    with pytest.raises(CatalogueForked):
        catalogue.verify(signed(version=43, prev=...), TRUST, SEEN, NOW)


def test_versions_may_be_skipped() -> None:
    assert catalogue.verify(signed(version=50, prev="unknown"), TRUST, SEEN, NOW).version == 50


def test_an_expired_one_is_named_stale_and_can_still_be_read() -> None:
    token = signed(iat=NOW - 8 * DAY, exp=NOW - DAY)
    with pytest.raises(CatalogueStale) as caught:
        catalogue.verify(token, TRUST, None, NOW)
    assert caught.value.date == "2026-11-15"
    held = catalogue.read_held(token, TRUST)
    held.check_fresh(NOW - DAY + 60)
    with pytest.raises(CatalogueStale):
        held.check_fresh(NOW - DAY + 61)


def test_rolled_back_is_said_before_stale() -> None:
    token = signed(version=41, iat=NOW - 8 * DAY, exp=NOW - DAY)
    with pytest.raises(CatalogueRolledBack):
        catalogue.verify(token, TRUST, SEEN, NOW)


def test_an_entry_that_lacks_something_is_listed_and_cannot_be_used() -> None:
    found = catalogue.verify(
        signed(services=[{"id": "https://a.example.org"}, {}]), TRUST, None, NOW
    )
    first, second = found.services
    assert (found.service("https://a.example.org"), found.service("x")) == (first, None)
    assert not first.usable
    assert set(first.missing) < set(second.missing)


def root_file(**change: Any) -> bytes:
    told = {"catalogue": ISS, "roots": [ROOT.public.jwk(), SPARE.public.jwk()], **change}
    return json.dumps({k: v for k, v in told.items() if v is not ...}).encode()


def test_a_root_file_names_a_catalogue_and_its_keys() -> None:
    assert catalogue.read_root_file(root_file()) == TRUST
    assert catalogue.read_root_file(root_file(), "practice").kind == "practice"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"{}", b"x" * 70_000, root_file(roots=[]), root_file(roots={}),
        root_file(catalogue=...), root_file(catalogue=1), root_file(catalogue=""),
        root_file(roots=[{**ROOT.public.jwk(), "d": "AAAA"}]), root_file(roots=["x"]),
    ],
    ids=["empty", "array", "nothing", "long", "no-key", "keys", "no-name", "number", "blank",
         "private", "text"],
)  # fmt: skip
def test_what_is_no_root_file_is_said(data: bytes) -> None:
    with pytest.raises(FileUnreadable):
        catalogue.read_root_file(data)


def test_practice_is_on_this_computer() -> None:
    assert catalogue.kind_of("http://127.0.0.1:8000/catalogue.jwt") == "practice"
    assert catalogue.kind_of("https://catalogue.example.org/catalogue.jwt") == "added"


def rotated(*signers: PrivateKey, roots: list[PrivateKey] | None = None, **change: Any) -> bytes:
    listed = [key.public.jwk() for key in roots or [NEW]]
    claims = {"iss": ISS, "version": 1, "iat": NOW, "roots": listed, **change}
    return joint.sign_together("catalogue-keys+jws", claims, signers)


NEW = keys.new()


def test_new_roots_are_signed_by_a_pinned_one_and_by_each_new_one() -> None:
    trust, version = catalogue.verify_roots(rotated(ROOT, NEW), TRUST, 0, NOW)
    assert (trust.roots, trust.iss, version) == ((NEW.public,), ISS, 1)
    kept, _version = catalogue.verify_roots(rotated(ROOT, NEW, roots=[ROOT, NEW]), TRUST, 0, NOW)
    assert set(kept.roots) == {ROOT.public, NEW.public}
    assert catalogue.verify(signed(NEW), trust, None, NOW).version == 42
    with pytest.raises(SignatureInvalid):
        catalogue.verify(signed(ROOT), trust, None, NOW)


@pytest.mark.parametrize(
    "document",
    [
        rotated(ROOT), rotated(NEW), rotated(STRANGER, NEW), rotated(ROOT, NEW, roots=[NEW, SPARE]),
        rotated(ROOT, NEW, iss="https://other.example.org"), rotated(ROOT, NEW, version=0),
        rotated(ROOT, NEW, version="1"), rotated(ROOT, NEW, roots=[], iat=NOW + 61),
        joint.sign_together("catalogue-keys+jws", {"iss": ISS, "version": 1, "iat": NOW}, (ROOT,)),
        joint.sign_together(
            "catalogue-keys+jws", {"iss": ISS, "version": 1, "iat": NOW, "roots": ["x"]}, (ROOT,)
        ),
        joint.sign_together(
            "key-rotation+jws", {"iss": ISS, "version": 1, "iat": NOW, "roots": []}, (ROOT,)
        ),
        b"{}",
    ],
    ids=["new-lacks", "pinned-lacks", "stranger", "one-lacks", "other-catalogue", "not-grown",
         "text-version", "future", "no-roots", "no-key", "other-kind", "nothing"],
)  # fmt: skip
def test_other_new_roots_are_refused(document: bytes) -> None:
    with pytest.raises(SignatureInvalid):
        catalogue.verify_roots(document, TRUST, 0, NOW)


def test_all_roots_lost_cannot_be_mended() -> None:
    lost = Trust(ISS, (STRANGER.public,))
    with pytest.raises(SignatureInvalid):
        catalogue.verify_roots(rotated(ROOT, NEW), lost, 0, NOW)


def test_an_older_set_of_roots_is_not_taken_again() -> None:
    with pytest.raises(SignatureInvalid):
        catalogue.verify_roots(rotated(ROOT, NEW), TRUST, 1, NOW)
