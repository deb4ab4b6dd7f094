"""Documents before a stay in hospital: chosen one by one, their bytes in what leaves."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode
from typing import Any
from uuid import uuid4

import pytest

from tests.usecases.practice_bench import Bench, ask
from vault.crypto.base64url import unb64
from vault.errors import ServiceRefused, WrongUse
from vault.record.facts import Document, Fact
from vault.record.moments import TimeQuality
from vault.record.provenance import Batch, Source
from vault.usecases import documents, sharing
from vault.usecases.documents import Saved
from vault.usecases.previewing import Preview

KINDS = ("CPT_REND", "BIOLOGIE")


def file(
    bench: Bench, title: str, body: bytes, category: str = "CPT_REND", secret: str | None = None
) -> str:
    """Put a document of yesterday into the record; return its uid."""
    session, at = bench.session, bench.session.ms() - 86_400_000
    digest = hashlib.sha256(body).digest()
    resource = {
        "resourceType": "DocumentReference", "status": "current", "date": "2026-11-22T09:00:00Z",
        "description": "canary-description",
        "content": [{"attachment": {"contentType": "application/pdf", "title": title}}],
    }  # fmt: skip
    fact = Fact(
        "document", title, resource, Source(), "professional", digest[:16], digest, start_ms=at,
        time_quality=TimeQuality.EXACT_OFFSET,
        document=Document(body, "application/pdf", category, confidentiality=secret),
    )  # fmt: skip
    row = session.vault.people.row_id(bench.person.uid)
    with session.database.transaction():
        batch = session.vault.batches.open(
            Batch(str(uuid4()), "import", "fhir", "1"), row, session.ms()
        )
        session.vault.facts.keep(batch, row, [fact], session.ms(), "command")
        session.vault.batches.finish(batch, {}, session.ms())
    found = {one.title: one.uid for one in documents.listing(session, bench.person)}
    return found[title]


def attachments(body: bytes) -> dict[str, dict[str, Any]]:
    made = [one["resource"]["content"][0]["attachment"] for one in json.loads(body)["entry"]]
    return {one["title"]: one for one in made}


def shown(bench: Bench, **more: Any) -> Preview:
    return bench.preview(only=KINDS, **more)


def test_a_document_leaves_whole_and_arrives_byte_for_byte(bench: Bench) -> None:
    """S04, S08: under our category, with its bytes, their hash and their size; no description."""
    body = b"%PDF-1.7 \x00\xff letter" * 400
    file(bench, "Letter", body)
    file(bench, "Vaccines", b"another kind", "CAR_VAC")
    preview = shown(bench)
    (attachment,) = attachments(preview.body).values()
    assert b64decode(attachment["data"]) == body
    assert attachment["size"] == len(body)
    assert b"canary-description" not in preview.body

    grant = bench.sign(only=KINDS)
    (done,) = sharing.send(bench.session, ask, grant.uid)
    assert done.error is None
    assert unb64(bench.received()[0]["bundle"]) == preview.body


def test_confidential_documents_stay_unless_they_are_chosen_one_by_one(bench: Bench) -> None:
    """S04: what is not ticked does not leave, in base64 neither."""
    secret, plain = file(bench, "Secret", b"zq-secret", secret="R"), file(bench, "Plain", b"zq-p")
    file(bench, "Blood", b"zq-blood", "BIOLOGIE")
    assert set(attachments(shown(bench).body)) == {"Plain", "Blood"}
    assert set(attachments(shown(bench, documents=(secret,)).body)) == {"Secret"}
    assert set(attachments(shown(bench, unticked=(plain,)).body)) == {"Blood"}
    preview = shown(bench, documents=(secret, plain))
    found = attachments(preview.body)
    assert {b64decode(one["data"]) for one in found.values()} == {b"zq-secret", b"zq-p"}
    assert preview.kinds == {"CPT_REND": 2, "BIOLOGIE": 0}
    with pytest.raises(WrongUse):
        shown(bench, documents=("nobody",))


def test_a_document_goes_once_under_a_standing_share(bench: Bench) -> None:
    file(bench, "Letter", b"one")
    grant = bench.sign(only=KINDS, mode="standing")
    sharing.send(bench.session, ask, grant.uid)
    assert sharing.send(bench.session, ask, grant.uid) == ()
    file(bench, "Second letter", b"two")
    sharing.send(bench.session, ask, grant.uid)
    bodies = [unb64(one["bundle"]) for one in bench.received()]
    assert [set(attachments(one)) for one in bodies] == [{"Letter"}, {"Second letter"}]


def test_more_than_a_service_can_take_is_refused_before_it_is_shown(bench: Bench) -> None:
    file(bench, "Scan", bytes(9 * 2**20 + 3))
    with pytest.raises(ServiceRefused) as told:
        shown(bench)
    assert told.value.problem == "too-large"


def test_documents_are_listed_and_saved_byte_for_byte(bench: Bench, tmp_path: Any) -> None:
    body = b"%PDF \x00"
    uid = file(bench, "Letter", body)
    (one,) = documents.listing(bench.session, bench.person)
    digest = hashlib.sha256(body).hexdigest()
    assert (one.title, one.category, one.media) == ("Letter", "CPT_REND", "application/pdf")
    assert (one.bytes, one.sha256) == (len(body), digest)
    assert documents.save(bench.session, uid, tmp_path / "letter.pdf") == Saved(len(body), digest)
    assert (tmp_path / "letter.pdf").read_bytes() == body
    assert bench.lines()[-1] == "exported"
