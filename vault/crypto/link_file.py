"""The encrypted file behind a SMART Health Link: a compact JWE, `dir` with A256GCM.

https://build.fhir.org/ig/HL7/smart-health-cards-and-links/links-specification.html; RFC 7516. Its
`zip: DEF` is inflated here by hand: 32 MiB at most, and only what is whole.
"""

from __future__ import annotations

import secrets
import zlib
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vault.crypto.base64url import b64, unb64
from vault.crypto.strict_json import read_object, written
from vault.errors import FileUnreadable

MOST: Final = 32 * 1024 * 1024  # bytes of the clear text
_IV, _TAG, _PARTS = 12, 16, 5
_RAW: Final = -15  # deflate without a header (RFC 1951)
_KNOWN: Final = frozenset({"alg", "enc", "cty", "zip", "kid"})


def seal(clear: bytes, key: bytes, media: str) -> str:
    """Encrypt the content of a link under its key of 32 bytes; a new IV each time."""
    head = written({"alg": "dir", "enc": "A256GCM", "cty": media, "zip": "DEF"})
    packing = zlib.compressobj(9, zlib.DEFLATED, _RAW)
    packed = packing.compress(clear) + packing.flush()
    iv, first = secrets.token_bytes(_IV), b64(head)
    sealed = AESGCM(key).encrypt(iv, packed, first.encode("ascii"))
    return f"{first}..{b64(iv)}.{b64(sealed[:-_TAG])}.{b64(sealed[-_TAG:])}"


def unseal(token: str, key: bytes) -> tuple[str, bytes]:
    """Return media type and clear text of a file.

    Raises:
        FileUnreadable: another form, another key, changed on the way, or more than 32 MiB inside.
    """
    try:
        first, wrapped, iv, body, tag = token.strip().split(".")
        head = read_object(unb64(first))
        if (head.get("alg"), head.get("enc"), wrapped) != ("dir", "A256GCM", ""):
            raise FileUnreadable
        if head.keys() - _KNOWN or head.get("zip") not in (None, "DEF"):
            raise FileUnreadable
        sealed = unb64(body) + unb64(tag)
        clear = AESGCM(key).decrypt(unb64(iv), sealed, first.encode("ascii"))
    except (ValueError, InvalidTag):
        raise FileUnreadable from None
    return str(head.get("cty", "")), _inflated(clear) if "zip" in head else clear


def _inflated(packed: bytes) -> bytes:
    unpacking = zlib.decompressobj(_RAW)
    try:
        clear = unpacking.decompress(packed, MOST)
    except zlib.error:
        raise FileUnreadable from None
    if not unpacking.eof or unpacking.unconsumed_tail or unpacking.unused_data:
        raise FileUnreadable
    return clear
