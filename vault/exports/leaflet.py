"""A plain paper for a person or their doctor: a title, facts, sentences, a table; no judgement."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from vault.exports.typesetting import typeset
from vault.i18n import _

_PIECE: Final = 24  # letters after which a line of fine print may break


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what stands under it; the first row of `table` is its header.

    `fine` is set small and may break anywhere: a signed text, letter by letter.
    """

    head: str
    lines: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    fine: str = ""


@dataclass(frozen=True, slots=True)
class Leaflet:
    """All that the paper says, in words; `whose` stands on top of each page."""

    title: str
    whose: str
    made: str
    lead: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    parts: tuple[Part, ...] = ()
    example: bool = False


def pdf(leaflet: Leaflet, day: date) -> bytes:
    """Set it on A4, in the language spoken, on as many pages as it needs; nothing is cut."""
    parts = [asdict(one) | {"fine": _breakable(one.fine)} for one in leaflet.parts]
    return typeset(
        "leaflet",
        asdict(leaflet)
        | {
            "parts": parts,
            "example": _("Example: this person does not exist.") if leaflet.example else "",
            "words": {
                "page": _("Page"),
                "of": _("of"),
                "readable": _("This file is not encrypted: anyone who has it can read it."),
                "no_advice": _(
                    "Carnet shows your data. "
                    "It does not interpret it and does not replace medical advice."
                ),
            },
        },
        day,
    )


def _breakable(fine: str) -> str:
    """Let a long word break, with nothing to be seen where it may (ZERO WIDTH SPACE)."""
    pieces = [fine[at : at + _PIECE] for at in range(0, len(fine), _PIECE)]
    return "\u200b".join(pieces)
