"""Keys that recognise the same thing, digests that recognise the same content.

Whose a fact is does not stand in its key: the person is a column beside it, and the two together
are unique. So a fact can be made before anybody is chosen.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any, Final

from vault.record.canonical import canonical

Part = str | int | Decimal | None
_VOLATILE: Final = frozenset(("id", "meta", "text"))
_LETTERS: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "’": "'"})


def key_of(*parts: Part) -> bytes:
    """Return the first 16 bytes of the SHA-256 of the parts, a canonical JSON array.

    The first part is the type of the fact; times are ms since 1970 UTC; an absent part is None.
    """
    written = ",".join([_written(part) for part in parts])
    return hashlib.sha256(f"[{written}]".encode()).digest()[:16]


def _written(part: Part) -> str:
    return encode_basestring(part) if isinstance(part, str) else canonical(part)


def native_key(kind: str, system: str, *ids: str) -> bytes:
    """Return the key of a fact that its sender gave an id: kind, system of the sender, id(s)."""
    return key_of(kind, system, *ids)


def row_key(
    code: str, start_ms: int | None, end_ms: int | None, source: str, occurrence: int = 0
) -> bytes:
    """Return the key of one measured value without an id of its own.

    `code`: the measure key, or system|code of an `other` one; `source`: key of the source;
    `occurrence` numbers values that share all this inside one file, after sorting by value.
    """
    return key_of("measure", code, start_ms, end_ms, source, occurrence)


def digest_of(resource: Mapping[str, Any]) -> bytes:
    """Return the SHA-256 of a resource without what changes from one export to the next.

    Left out: its `id`, `meta` and narrative, and each `reference` to another resource of the
    sender (its `display` stays, and so do references to what is contained).
    """
    kept = {name: value for name, value in resource.items() if name not in _VOLATILE}
    return hashlib.sha256(canonical(kept, _lasting).encode()).digest()


def _lasting(members: Mapping[str, Any]) -> list[str]:
    names = sorted(members)
    if "reference" in members:
        pointer = members["reference"]
        if pointer is not None and not (isinstance(pointer, str) and pointer.startswith("#")):
            names.remove("reference")
    return names


def folded(text: str) -> str:
    """Fold a name for comparing: no case, no accents, ligatures apart, single spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    bare = "".join(
        sign for sign in unicodedata.normalize("NFD", plain) if not unicodedata.combining(sign)
    )
    return " ".join(bare.split())
