"""The share: one sending under a grant, its items, its statement and its envelope."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from vault.crypto import jwe, jws, trees
from vault.crypto.base64url import b64, sha256
from vault.crypto.keys import PrivateKey, PublicKey
from vault.crypto.strict_json import written
from vault.record.ledger import SHARE
from vault.sync.slices import resources

LIVES: Final = 600  # seconds: a share is made at the moment of sending
MEDIA: Final = "application/fhir+json"


@dataclass(frozen=True, slots=True)
class SharedItem:
    """One resource as it lies in the bundle: `size` bytes from `at` on.

    `digest` = SHA-256 of salt and slice: with salt and path the person can show later that this
    item was in a share, without showing the rest.
    """

    ref: str  # Type/id
    at: int
    size: int
    salt: bytes = field(repr=False)
    digest: bytes

    def claims(self) -> dict[str, Any]:
        """Return the item as it stands in the envelope."""
        return {
            "ref": self.ref,
            "at": self.at,
            "bytes": self.size,
            "salt": b64(self.salt),
            "digest": b64(self.digest),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareDraft:
    """All that a share will say; `at` in seconds since 1970 UTC.

    `grant` is the compact grant, `commit` hides the head of the ledger (`trees.commitment`);
    `supersedes` is the jti of a share of the same `seq` that never arrived.
    """

    jti: str  # UUIDv4
    at: int
    seq: int  # 1, 2, 3 ... a grant
    grant: str = field(repr=False)
    bundle: bytes = field(repr=False)
    items: tuple[SharedItem, ...]
    commit: bytes
    supersedes: str | None = None


def items(bundle: bytes, salt: Callable[[int], bytes]) -> tuple[SharedItem, ...]:
    """Return every resource of a bundle as a slice of its bytes, salted.

    `salt(16)` gives fresh random bytes (`secrets.token_bytes`). Raises ValueError when the bytes
    are no Bundle.
    """
    return tuple(_item(bundle, ref, at, end, salt) for ref, at, end in resources(bundle))


def _item(bundle: bytes, ref: str, at: int, end: int, salt: Callable[[int], bytes]) -> SharedItem:
    fresh = salt(16)
    digest = hashlib.sha256(fresh + bundle[at:end]).digest()
    return SharedItem(ref, at, end - at, fresh, digest)


def content(bundle: bytes, shared: Sequence[SharedItem]) -> dict[str, Any]:
    """Return the member `content` of a share: hash, length, count and root over the items."""
    return {
        "type": MEDIA,
        "sha256": sha256(bundle),
        "bytes": len(bundle),
        "count": len(shared),
        "root": b64(trees.root([item.digest for item in shared])),
    }


def sign(share: ShareDraft, key: PrivateKey) -> str:
    """Sign a share with the key of its grant, or the one that took its place."""
    grant = jws.peek(share.grant)[1]
    claims = {
        "iss": key.person,
        "aud": grant["aud"],
        "jti": share.jti,
        "iat": share.at,
        "exp": share.at + LIVES,
        "seq": share.seq,
        "grant": {"jti": grant["jti"], "sha256": sha256(share.grant)},
        "content": content(share.bundle, share.items),
        "ledger": {"commit": b64(share.commit)},
        **({"supersedes": share.supersedes} if share.supersedes else {}),
    }
    return jws.sign(SHARE, claims, key)


def seal(share: ShareDraft, token: str, key: PublicKey, recipient: PublicKey) -> str:
    """Seal grant, share, items and bundle to the encryption key of the service.

    `token` is the signed share, `key` the one that signed it. Every grant travels with every share:
    the service needs no memory to check one.
    """
    inside = written(
        {
            "grant": share.grant,
            "share": token,
            "items": [item.claims() for item in share.items],
            "parts": [],
            "bundle": b64(share.bundle),
        }
    )
    service: str = jws.peek(share.grant)[1]["aud"]
    return jwe.seal(inside, recipient, sender=key.thumbprint, to=service)
