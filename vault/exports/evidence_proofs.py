"""Proofs of order: that each statement stands in the ledger, and that the ledger only grew."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from vault.crypto import trees
from vault.crypto.base64url import b64
from vault.record.ledger import Opening

# files that are leaves of the ledger; the others are of somebody else, or of no statement
_LEAVES: Final = (
    "grant.jwt", "shares/", "receipts/", "revocation", "erasure/", "rotations/",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chain:
    """A ledger as its owner has it: every leaf, the signed heads by size, the identity key.

    Only hashes of it reach the file. `openings` by seq of a share.
    """

    identity: Mapping[str, Any]  # public JWK
    leaves: Sequence[bytes] = field(repr=False)
    heads: Mapping[int, str] = field(repr=False)
    openings: Mapping[int, Opening] = field(default_factory=dict, repr=False)


def proofs(chain: Chain, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return `heads/<size>.jwt` and `proofs.json` for the statements among `files`.

    A statement younger than the last head has no proof yet.
    """
    places = {leaf: place for place, leaf in enumerate(chain.leaves)}
    found = {
        name: places[data]
        for name, data in files.items()
        if name.startswith(_LEAVES) and data in places
    }
    within = {name: size for name, place in found.items() if (size := _head_over(chain, place))}
    opened = {opening.size for opening in chain.openings.values() if opening.size in chain.heads}
    sizes = sorted({*within.values(), *opened, *list(chain.heads)[-1:]})
    document = {
        "identity": dict(chain.identity),
        "inclusion": [
            {
                "file": name,
                "index": found[name],
                "size": size,
                "proof": _texts(trees.inclusion(found[name], chain.leaves[:size])),
            }
            for name, size in within.items()
        ],
        "consistency": [
            {
                "first": first,
                "second": second,
                "proof": _texts(trees.consistency(first, chain.leaves[:second])),
            }
            for first, second in pairwise(sizes)
        ],
        "openings": [_opening(seq, opening) for seq, opening in sorted(chain.openings.items())],
    }
    heads = {f"heads/{size}.jwt": chain.heads[size].encode() for size in sizes}
    return {**heads, "proofs.json": json.dumps(document, indent=1).encode()}


def _head_over(chain: Chain, place: int) -> int:
    """Return the smallest head that covers a leaf, 0 when none does yet."""
    return min((size for size in chain.heads if size > place), default=0)


def _opening(seq: int, opening: Opening) -> dict[str, Any]:
    return {
        "file": f"shares/{seq}.jwt",
        "salt": b64(opening.salt),
        "size": opening.size,
        "root": b64(opening.root),
    }


def _texts(hashes: Sequence[bytes]) -> list[str]:
    return [b64(one) for one in hashes]
