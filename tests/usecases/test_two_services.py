"""S21: two services that receive the same data cannot tell that it is the same person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.conftest import FakeClock
from tests.usecases.practice_bench import Bench, ask, practice
from vault.crypto import jwe, jws
from vault.crypto.base64url import unb64
from vault.crypto.strict_json import read
from vault.record.person import Person
from vault.store.signing_keys import KeptKey
from vault.sync.http import Exchange, Request
from vault.usecases import sharing

_LONG = 16
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)")  # of the data itself


def strings(value: Any) -> Iterator[str]:
    """Give every string of a document, and of the statements and bundles inside its strings."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value
        if value.count(".") == 2 and value.startswith("ey"):
            yield from strings(list(jws.peek(value)))
        elif value.startswith("eyJyZXNvdXJjZVR5cGUi"):  # {"resourceType" in base64url
            yield from strings(read(unb64(value)))


def told_to(bench: Bench) -> set[str]:
    """Send three weights and return every long string that the service can read."""
    envelopes: list[str] = []

    def watched(request: Request) -> Exchange:
        if request.method == "POST":
            envelopes.append(request.body.decode())
        return ask(request)

    (done,) = sharing.send(bench.session, watched, bench.sign().uid)
    assert done.error is None
    desk = bench.practice.desks["pre-admission"]
    inside = read(jwe.unseal(envelopes[0], desk.opening))
    return {one for one in strings([inside, jwe.header(envelopes[0])]) if len(one) >= _LONG}


def stated_by(bench: Bench) -> set[str]:
    """Return what the catalogue itself states, and what the notice is made of."""
    return set(strings(jws.peek(bench.practice.catalogue())[1]))


def test_nothing_but_terminology_is_told_to_both(
    bench: Bench, camille: Person, clock: FakeClock, tmp_path: Path
) -> None:
    seed = KeptKey(0, "recovery-seed", "seed", "", bytes(32))
    bench.session.vault.signing_keys.keep(None, seed, bench.session.ms())
    with practice(clock) as others:
        other = Bench(bench.session, camille, others)
        other.learn(tmp_path)
        first, second = told_to(bench), told_to(other)

    assert any(one.startswith("urn:ietf:params:oauth:jwk-thumbprint:sha-256:") for one in first)
    common = (first & second) - (stated_by(bench) & stated_by(other))
    known = ("http://", "https://", "patient/", "urn:ietf:params:oauth:jwk-thumbprint:sha-256")
    left = {one for one in common if not _INSTANT.fullmatch(one)}
    left = {one for one in left if not one.startswith(known) or one.count(":") == 6}
    names = {"authorization_details", "finality_version", "health_data_share", "effectiveDateTime"}
    kinds = {"application/fhir+json", "application/json", "consent-grant+jwt", "health-share+jwe"}
    assert left - names - kinds == set()
