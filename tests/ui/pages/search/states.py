"""Named states of the search; everything in them is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.shots import Pictured
from vault.ui.pages.search.page import SearchPage
from vault.ui.pages.search.state import Group, Hit, SearchState

_FR: Final = (
    Group("Traitements", (Hit("a", "Ramipril 5 mg", "2 janv. 2024 · un comprimé", "treatment"),)),
    Group("Documents", (
        Hit("b", "Ordonnance", "2 janv. 2024 · Ramipril 5 mg, un comprimé", "documents"),
        Hit("c", "Compte rendu", "12 mars 2025 · sous ramipril depuis un an", "documents"),
    )),
)  # fmt: skip
_EN: Final = (
    Group("Treatments", (Hit("a", "Ramipril 5 mg", "2 Jan 2024 · one tablet", "treatment"),)),
    Group("Documents", (
        Hit("b", "Prescription", "2 Jan 2024 · Ramipril 5 mg, one tablet", "documents"),
        Hit("c", "Report", "12 Mar 2025 · on ramipril for a year", "documents"),
    )),
)  # fmt: skip
_WORDS: Final = {
    "fr": ("3 résultats", "0 résultat",
           "Une partie de ce carnet est illisible. Rien n’a été modifié."),
    "en": ("3 results", "0 results", "Part of this carnet cannot be read. Nothing was changed."),
}  # fmt: skip


def states(language: str) -> dict[str, SearchState]:
    """Return every state that the page must be able to draw, by name."""
    groups, (count, none, broken) = (_FR if language == "fr" else _EN), _WORDS[language]
    ready = SearchState("ready", "ramipril", several=True, count=count, groups=groups)
    hit = groups[0].hits[0]
    long = replace(hit, title=f"{hit.title} " * 12, detail=f"{hit.detail} " * 8)
    return {
        "ready": ready,
        "alone": replace(ready, several=False),
        "long": replace(ready, groups=(replace(groups[0], hits=(long,) * 6),)),
        "nothing": replace(ready, step="nothing", groups=(), count=none),
        "empty": SearchState(several=True),
        "failed": SearchState("failed", sentence=broken),
    }


PICTURED: Final = Pictured("search", states, SearchPage)
