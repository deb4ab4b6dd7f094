"""The French national identity number (INS, NIR): its shape, its key, and how it is shown.

Référentiel « Identifiant National de Santé »; the key is 97 - (number mod 97).
"""

from __future__ import annotations

import re
from typing import Final, Literal

NIR: Final = "1.2.250.1.213.1.4.8"
NIA: Final = "1.2.250.1.213.1.4.9"
TESTS: Final = ("1.2.250.1.213.1.4.10", "1.2.250.1.213.1.4.11")
OLD: Final = "1.2.250.1.213.1.4.2"  # INS-C, computed by the software of the time
OIDS: Final = frozenset((NIR, NIA, *TESTS, OLD))

Verdict = Literal["right", "wrong_key", "wrong_shape"]
_SHAPE: Final = re.compile(
    r"[1-478]\d{2}(0[1-9]|1[0-2]|[23]\d|4[0-2]|[5-9]\d)(\d{2}|2[AB])\d{6}", re.ASCII
)
_CORSICA: Final = {"2A": "19", "2B": "18"}
_NUMBER, _WHOLE = 13, 15


def tidy(text: str) -> str:
    """Take out the spaces people write between its groups."""
    return "".join(text.split()).upper()


def key(number: str) -> int:
    """Return the key (1-97) of the 13 characters.

    Raises:
        ValueError: they have not the shape of a number.
    """
    if not _SHAPE.fullmatch(number):
        raise ValueError
    place = number[5:7]
    return 97 - int(number[:5] + _CORSICA.get(place, place) + number[7:]) % 97


def verdict(matricule: str) -> Verdict:
    """Judge the 15 characters; typed by hand only `right` will do, a file may carry the others."""
    text = tidy(matricule)
    try:
        wanted = key(text[:_NUMBER])
    except ValueError:
        return "wrong_shape"
    return "right" if text[_NUMBER:] == f"{wanted:02d}" else "wrong_key"


def masked(matricule: str) -> str:
    """Show who is meant without showing the number: « 2 79 03 … »."""
    text = tidy(matricule)
    return f"{text[:1]} {text[1:3]} {text[3:5]} …" if len(text) >= _NUMBER else "…"


def oid(system: str | None) -> str:
    """Return the OID of a system written `urn:oid:1.2.3` or `1.2.3`; "" when it is none."""
    text = (system or "").removeprefix("urn:oid:")
    return text if re.fullmatch(r"[0-9]+(\.[0-9]+)+", text) else ""
