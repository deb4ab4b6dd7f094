"""The documents of a record: what is known of each, its bytes, its pages as pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vault.errors import NotFound
from vault.exports.format import Forms
from vault.exports.paper import Sheet, sheets
from vault.exports.said import said_by, since
from vault.record.facts import Kept
from vault.record.person import Person
from vault.usecases import browsing
from vault.usecases.session import Session

__all__ = ("Held", "Look", "Sheet", "held", "look")

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
