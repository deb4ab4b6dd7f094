"""The evidence of a share: whole, checked by what needs no carnet, without health data."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.usecases.practice_bench import Bench, ask
from vault.errors import NotFound, NotWritable, PassphraseNeeded
from vault.usecases import proving, sharing, stopping
from vault.usecases.verifying import verify


def files(place: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(place.read_bytes())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_whole_life_of_a_share_is_in_it_and_holds(bench: Bench, tmp_path: Path) -> None:
    grant = bench.sign()
    bench.practice.faults.set("wrong-receipt", times=2)
    for _ in range(3):
        sharing.send(bench.session, ask, grant.uid)
    stopping.stop(bench.session, grant.uid, erase=True)
    sharing.send(bench.session, ask, grant.uid)
    proved = proving.evidence(bench.session, grant.uid, tmp_path / "evidence.zip")

    verdict = verify(proved.place, tmp_path / "root.json")
    assert [check for check in verdict.checks if not check.ok] == []
    found = files(proved.place)
    assert {"grant.jwt", "shares/1.jwt", "receipts/1.jwt", "refusals/2.json", "revocation.jwt",
            "revocation-receipt.jwt", "notice.txt", "proofs.json"} <= found.keys()  # fmt: skip
    assert b"valueQuantity" not in b"".join(found.values())
    proofs = json.loads(found["proofs.json"])
    named = {one["file"] for one in proofs["inclusion"]}
    assert {"grant.jwt", "shares/1.jwt", "receipts/1.jwt", "revocation.jwt"} <= named
    assert len(proofs["openings"]) == 1
    assert bench.lines()[-1] == "exported"


def test_a_share_that_was_made_afresh_stands_once(bench: Bench, tmp_path: Path) -> None:
    grant = bench.sign()
    bench.practice.faults.set("new-key")
    sharing.send(bench.session, ask, grant.uid)
    proved = proving.evidence(bench.session, grant.uid, tmp_path / "evidence.zip")

    assert verify(proved.place, tmp_path / "root.json").ok
    assert len([name for name in files(proved.place) if name.startswith("shares/")]) == 1
    assert len([name for name in files(proved.place) if name.startswith("catalogue/")]) == 2


def test_the_exact_content_is_joined_only_when_asked_for_with_the_passphrase(
    bench: Bench, tmp_path: Path
) -> None:
    shown = bench.preview()
    grant = bench.sign()
    sharing.send(bench.session, ask, grant.uid)
    proved = proving.evidence(bench.session, grant.uid, tmp_path / "e.zip", content=True)

    assert files(proved.place)["content/1.json"] == shown.body
    assert verify(proved.place, tmp_path / "root.json").ok
    keyring = replace(bench.session, by_passphrase=False)
    with pytest.raises(PassphraseNeeded):
        proving.evidence(keyring, grant.uid, tmp_path / "e.zip", content=True)


def test_a_grant_that_was_only_signed_has_evidence_too(bench: Bench, tmp_path: Path) -> None:
    grant = bench.sign()
    proved = proving.evidence(bench.session, grant.uid, tmp_path / "e.zip")
    assert verify(proved.place, tmp_path / "root.json").ok


def test_erasure_is_in_it(bench: Bench, tmp_path: Path) -> None:
    grant = bench.sign()
    sharing.send(bench.session, ask, grant.uid)
    for erase in (False, True):
        stopping.stop(bench.session, grant.uid, erase=erase)
        sharing.send(bench.session, ask, grant.uid)
    proved = proving.evidence(bench.session, grant.uid, tmp_path / "e.zip")

    assert verify(proved.place, tmp_path / "root.json").ok
    assert len([name for name in files(proved.place) if name.startswith("erasure/")]) == 2


def test_what_is_not_there_or_cannot_be_written_is_named(bench: Bench, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        proving.evidence(bench.session, "nobody", tmp_path / "e.zip")
    grant = bench.sign()
    before = bench.lines()
    with pytest.raises(NotWritable):
        proving.evidence(bench.session, grant.uid, tmp_path / "absent/e.zip")
    assert bench.lines() == before
