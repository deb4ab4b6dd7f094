"""Statements that break one rule on purpose: to see whether a service that is tried notices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vault.crypto.jws import registry
from vault.crypto.keys import PrivateKey, as_jose
from vault.crypto.strict_json import written


def signed_under(header: Mapping[str, Any], claims: Mapping[str, Any], key: PrivateKey) -> str:
    """Sign claims under any header, also one that names another key or brings its own."""
    from joserfc import jws

    whole = {"alg": key.public.algorithm, **header}
    payload = written({"csp": 1, **claims})
    return jws.serialize_compact(whole, payload, as_jose(key), registry=registry())
