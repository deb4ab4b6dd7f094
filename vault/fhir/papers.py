"""Documents inside resources: bytes of attachments, their category, what vouches for them."""

from __future__ import annotations

import binascii
import hashlib
import re
from base64 import b64decode, b64encode
from typing import Any, Final

from vault.fhir.codec import Around
from vault.fhir.datatypes import Resource, codes, mappings, text
from vault.record.facts import Document

# LOINC and local document types -> one of the public categories of documents
_CATEGORIES: Final = {
    "11502-2": "BIOLOGIE", "57833-6": "ORD_SOIN", "60593-1": "ORD_SOIN", "18748-4": "RADIO_SC",
    "11490-0": "CPT_REND", "18761-7": "CPT_REND", "11488-4": "CPT_REND", "34133-9": "CPT_REND",
    "60591-5": "SYNTHESE", "SYNTH": "SYNTHESE", "11369-6": "CAR_VAC", "87273-9": "CAR_VAC",
    "REMB": "REMB",
}  # fmt: skip
OTHER_PAPER: Final = "AUTR_DOC"
_BLANK: Final = re.compile(r"\s+")


def body(attachment: Resource, around: Around) -> bytes | None:
    """Return the bytes of an attachment, inline or in a Binary of the same file; never fetched."""
    data = text(attachment.get("data"))
    if not data:
        binary = around.find(text(attachment.get("url")))
        data = text(binary.get("data")) if binary else ""
    try:
        return b64decode(_BLANK.sub("", data), validate=True) or None
    except (binascii.Error, ValueError):
        return None


def intact(attachment: Resource, content: bytes) -> bool:
    """Say whether bytes are those their attachment vouches for (SHA-1, base64; R4 Attachment)."""
    stated = text(attachment.get("hash"))
    if not stated:
        return True
    digest = hashlib.sha1(content, usedforsecurity=False).digest()
    try:
        return b64decode(stated, validate=True) in (digest, digest.hex().encode())
    except (binascii.Error, ValueError):
        return False


def document(
    resource: Resource, attachment: Resource, content: bytes, default: str = OTHER_PAPER
) -> Document:
    """Return the document that an attachment is."""
    kinds = codes(resource.get("type")) | codes(resource.get("category"))
    kinds |= codes(resource.get("code"))
    found = sorted(kinds & set(_CATEGORIES))
    labels = sorted(codes(resource.get("securityLabel")))
    return Document(
        content,
        text(attachment.get("contentType")) or "application/octet-stream",
        _CATEGORIES[found[0]] if found else default,
        loinc=next((code for code in sorted(kinds) if re.fullmatch(r"\d{1,6}-\d", code)), None),
        language=text(attachment.get("language")) or None,
        confidentiality=next((label for label in labels if label != "N"), next(iter(labels), None)),
    )


def lightened(resource: Resource, number: int) -> Resource:
    """Return a DocumentReference without the inline bytes of one attachment: a fact holds them."""
    contents = list(mappings(resource.get("content")))
    attachment = dict(next(iter(mappings(contents[number].get("attachment"))), {}))
    attachment.pop("data", None)
    contents[number] = {**contents[number], "attachment": attachment}
    return {**resource, "content": contents}


def attached(document: Document, content: object) -> dict[str, Any]:
    """Return the attachment of a document that leaves: its bytes, size and hash, and its title.

    `content` is what is left of the resource; other renderings in it stay.
    """
    first = next(iter(mappings(content)), {})
    titles = [text(one.get("title")) for one in mappings(first.get("attachment"))]
    digest = hashlib.sha1(document.body, usedforsecurity=False).digest()
    told = {
        "contentType": document.media, "language": document.language,
        "data": b64encode(document.body).decode(), "size": len(document.body),
        "hash": b64encode(digest).decode(), "title": next(iter(titles), None),
    }  # fmt: skip
    return {name: value for name, value in told.items() if value not in (None, "")}


def whole(resource: Resource, document: Document) -> Resource:
    """Return a DocumentReference with the bytes of its document in the attachment they are of."""
    data, contents, done = b64encode(document.body).decode(), [], False
    for content in mappings(resource.get("content")):
        attachment = next(iter(mappings(content.get("attachment"))), {})
        empty = "data" not in attachment and "url" not in attachment and not done
        contents.append(
            {**content, "attachment": {**attachment, "data": data}} if empty else content
        )
        done = done or empty
    return {**resource, "content": contents}
