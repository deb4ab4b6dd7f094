"""S17: the file behind a link, sealed and opened; bombs, other keys and other forms refused."""

from __future__ import annotations

import json
import zlib
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vault.crypto import link_file
from vault.crypto.base64url import b64
from vault.errors import FileUnreadable

KEY = bytes(range(32))


def made(clear: bytes, **head: Any) -> str:
    whole = {"alg": "dir", "enc": "A256GCM", **head}
    first = b64(json.dumps(whole).encode())
    sealed = AESGCM(KEY).encrypt(b"i" * 12, clear, first.encode())
    return f"{first}..{b64(b'i' * 12)}.{b64(sealed[:-16])}.{b64(sealed[-16:])}"


def deflated(clear: bytes) -> bytes:
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packing.compress(clear) + packing.flush()


def test_what_is_sealed_is_opened_and_never_twice_the_same() -> None:
    first, second = (link_file.seal(b"{}" * 500, KEY, "application/fhir+json") for _ in "12")
    assert first != second
    assert link_file.unseal(f" {first}\n", KEY) == ("application/fhir+json", b"{}" * 500)
    assert link_file.unseal(made(b"plain", kid="x"), KEY) == ("", b"plain")


@pytest.mark.parametrize(
    "token",
    [
        "", "a.b.c", "....", made(b"x", alg="A256KW"), made(b"x", enc="A128GCM"),
        made(b"x", crit=["b64"]), made(b"x", zip="GZIP"), made(b"x", zip="DEF"),
        made(deflated(b"cut" * 99)[:-4], zip="DEF"), made(deflated(b"x") + b"more", zip="DEF"),
        made(zlib.compress(b"with a header"), zip="DEF"),
        made(deflated(bytes(link_file.MOST + 1)), zip="DEF"),
        made(b"x").replace("..", ".eA."), made(b"x")[:-2] + "AA",
    ],
)  # fmt: skip
def test_anything_else_is_refused(token: str) -> None:
    with pytest.raises(FileUnreadable):
        link_file.unseal(token, KEY)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(FileUnreadable):
        link_file.unseal(link_file.seal(b"x", KEY, "text/plain"), bytes(32))
