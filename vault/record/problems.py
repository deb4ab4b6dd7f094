"""The refusals of the sharing protocol by name, with the HTTP status that goes with each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

STATUSES: Final[Mapping[str, int]] = {
    "stale-catalogue": 409, "unknown-service": 404, "service-not-available": 409,
    "grant-expired": 403, "grant-revoked": 403, "unknown-grant": 404, "scope-exceeded": 403,
    "bad-signature": 400, "bad-typ": 400, "wrong-audience": 400, "bad-statement": 400,
    "bad-envelope": 400, "statement-expired": 400, "not-yet-valid": 400,
    "unsupported-version": 400, "unsupported-claim": 400, "unknown-enc-key": 422, "replay": 409,
    "hash-mismatch": 422, "fhir-invalid": 422, "too-large": 413, "try-later": 503,
    "refused-revocation": 403,
}  # fmt: skip
