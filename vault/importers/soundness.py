"""Damaged members of an archive are left out before anything in it is read."""

from __future__ import annotations

from dataclasses import replace

from vault.importers.archive import shown
from vault.importers.source import Source
from vault.record.batch import Refused


def sound(source: Source) -> Source:
    """Give an archive without its damaged members, which are told.

    A checksum (APPNOTE.TXT 4.4.7) is known only after the last byte, so each member is read to its
    end before anything in it is believed.

    Raises:
        FileUnsafe: a member grows out of bounds.
    """
    whole = {name: source.whole(name) for name in source.names}
    names = tuple(name for name, fits in whole.items() if fits)
    damaged = tuple(name for name, fits in whole.items() if not fits)
    refused = (Refused(shown(name), "damaged") for name in damaged)
    return replace(source, names=names, damaged=damaged, refused=(*source.refused, *refused))
