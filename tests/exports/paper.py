"""Reads back a page that was set: its text as it can be selected, its picture as it is printed."""

from __future__ import annotations

import re

import numpy as np
import pypdfium2


def text_of(pdf: bytes) -> list[str]:
    """Return the selectable text of each page; line breaks and plain spaces become one space."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return [re.sub("[ \r\n]+", " ", page) for page in pages]


def picture_has_a_code(pdf: bytes) -> bool:
    """Tell whether a finder of a QR code, 1:1:3:1:1, stands somewhere on the first page."""
    document = pypdfium2.PdfDocument(pdf)
    grey = np.asarray(document[0].render(scale=3).to_pil().convert("L")) < 128
    document.close()
    return any(_finder(row) for row in grey)


def _finder(row: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> bool:
    lengths = np.diff(np.flatnonzero(np.diff(row.astype(np.int8), prepend=0, append=0)))
    for k in range(len(lengths) - 4):
        one = lengths[k : k + 5] / max(1, lengths[k])
        if lengths[k] > 3 and np.allclose(one, (1, 1, 3, 1, 1), atol=0.35):
            return True
    return False
