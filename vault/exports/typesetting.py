"""The one place that sets a page: a template of ours, plain data and pictures, bytes of a PDF."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from vault.i18n import spoken
from vault.paths import assets, font


def typeset(
    template: str,
    data: Mapping[str, Any],
    made: date,
    pictures: Mapping[str, bytes] | None = None,
    *,
    dots: int = 0,
) -> bytes:
    """Set `assets/typst/TEMPLATE.typ` with plain data; no file is written, no network is asked.

    `pictures` (name.svg -> bytes) lie beside the template. Designed for PDF/UA-1 (ISO 14289-1):
    tagged, with a title and a language; whether a reader agrees was not tested with all of them.
    The same input gives the same bytes. With `dots` an inch it is a PNG of its one page, for a
    printer.
    """
    folder = assets() / "typst"
    files: dict[str, bytes] = {path.name: path.read_bytes() for path in folder.glob("*.typ")}
    files["main"] = files.pop(f"{template}.typ")
    files["data.json"] = json.dumps({"lang": spoken(), **data}, ensure_ascii=False).encode()
    return compiled(files | dict(pictures or {}), made, dots)


def compiled(files: Mapping[str, bytes], made: date, dots: int = 0) -> bytes:
    """Compile what lies in memory, its page under "main", dated noon of a day."""
    import typst

    noon = datetime(made.year, made.month, made.day, 12, tzinfo=UTC)
    lying: Any = dict(files)
    way: dict[str, Any] = {"font_paths": [font().parent], "ignore_system_fonts": True}
    if dots:
        picture: bytes = typst.compile(lying, format="png", ppi=float(dots), **way)
        return picture
    pdf: bytes = typst.compile(
        lying, format="pdf", pdf_standards=["ua-1"], timestamp=int(noon.timestamp()), **way
    )
    return pdf
