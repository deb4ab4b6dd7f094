"""Merkle trees of RFC 6962 section 2.1: roots, and proofs of inclusion and consistency.

The checks follow RFC 9162 sections 2.1.3.2 and 2.1.4.2. Hashes are SHA-256, 32 raw bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over the leaves, in order; of nothing: the hash of nothing."""
    hashes = [_leaf(leaf) for leaf in leaves]
    return _root(hashes) if hashes else hashlib.sha256().digest()


def inclusion(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """Return the hashes that lead from one leaf to the root; IndexError when it is not there."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    return _inclusion(index, [_leaf(leaf) for leaf in leaves])


def consistency(first: int, leaves: Sequence[bytes]) -> list[bytes]:
    """Return the hashes that show the first `first` leaves to be the beginning of all of them.

    IndexError unless there are as many.
    """
    if not 0 < first <= len(leaves):
        raise IndexError(first)
    return _consistency(first, [_leaf(leaf) for leaf in leaves], whole=True)


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], top: bytes) -> bool:
    """Tell whether `leaf` is the one at `index` below the root `top` of `size` leaves."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, _leaf(leaf)
    for part in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = _node(part, found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            found = _node(found, part)
        at, last = at >> 1, last >> 1
    return last == 0 and found == top


def extends(first: int, second: int, proof: Sequence[bytes], before: bytes, after: bytes) -> bool:
    """Tell whether the tree of `second` leaves begins with the tree of `first` leaves."""
    if first == second:
        return not proof and before == after
    if not 0 < first < second or not proof:
        return False
    path = [before, *proof] if first & (first - 1) == 0 else list(proof)
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    older = newer = path[0]
    for part in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            older, newer = _node(part, older), _node(part, newer)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            newer = _node(newer, part)
        at, last = at >> 1, last >> 1
    return last == 0 and older == before and newer == after


def commitment(salt: bytes, size: int, top: bytes) -> bytes:
    """Hide a head of the ledger: SHA-256 of salt (16 B), size (uint64, big endian) and root.

    What a service repeats in its receipt without learning anything, and without two services being
    able to recognise one person by it.
    """
    return hashlib.sha256(salt + size.to_bytes(8, "big") + top).digest()


def _leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\0" + data).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def _half(count: int) -> int:
    """Return the largest power of two below `count`, which is at least 2."""
    return 1 << (count - 1).bit_length() - 1


def _root(hashes: Sequence[bytes]) -> bytes:
    """Fold level by level: pairs from the left, a single last one moves up as it is."""
    level = list(hashes)
    while len(level) > 1:
        odd = level[-1:] if len(level) & 1 else []
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [_node(left, right) for left, right in pairs] + odd
    return level[0]


def _inclusion(index: int, hashes: Sequence[bytes]) -> list[bytes]:
    if len(hashes) == 1:
        return []
    half = _half(len(hashes))
    if index < half:
        return [*_inclusion(index, hashes[:half]), _root(hashes[half:])]
    return [*_inclusion(index - half, hashes[half:]), _root(hashes[:half])]


def _consistency(first: int, hashes: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if first == len(hashes):
        return [] if whole else [_root(hashes)]
    half = _half(len(hashes))
    if first <= half:
        return [*_consistency(first, hashes[:half], whole=whole), _root(hashes[half:])]
    return [*_consistency(first - half, hashes[half:], whole=False), _root(hashes[:half])]
