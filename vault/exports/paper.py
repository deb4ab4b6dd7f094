"""Turns a PDF into pictures of its pages, to be looked at before it leaves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from vault.errors import FileUnreadable

_POINTS: Final = 72  # of a PDF, in an inch
_PIXELS: Final = 96  # of a screen at 100 %, in an inch


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page on white: rows of `stride` bytes, three bytes a pixel, blue green red."""

    width: int
    height: int
    stride: int
    body: bytes = field(repr=False)


def sheets(pdf: bytes, ratio: float = 1.0, most: int = 50) -> tuple[Sheet, ...]:
    """Draw the first pages of a PDF (ISO 32000) as a screen of this pixel ratio shows them.

    PDFium knows one thread at a time: call it from the vault's lane only.

    Raises:
        FileUnreadable: the bytes are no PDF, or it is closed by a password.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        raise FileUnreadable from None
    try:
        return tuple(_drawn(document[number], ratio) for number in range(min(most, len(document))))
    finally:
        document.close()


def _drawn(page: object, ratio: float) -> Sheet:
    picture = page.render(scale=ratio * _PIXELS / _POINTS)  # type: ignore[attr-defined]
    body = bytes(picture.buffer)
    sheet = Sheet(picture.width, picture.height, picture.stride, body)
    picture.close()
    page.close()  # type: ignore[attr-defined]
    return sheet
