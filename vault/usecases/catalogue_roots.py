"""The root keys of a catalogue: pinned by a person, followed when they sign their successors."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Final

from vault.crypto import jws
from vault.crypto.keys import read_all
from vault.errors import ServiceUnreachable, SignatureInvalid
from vault.record.ledger import CATALOGUE
from vault.store.catalogues import KeptCatalogue
from vault.sync import catalogue as letters
from vault.sync.catalogue import Trust
from vault.sync.http import Request
from vault.sync.sending import Ask

_OK: Final = 200


def fetched(ask: Ask, address: str, limit: int) -> bytes:
    """Return what stands at an address; ServiceUnreachable when that is not 200, or too long."""
    practice = letters.kind_of(address) == "practice"
    request = Request("GET", address, practice=practice, limit=limit)
    exchange = ask(request)
    if exchange.error is not None:
        raise exchange.error
    answer = exchange.answer
    if answer is None or answer.status != _OK or answer.cut:
        raise ServiceUnreachable(request.host)
    return answer.body


def signer(token: str) -> object:
    """Return which key a catalogue says that signed it; nothing is believed yet."""
    return jws.peek(token, CATALOGUE)[0].get("kid")


def followed(ask: Ask, kept: KeptCatalogue, trust: Trust, at: int) -> tuple[Trust, KeptCatalogue]:
    """Take new root keys that one still pinned has signed; else everything stays as it is.

    They lie at the address of the catalogue with ".keys" behind it.
    """
    if "://" not in kept.url:
        return trust, kept
    try:
        document = fetched(ask, f"{kept.url}{letters.KEYS_SUFFIX}", letters.MOST_ROOT_FILE)
        new, grown = letters.verify_roots(document, trust, _stated(kept)["version"], at)
    except (ServiceUnreachable, SignatureInvalid):
        return trust, kept
    return new, replace(kept, roots=written(new, grown, kept))


def roots(kept: KeptCatalogue) -> list[dict[str, str]]:
    """Return the pinned root keys and those that were pinned before: old versions bear them."""
    pinned = _stated(kept)
    return [*pinned["roots"], *pinned["past"]]


def _stated(kept: KeptCatalogue) -> dict[str, Any]:
    stated: dict[str, Any] = json.loads(kept.roots or "{}")
    return {"version": 0, "roots": [], "past": [], **stated}


def pinned(kept: KeptCatalogue, *, past: bool = False) -> Trust:
    """Return what a catalogue is verified with; `past` reads older versions that are held."""
    keys = read_all(roots(kept) if past else _stated(kept)["roots"])
    return Trust(kept.iss, keys, "practice" if kept.kind == "practice" else "added")


def written(trust: Trust, version: int, before: KeptCatalogue) -> str:
    """Write root keys as they are kept, those of before beside them."""
    new = [root.jwk() for root in trust.roots]
    past = [root for root in roots(before) if root not in new]
    return json.dumps({"version": version, "roots": new, "past": past})
