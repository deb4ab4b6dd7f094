"""What somebody shares by a SMART Health Link, read as a file: previewed, kept, undone."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import BinaryIO

from vault.importers.source import Source
from vault.record.person import Person
from vault.sync.health_link import HealthLink, LinkFile, fetched, parse
from vault.sync.sending import Ask
from vault.usecases import importing
from vault.usecases.import_reading import Given, Prepared, Wish
from vault.usecases.session import Session

__all__ = ("HealthLink", "LinkFile", "expired", "fetch", "parse", "prepared")


def expired(session: Session, link: HealthLink) -> bool:
    """Tell whether the end that a link states has passed; what it holds may be old."""
    return link.expires is not None and link.expires < session.ms() / 1000


def fetch(
    ask: Ask, link: HealthLink, recipient: str, passcode: str = "", *, practice: bool = False
) -> tuple[LinkFile, ...]:
    """Fetch the files behind a link; raises as `sync.health_link.fetched`."""
    return fetched(ask, link, recipient, passcode, practice=practice)


@contextmanager
def prepared(
    session: Session, person: Person, link: HealthLink, files: Sequence[LinkFile], wish: Wish
) -> Iterator[Prepared]:
    """Read the files as an import does; nothing is written. Raises as `importing.prepared`."""
    sources = tuple(Source(_opener(one.body), ".json", size=len(one.body)) for one in files)
    given = Given(sources, "import", link.label or "SMART Health Link")
    with importing.prepared(session, person, replace(wish, given=given)) as ready:
        yield ready


def _opener(body: bytes) -> Callable[[], BinaryIO]:
    return lambda: io.BytesIO(body)
