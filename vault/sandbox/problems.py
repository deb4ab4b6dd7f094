"""What a service answers when it refuses: the problems of the sharing protocol (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from vault.errors import SignatureInvalid

PREFIX: Final = "urn:carnet:problem:"
STATUS: Final[Mapping[str, int]] = {
    "stale-catalogue": 409, "unknown-service": 404, "service-not-available": 409,
    "grant-expired": 403, "grant-revoked": 403, "unknown-grant": 404, "scope-exceeded": 403,
    "bad-signature": 400, "bad-typ": 400, "wrong-audience": 400, "bad-statement": 400,
    "bad-envelope": 400, "statement-expired": 400, "not-yet-valid": 400,
    "unsupported-version": 400, "unsupported-claim": 400, "unknown-enc-key": 422, "replay": 409,
    "hash-mismatch": 422, "fhir-invalid": 422, "too-large": 413, "try-later": 503,
    "refused-revocation": 403,
}  # fmt: skip


class Problem(Exception):
    """A refusal by its name; never with health data."""

    def __init__(self, name: str, **more: Any) -> None:
        super().__init__(name)
        self.name, self.more = name, more

    @property
    def status(self) -> int:
        """Return the HTTP status that goes with it."""
        return STATUS[self.name]

    def document(self) -> dict[str, Any]:
        """Return the body of `application/problem+json`."""
        title = self.name.replace("-", " ")
        return {"type": PREFIX + self.name, "title": title, "status": self.status, **self.more}


def named(refusal: SignatureInvalid) -> Problem:
    """Return the problem for a statement that breaks a rule."""
    return Problem(refusal.problem)
