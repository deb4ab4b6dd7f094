"""Named states of the documents; everybody and everything in them is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.shots import Pictured
from vault.ui.pages.documents.page import DocumentsPage
from vault.ui.pages.documents.state import DocumentsState, Picture, Row, View

_FR: Final = (
    Row("a", "Résultats de biologie du 12 mars", "Résultats de biologie · 12 mars · Laboratoire"),
    Row("b", "Ordonnance", "Ordonnances et soins · 2 janv. 2024 · Cabinet du Port", withheld=True),
    Row("c", "Compte rendu de consultation", "Comptes rendus · mars 2019 · Clinique"),
)
_EN: Final = (
    Row("a", "Test results of 12 March", "Test results · 12 Mar · Laboratory"),
    Row("b", "Prescription", "Prescriptions and care · 2 Jan 2024 · Harbour practice",
        withheld=True),
    Row("c", "Consultation report", "Reports · March 2019 · Clinic"),
)  # fmt: skip
_WORDS: Final = {
    "fr": ("3 documents", "Type", "Taille", "128\u00a0Ko", "Glycémie à jeun 0,94 g/L",
           "Carnet ne sait pas montrer ce type de fichier.", "Page 1 sur 1",
           "Une partie de ce carnet est illisible. Rien n’a été modifié."),
    "en": ("3 documents", "Kind", "Size", "128\u00a0kB", "Fasting glucose 0.94 g/L",
           "Carnet cannot show this kind of file.", "Page 1 of 1",
           "Part of this carnet cannot be read. Nothing was changed."),
}  # fmt: skip


def states(language: str) -> dict[str, DocumentsState]:
    """Return every state that the page must be able to draw, by name."""
    rows = _FR if language == "fr" else _EN
    count, kind, size, weight, text, strange, page, broken = _WORDS[language]
    ready = DocumentsState("ready", rows, count=count)
    facts = ((kind, rows[0].detail.split(" · ", maxsplit=1)[0]), (size, weight))
    view = View("a", rows[0].title, facts)
    sheet = Picture(page, 794, 1123, 794 * 3, bytes([255]) * 794 * 3 * 1123)
    long = replace(rows[0], title=f"{rows[0].title} " * 7, detail=f"{rows[0].detail} " * 4)
    return {
        "ready": ready,
        "open": replace(ready, view=replace(view, step="ready", pages=(sheet,))),
        "text": replace(ready, view=replace(view, step="ready", text=f"{text}\n" * 9)),
        "opening": replace(ready, view=view),
        "strange": replace(ready, view=replace(view, step="none", sentence=strange)),
        "broken": replace(ready, view=replace(view, step="failed", sentence=broken)),
        "long": replace(ready, rows=(long,) * 20),
        "nothing": replace(ready, rows=(), words="xyz"),
        "empty": DocumentsState("empty"),
        "loading": DocumentsState(),
        "failed": DocumentsState("failed", sentence=broken),
    }


PICTURED: Final = Pictured("documents", states, DocumentsPage)
