"""Checking a vault and following its journal, beside the bare passes over the same bytes."""

from __future__ import annotations

import hashlib

from benchmarks.case import Case
from benchmarks.vaults import Vault
from vault.crypto.kdf import Cost
from vault.usecases import checking
from vault.usecases.policy import Policy

_LIGHT = Cost(memory_kib=8192, iterations=1, lanes=1)  # the cost of a key is not measured here
_SIZE, _QUICK = 200, 40  # MiB
_LINES = 100_000
_CHECK_GOAL, _CHECK_MS = 4, 2000
_VERIFY_GOAL, _VERIFY_MS = 10, 2000


def cases(quick: bool) -> list[Case]:  # noqa: FBT001 - the shape of every module here
    """Give the cases, each on a vault of its own."""
    policy = Policy(least=_LIGHT, cost=lambda: _LIGHT, reserve=0)
    large, long = Vault(policy), Vault(policy)
    large.fill(_QUICK if quick else _SIZE)
    long.note(_LINES)
    big, many = large.open(), long.open()
    rows = many.database.run("SELECT actor, kind, person, body, previous FROM journal")
    told = [b"".join(str(field).encode() for field in row) for row in rows]
    return [
        Case(
            name="check",
            subject=lambda: checking.check(big),
            baseline=lambda: big.database.run("PRAGMA cipher_integrity_check"),
            goal=_CHECK_GOAL,
            goal_ms=_CHECK_MS,
            after=large.gone,
        ),
        Case(
            name="journal_verify",
            subject=many.vault.journal.verified,
            baseline=lambda: [hashlib.sha256(line).digest() for line in told],
            goal=_VERIFY_GOAL,
            goal_ms=_VERIFY_MS,
            n=_LINES,
            after=long.gone,
        ),
    ]
