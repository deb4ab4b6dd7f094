"""The bytes of documents, once each, known by their SHA-256."""

from __future__ import annotations

import hashlib
import zlib
from typing import Final

from vault.errors import VaultDamaged
from vault.record.facts import Document
from vault.store.database import Database

_PACKED_UP_TO: Final = 32 * 2**20
_GAIN: Final = 0.9  # packed only when it saves a tenth


class Blobs:
    """Bytes, invisible until a fact points at them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, body: bytes) -> int:
        """Return the row of these bytes, kept once whatever the number of facts."""
        digest = hashlib.sha256(body).digest()
        rows = self._database.run("SELECT id FROM blob WHERE hash = ?", digest)
        if not rows:
            packed = zlib.compress(body, 6) if len(body) <= _PACKED_UP_TO else body
            small = len(packed) < _GAIN * len(body)
            rows = self._database.run(
                "INSERT INTO blob (hash, size, packed, body) VALUES (?, ?, ?, ?) RETURNING id",
                digest, len(body), "zlib" if small else "raw", packed if small else body,
            )  # fmt: skip
        return int(rows[0][0])

    def read(self, row: int) -> bytes:
        """Return bytes, verified.

        Raises:
            VaultDamaged: they are not those that were kept.
        """
        ((digest, size, packed, body),) = self._database.run(
            "SELECT hash, size, packed, body FROM blob WHERE id = ?", row
        )
        try:
            plain = zlib.decompress(body, bufsize=max(size, 1)) if packed == "zlib" else body
        except zlib.error:
            raise VaultDamaged("document") from None
        if hashlib.sha256(plain).digest() != digest:
            raise VaultDamaged("document")
        return bytes(plain)

    def attach(self, fact: int, document: Document) -> None:
        """Say that a fact is a document with these bytes."""
        self._database.run(
            "INSERT OR REPLACE INTO document (fact, blob, media, category, loinc, language,"
            " confidentiality) VALUES (?, ?, ?, ?, ?, ?, ?)",
            fact, self.keep(document.body), document.media, document.category, document.loinc,
            document.language, document.confidentiality,
        )  # fmt: skip

    def document(self, uid: str) -> Document | None:
        """Return the document a fact is, with its bytes; None when it is none."""
        rows = self._database.run(
            "SELECT d.blob, d.media, d.category, d.loinc, d.language, d.confidentiality"
            " FROM document d JOIN fact f ON f.id = d.fact WHERE f.uid = ?",
            uid,
        )
        return Document(self.read(rows[0][0]), *rows[0][1:]) if rows else None

    def fingerprints(self, person: int) -> dict[str, tuple[str, str, int, str]]:
        """Return media, category, size and SHA-256 (hexadecimal) of each document of a person."""
        rows = self._database.run(
            "SELECT f.uid, d.media, d.category, b.size, b.hash FROM document d"
            " JOIN fact f ON f.id = d.fact JOIN blob b ON b.id = d.blob WHERE f.person = ?",
            person,
        )
        return {uid: (*told, digest.hex()) for uid, *told, digest in rows}

    def described(self, person: int) -> dict[str, Document]:
        """Return what is known of each document of a person (its row), without its bytes."""
        rows = self._database.run(
            "SELECT f.uid, d.media, d.category, d.loinc, d.language, d.confidentiality"
            " FROM document d JOIN fact f ON f.id = d.fact WHERE f.person = ?",
            person,
        )
        return {uid: Document(b"", *told) for uid, *told in rows}

    def sweep(self) -> int:
        """Erase bytes that no fact points at any more; return how many."""
        return len(
            self._database.run(
                "DELETE FROM blob WHERE id NOT IN (SELECT blob FROM document)"
                " AND id NOT IN (SELECT blob FROM attachment) RETURNING id"
            )
        )

    def papers(self, person: int) -> dict[str, tuple[str, str, int]]:
        """Return media, category and size in bytes of the documents of a person (its row)."""
        rows = self._database.run(
            "SELECT f.uid, d.media, d.category, b.size FROM document d"
            " JOIN fact f ON f.id = d.fact JOIN blob b ON b.id = d.blob WHERE f.person = ?",
            person,
        )
        return {uid: (media, category, size) for uid, media, category, size in rows}
