"""The ledger of consent in words: kinds of statements, who signs them, signed heads.

A ledger belongs to one person on one computer: every statement signed, sent or received, in order,
and never removed. `crypto.trees` hashes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

Signer = Literal["root", "person", "service", "caregiver", "identity", "both"]
Direction = Literal["out", "in", "local"]

CATALOGUE: Final = "catalogue+jwt"
CATALOGUE_KEYS: Final = "catalogue-keys+jws"
GRANT: Final = "consent-grant+jwt"
SHARE: Final = "share+jwt"
SHARE_RECEIPT: Final = "share-receipt+jwt"
REVOCATION: Final = "consent-revocation+jwt"
REVOCATION_RECEIPT: Final = "revocation-receipt+jwt"
ERASURE: Final = "erasure-request+jwt"
ERASURE_RECEIPT: Final = "erasure-receipt+jwt"
ACT_PROOF: Final = "act-proof+jwt"
STATUS_QUERY: Final = "status-query+jwt"
STATUS: Final = "grant-status+jwt"
ROTATION: Final = "key-rotation+jws"
HEAD: Final = "ledger-head+jwt"
LOCAL_EVENT: Final = "local-event+jwt"
RECOVERY_RUN: Final = "recovery-run+jwt"
PORTABILITY_TEST: Final = "portability-test+jwt"
LINK: Final = "link+jwt"

# every kind of statement and whose signature it bears
KINDS: Final[Mapping[str, Signer]] = {
    CATALOGUE: "root", CATALOGUE_KEYS: "root", GRANT: "person", SHARE: "person",
    SHARE_RECEIPT: "service", REVOCATION: "person", REVOCATION_RECEIPT: "service",
    ERASURE: "person", ERASURE_RECEIPT: "service", ACT_PROOF: "caregiver",
    STATUS_QUERY: "person", STATUS: "service", ROTATION: "both", HEAD: "identity",
    LOCAL_EVENT: "identity", RECOVERY_RUN: "identity", PORTABILITY_TEST: "identity",
    LINK: "identity",
}  # fmt: skip
_WAYS: Final[Mapping[Signer, Direction]] = {
    "root": "in", "service": "in", "person": "out", "caregiver": "out", "both": "out",
    "identity": "local",
}  # fmt: skip


def direction(kind: str) -> Direction:
    """Return how a leaf of this kind came to be; KeyError for a kind that is none."""
    return _WAYS[KINDS[kind]]


@dataclass(frozen=True, slots=True)
class Head:
    """A signed state of a ledger: `root` over its first `size` leaves, at seconds since 1970 UTC.

    `previous` is the hash (base64url) of the head before, "" for the first.
    """

    ledger: str
    size: int
    root: bytes
    at: int
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a commitment that a service echoed: the salt, and the state it hid."""

    salt: bytes = field(repr=False)
    size: int
    root: bytes
