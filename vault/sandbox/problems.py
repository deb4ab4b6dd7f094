"""What a service answers when it refuses: the problems of the sharing protocol (RFC 9457)."""

from __future__ import annotations

from typing import Any, Final

from vault.errors import SignatureInvalid
from vault.record.problems import STATUSES

PREFIX: Final = "urn:carnet:problem:"


class Problem(Exception):
    """A refusal by its name; never with health data."""

    def __init__(self, name: str, **more: Any) -> None:
        super().__init__(name)
        self.name, self.more = name, more

    @property
    def status(self) -> int:
        """Return the HTTP status that goes with it."""
        return STATUSES[self.name]

    def document(self) -> dict[str, Any]:
        """Return the body of `application/problem+json`."""
        title = self.name.replace("-", " ")
        return {"type": PREFIX + self.name, "title": title, "status": self.status, **self.more}


def named(refusal: SignatureInvalid) -> Problem:
    """Return the problem for a statement that breaks a rule."""
    return Problem(refusal.problem)
