"""A paper about a record leaves: into a file or to a printer, with its line in the history."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vault.exports import leaflet
from vault.exports.leaflet import Leaflet, Part
from vault.exports.paper import Sheet, sheets
from vault.usecases import demo, files_out
from vault.usecases.session import Session
from vault.usecases.signing import prove

__all__ = (
    "PRINTER", "Leaflet", "Paper", "Part", "Sheet", "for_printer", "made_up", "printed", "save",
)  # fmt: skip

PRINTER: Final = 2.0  # pixels of a printer for one of a screen: 192 dots an inch


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper is (a word for the history), about whom (uid), and what it says."""

    kind: str
    person: str
    said: Leaflet


def save(
    session: Session, paper: Paper, place: Path, passphrase: str | None = None, *,
    health: bool = True,
) -> None:  # fmt: skip
    """Write it as a PDF; what holds `health` data is an export in clear and asks the passphrase.

    Raises:
        PassphraseNeeded, WrongPassphrase: with `health` only.
        DiskFull, NotWritable: the place refuses; the history then says nothing.
    """
    if health:
        prove(session, passphrase)
    body = leaflet.pdf(paper.said, session.at().date())
    with session.act("exported", paper.person, {"kind": paper.kind, "bytes": len(body)}):
        files_out.written(place, body)


def made_up(person: str) -> bool:
    """Tell whether a person (uid) is of the example: every paper then says so."""
    return person in {one.uid for one in demo.FAMILY}


def for_printer(session: Session, paper: Paper) -> tuple[Sheet, ...]:
    """Draw every page for a printer; nothing left yet."""
    return sheets(leaflet.pdf(paper.said, session.at().date()), PRINTER)


def printed(session: Session, person: str, kind: str) -> None:
    """Note that a paper went to a printer."""
    with session.act("printed", person, {"kind": kind}):
        pass
