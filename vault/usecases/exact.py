"""The exact content of a sending: the bytes that are shown, signed and sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from vault.crypto.base64url import b64
from vault.crypto.keys import read_all
from vault.errors import NotFound
from vault.record.service import Service
from vault.store import files
from vault.sync.slices import resources
from vault.usecases import catalogues, sharing
from vault.usecases.previewing import Preview
from vault.usecases.session import Session


@dataclass(frozen=True, slots=True)
class Exact:
    """Bytes with their hash (base64url); `recipient` is the thumbprint of the key they go to."""

    body: bytes = field(repr=False)
    sha256: str
    items: int
    service: str
    recipient: str
    notice: str = field(repr=False, default="")


def of_preview(shown: Preview) -> Exact:
    """Return what would leave."""
    content = shown.content
    return Exact(
        shown.body, content.sha256, content.count, shown.service.id, _key(shown.service),
        shown.notice,
    )  # fmt: skip


def of_kind(shown: Preview, code: str) -> tuple[bytes, ...]:
    """Return the resources that leave under one kind, byte for byte, in their order."""
    places = {ref: (at, end) for ref, at, end in resources(shown.body)}
    refs = [one.ref for one in shown.items if shown.under.get(one.fact) == code]
    return tuple(shown.body[slice(*places[ref])] for ref in refs)


def of_sending(session: Session, grant: str, sending: str) -> Exact:
    """Return what was signed for one sending; NotFound when its bytes are not kept any more."""
    share = sharing.share(session, grant)
    found = [one.sending for one in share.sendings if one.sending.uid == sending]
    if not found or found[0].body is None:
        raise NotFound(what="sending")
    (one,) = found
    held = [h for h in catalogues.held(session) if h.kept.row == share.consent.catalogue]
    service = held[0].catalogue.service(share.consent.service) if held else None
    return Exact(
        found[0].body, b64(one.body_sha256), one.items, share.consent.service,
        "" if service is None else _key(service), share.consent.notice or "",
    )  # fmt: skip


def save(exact: Exact, place: Path) -> None:
    """Write the bytes to a file for the person alone; NotWritable, DiskFull."""
    with files.placed(place):
        files.make(place, exact.body)


def _key(service: Service) -> str:
    keys = read_all(service.keys("enc"))
    return keys[0].thumbprint if keys else ""
