"""The documents of a record: what is known of each, its bytes, its pages as pictures."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from vault.errors import NotFound
from vault.exports.format import Forms
from vault.exports.paper import Sheet, sheets
from vault.exports.said import said_by, since
from vault.record.facts import Kept
from vault.record.person import Person
from vault.usecases import browsing
from vault.usecases.files_out import written
from vault.usecases.measurements import when
from vault.usecases.session import Session

__all__ = ("Held", "Listed", "Look", "Saved", "Sheet", "held", "listing", "look", "save")

_PDF: Final = "application/pdf"
_TEXTS: Final = ("text/plain", "text/markdown", "text/csv")
_PICTURES: Final = ("image/png", "image/jpeg", "image/gif", "image/bmp", "image/tiff")
_LONGEST: Final = 200_000  # letters of a text that are shown


@dataclass(frozen=True, slots=True)
class Held:
    """A document; `media` (RFC 6838) and `size` in bytes are None where no bytes came with it."""

    kept: Kept
    when: str
    by: str
    media: str | None
    category: str | None
    size: int | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A document with its bytes: `category` is a public code, `sha256` in hexadecimal."""

    uid: str
    title: str
    date: str | None
    category: str
    media: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A document that was written to a file: its length and hash."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Look:
    """What can be shown of a document: pages, a text, a picture file; nothing of a strange kind."""

    pages: tuple[Sheet, ...] = ()
    text: str = ""
    picture: bytes = b""


def held(session: Session, person: Person, forms: Forms) -> tuple[Held, ...]:
    """Return the documents of a person, the newest first; their bytes stay where they are."""
    known = session.vault.facts.papers(session.vault.people.row_id(person.uid))
    found = []
    for kept in browsing.items(session, person, "document"):
        if kept.fact.status == "entered_in_error":
            continue
        media, category, size = known.get(kept.uid, (None, None, None))
        when = since(kept.fact, person.zone, forms)
        by = said_by(kept.fact.said_by, kept.fact.source)
        found.append(Held(kept, when, by, media, category, size))
    return tuple(found)


def listing(session: Session, person: Person) -> tuple[Listed, ...]:
    """Return the documents of a person that came with bytes, the newest first."""
    row, found = session.vault.people.row_id(person.uid), []
    hashes = session.vault.facts.fingerprints(row)
    zone = ZoneInfo(person.zone)
    for kept in browsing.items(session, person, "document"):
        if kept.uid in hashes and kept.fact.status != "entered_in_error":
            media, category, size, digest = hashes[kept.uid]
            date = when(kept.fact, zone)
            found.append(Listed(kept.uid, kept.fact.title, date, category, media, size, digest))
    return tuple(found)


def save(session: Session, uid: str, place: Path) -> Saved:
    """Write a document to a file for this account alone, byte for byte as it came.

    Raises:
        NotFound: no document has this id, or no bytes came with it.
        VaultDamaged: its bytes are not those that were kept.
        NotWritable, DiskFull: the place refuses.
    """
    document = session.vault.facts.document(uid)
    if document is None:
        raise NotFound(what="document")
    body: dict[str, object] = {"kind": "document", "document": uid}
    with session.act("exported", session.vault.facts.get(uid).person, body):
        written(place, document.body)
    return Saved(len(document.body), hashlib.sha256(document.body).hexdigest())


def look(session: Session, uid: str, ratio: float = 1.0) -> Look:
    """Open a document for the eyes of who sits here; nothing of it is run or fetched.

    Raises:
        NotFound: no document has this id, or no bytes came with it.
        FileUnreadable: a PDF that is broken, or closed by a password.
        VaultDamaged: its bytes are not those that were kept.
    """
    document = session.vault.facts.document(uid)
    if document is None:
        raise NotFound(what="document")
    media = document.media.partition(";")[0].strip().casefold()
    if media == _PDF:
        return Look(pages=sheets(document.body, ratio))
    if media in _TEXTS:
        return Look(text=document.body.decode("utf-8", "replace")[:_LONGEST])
    return Look(picture=document.body) if media in _PICTURES else Look()
