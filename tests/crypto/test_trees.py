"""S14: roots and proofs against the definition of RFC 6962, written again here."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.crypto import trees
from vault.crypto.base64url import b64

LEAVES = [f"leaf {place}".encode() for place in range(300)]


@cache
def mth(start: int, end: int) -> bytes:
    """MTH of LEAVES[start:end], as section 2.1 defines it."""
    if start == end:
        return hashlib.sha256().digest()
    if end - start == 1:
        return hashlib.sha256(b"\0" + LEAVES[start]).digest()
    middle = start + half(end - start)
    return hashlib.sha256(b"\1" + mth(start, middle) + mth(middle, end)).digest()


def half(count: int) -> int:
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def path(index: int, start: int, end: int) -> list[bytes]:
    """PATH(m, D[n]) of section 2.1.1."""
    if end - start == 1:
        return []
    middle = start + half(end - start)
    if index < middle:
        return [*path(index, start, middle), mth(middle, end)]
    return [*path(index, middle, end), mth(start, middle)]


def subproof(first: int, start: int, end: int, *, whole: bool) -> list[bytes]:
    """SUBPROOF(m, D[n], b) of section 2.1.2."""
    if first == end - start:
        return [] if whole else [mth(start, end)]
    k = half(end - start)
    if first <= k:
        return [*subproof(first, start, start + k, whole=whole), mth(start + k, end)]
    return [*subproof(first - k, start + k, end, whole=False), mth(start, start + k)]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    # RFC 6962, 2.1: MTH({}) = SHA-256()
    assert trees.root([]) == hashlib.sha256(b"").digest()
    assert b64(trees.root([b""])) == "bjQLnP-zepicpUTmu3gKLHiQHT-zNzh2hRGjBhevoB0"


@pytest.mark.parametrize("size", range(1, 301))
def test_the_root_is_that_of_the_definition(size: int) -> None:
    assert trees.root(LEAVES[:size]) == mth(0, size)


@pytest.mark.parametrize("size", [*range(1, 34), 63, 64, 65, 127, 128, 129, 255, 256, 257, 300])
def test_every_leaf_is_shown_to_be_in(size: int) -> None:
    for index in range(0, size, 1 if size < 40 else 13):
        proof = trees.inclusion(index, LEAVES[:size])
        assert proof == path(index, 0, size)
        assert trees.includes(LEAVES[index], index, size, proof, mth(0, size))


@pytest.mark.parametrize("second", [*range(1, 34), 63, 64, 65, 127, 128, 129, 256, 257, 300])
def test_every_state_is_shown_to_be_extended(second: int) -> None:
    for first in range(1, second + 1, 1 if second < 40 else 13):
        proof = trees.consistency(first, LEAVES[:second])
        assert proof == subproof(first, 0, second, whole=True)
        assert trees.extends(first, second, proof, mth(0, first), mth(0, second))


@pytest.mark.slow
def test_all_sizes_up_to_300() -> None:
    for size in range(1, 301):
        for place in range(size):
            assert trees.includes(LEAVES[place], place, size, path(place, 0, size), mth(0, size))
            proof = subproof(place + 1, 0, size, whole=True)
            assert trees.extends(place + 1, size, proof, mth(0, place + 1), mth(0, size))


sizes = st.integers(2, 120)


@given(sizes, st.data())
def test_a_lie_about_a_leaf_is_found(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof, top = path(index, 0, size), mth(0, size)
    other = data.draw(st.integers(0, size - 1).filter(lambda place: place != index))
    assert not trees.includes(LEAVES[other], index, size, proof, top)
    assert not trees.includes(LEAVES[index], other, size, proof, top)
    assert not trees.includes(LEAVES[index], index, size, proof[:-1], top)
    assert not trees.includes(LEAVES[index], index, size, [*proof, top], top)
    assert not trees.includes(LEAVES[index], size, size, proof, top)
    assert not trees.includes(LEAVES[index], -1, size, proof, top)


@given(sizes, st.data())
def test_a_ledger_that_was_changed_removed_or_reordered_is_found(
    size: int, data: st.DataObject
) -> None:
    first = data.draw(st.integers(1, size - 1))
    place = data.draw(st.integers(0, first - 1))
    leaves = LEAVES[:size]
    before = trees.root(leaves[:first])
    changed = [*leaves[:place], b"changed", *leaves[place + 1 :]]
    removed = [*leaves[:place], *leaves[place + 1 :], b"one more"]
    moved = [*leaves[1:], leaves[0]]
    for lie in (changed, removed, moved):
        proof = trees.consistency(first, lie)
        assert not trees.extends(first, size, proof, before, trees.root(lie))


@given(sizes, st.data())
def test_a_lie_about_growth_is_found(size: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, size - 1))
    proof, before, after = subproof(first, 0, size, whole=True), mth(0, first), mth(0, size)
    assert not trees.extends(first, size, proof, after, before)
    assert not trees.extends(first, size, proof[:-1], before, after)
    assert not trees.extends(first, size, [*proof, after], before, after)
    assert not trees.extends(size, first, proof, after, before)
    assert not trees.extends(0, size, proof, before, after)
    assert not trees.extends(size, size, proof, after, after)
    assert not trees.extends(size, size, [], before, after)


def test_what_is_not_there_has_no_proof() -> None:
    for work in (trees.inclusion, trees.consistency):
        for place in (-1, 4):
            with pytest.raises(IndexError):
                work(place, LEAVES[:3])


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_two_services_cannot_tell_one_ledger(salt: bytes, other: bytes) -> None:
    top = mth(0, 7)
    hidden = trees.commitment(salt, 7, top)
    assert hidden == hashlib.sha256(salt + bytes(7) + b"\7" + top).digest()
    assert (hidden == trees.commitment(other, 7, top)) == (salt == other)
