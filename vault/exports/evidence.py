"""The evidence file of one share: everything that was signed, and the proof of its order.

A zip that anybody can check without Carnet (`docs/evidence-file.md`). It holds no health data
unless the person asks for the exact content, and never a private key.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from vault.crypto import jws
from vault.crypto.base64url import b64, sha256
from vault.exports.evidence_proofs import Chain, proofs
from vault.exports.evidence_words import ENGLISH, FRENCH

FORMAT: Final = "carnet-evidence"
VERSION: Final = 1
_FIRST_YEAR: Final = 1980  # of a zip


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """What a service answered instead of a right receipt, as it came."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that was signed about one grant; statements compact, as they were signed or received.

    `created` in seconds since 1970 UTC; `trust` is a root key file; `catalogues` by version;
    `shares` and `receipts` by seq; `content` by seq holds the exact bundle and `items` its items as
    they stood in the envelope: both only when the person asks for them.
    """

    created: int
    grant: str = field(repr=False)
    notice: str = field(repr=False)
    trust: Mapping[str, Any]
    catalogues: Mapping[int, str] = field(repr=False)
    shares: Mapping[int, str] = field(default_factory=dict, repr=False)
    receipts: Mapping[int, str] = field(default_factory=dict, repr=False)
    wrong_answers: Sequence[WrongAnswer] = ()
    revocation: str | None = field(default=None, repr=False)
    revocation_receipt: str | None = field(default=None, repr=False)
    erasures: Sequence[str] = field(default=(), repr=False)
    rotations: Sequence[bytes] = field(default=(), repr=False)
    chain: Chain | None = None
    content: Mapping[int, bytes] = field(default_factory=dict, repr=False)
    items: Mapping[int, Sequence[Mapping[str, Any]]] = field(default_factory=dict, repr=False)


def written(evidence: Evidence) -> bytes:
    """Return the zip; the same evidence gives the same bytes."""
    files = dict(_files(evidence))
    if evidence.chain is not None:
        files |= proofs(evidence.chain, files)
    files["manifest.json"] = _manifest(evidence, files)
    packed = io.BytesIO()
    at = datetime.fromtimestamp(evidence.created, UTC)
    stamp = (max(at.year, _FIRST_YEAR), at.month, at.day, at.hour, at.minute, at.second)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, stamp), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _files(evidence: Evidence) -> Iterator[tuple[str, bytes]]:
    yield "LISEZMOI.txt", FRENCH.encode()
    yield "README.txt", ENGLISH.encode()
    yield "trust.json", _json(evidence.trust)
    for version, token in sorted(evidence.catalogues.items()):
        yield f"catalogue/{version}.jwt", token.encode()
    yield "grant.jwt", evidence.grant.encode()
    yield "notice.txt", evidence.notice.encode()
    for seq, token in sorted(evidence.shares.items()):
        yield f"shares/{seq}.jwt", token.encode()
    for seq, token in sorted(evidence.receipts.items()):
        yield f"receipts/{seq}.jwt", token.encode()
    yield from _stops(evidence)
    for number, answer in enumerate(evidence.wrong_answers, start=1):
        yield f"refusals/{number}.json", _json(_wrong(answer))
    for seq, bundle in sorted(evidence.content.items()):
        yield f"content/{seq}.json", bundle
    if evidence.content:
        items = {str(seq): evidence.items[seq] for seq in sorted(evidence.content)}
        yield "items.json", _json(items)


def _stops(evidence: Evidence) -> Iterator[tuple[str, bytes]]:
    if evidence.revocation is not None:
        yield "revocation.jwt", evidence.revocation.encode()
    if evidence.revocation_receipt is not None:
        yield "revocation-receipt.jwt", evidence.revocation_receipt.encode()
    for number, token in enumerate(evidence.erasures, start=1):
        yield f"erasure/{number}.jwt", token.encode()
    for number, document in enumerate(evidence.rotations, start=1):
        yield f"rotations/{number}.json", document


def _wrong(answer: WrongAnswer) -> dict[str, Any]:
    """Return an answer that was not right; a body that is no text as base64url."""
    told: dict[str, Any] = {"status": answer.status, "headers": dict(answer.headers)}
    try:
        return told | {"body": answer.body.decode()}
    except UnicodeDecodeError:
        return told | {"body": b64(answer.body), "encoding": "base64url"}


def _manifest(evidence: Evidence, files: Mapping[str, bytes]) -> bytes:
    listed = [
        {"path": name, "typ": _typ(name, data), "sha256": sha256(data)}
        for name, data in files.items()
    ]
    created = datetime.fromtimestamp(evidence.created, UTC).isoformat()
    grant = jws.peek(evidence.grant)[1]["jti"]
    head = {"format": FORMAT, "version": VERSION, "created": created, "grant": grant}
    return _json({**head, "files": listed})


def _typ(name: str, data: bytes) -> str:
    if name.endswith(".jwt"):
        return str(jws.peek(data.decode())[0]["typ"])
    if name.startswith("rotations/"):
        return "key-rotation+jws"
    if name.startswith("content/"):
        return "application/fhir+json"
    return "application/json" if name.endswith(".json") else "text/plain"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
