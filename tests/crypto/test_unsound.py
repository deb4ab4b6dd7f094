"""Statements made to be refused are refused by us too, each by its rule."""

from __future__ import annotations

import pytest

from tests.crypto.forge import NOW, claims
from vault.crypto import jws, keys
from vault.crypto.unsound import signed_under
from vault.errors import SignatureInvalid


@pytest.mark.parametrize(
    ("head", "problem"),
    [({"jwk": {}}, "bad-statement"), ({"kid": "another"}, "bad-signature"), ({}, None)],
)
def test_a_header_that_breaks_a_rule_is_noticed(
    head: dict[str, object], problem: str | None
) -> None:
    key = keys.new()
    whole = {"typ": "share+jwt", "kid": key.thumbprint, **head}
    if "jwk" in whole:
        whole["jwk"] = key.public.jwk()
    token = signed_under(whole, claims(), key)
    expected = jws.Expected("share+jwt", (key.public,), NOW)
    if problem is None:
        assert jws.verify(token, expected).key == key.public
        return
    with pytest.raises(SignatureInvalid) as met:
        jws.verify(token, expected)
    assert met.value.problem == problem
