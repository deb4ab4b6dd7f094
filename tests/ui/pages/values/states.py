"""Named states of the table of values; everything in them is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.ui.shots import Pictured
from vault.ui.pages.values.page import ValuesPage
from vault.ui.pages.values.state import Value, ValuesState

_ROWS: Final = {
    "fr": (
        Value("1", "23 nov., 7 h 12", "68,40\u00a0kg", "", "Withings Body+", "", 5, 68.4),
        Value("2", "22 nov., 7 h 05", "68,6\u00a0kg", "", "Saisi à la main", "après la marche", 4,
              68.6),
        Value("3", "21 nov., 2 h 30", "68,9\u00a0kg", "", "Withings Body+",
              "heure ambiguë (changement d’heure)", 3, 68.9),
    ),
    "en": (
        Value("1", "23 Nov, 07:12", "68.40\u00a0kg", "", "Withings Body+", "", 5, 68.4),
        Value("2", "22 Nov, 07:05", "68.6\u00a0kg", "", "Typed by hand", "after the walk", 4, 68.6),
        Value("3", "21 Nov, 02:30", "68.9\u00a0kg", "", "Withings Body+",
              "ambiguous time (clock change)", 3, 68.9),
    ),
}  # fmt: skip
_ASIDE: Final = {
    "fr": Value("4", "21 nov., 2 h 30", "689\u00a0kg", "", "Withings Body+",
                "Mis de côté\u00a0: valeur impossible", 2, 689, aside=True),
    "en": Value("4", "21 Nov, 02:30", "689\u00a0kg", "", "Withings Body+",
                "Set aside: this value cannot be", 2, 689, aside=True),
}  # fmt: skip
_FAILED: Final = {
    "fr": "Une partie de ce carnet est illisible. Rien n’a été modifié.",
    "en": "Part of this carnet cannot be read. Nothing was changed.",
}


def states(language: str) -> dict[str, ValuesState]:
    """Return every state that the page must be able to draw, by name."""
    title = {"fr": "Poids", "en": "Weight"}[language]
    rows = _ROWS[language]
    ready = ValuesState("ready", title, "body_weight", rows, 3, 3)
    many = tuple(
        replace(rows[number % 3], key=f"k{number}", at=1000 - number) for number in range(200)
    )
    long = replace(
        rows[0], name="Hémoglobine glyquée", remark="une remarque qui ne finit pas " * 5,
        source="Laboratoire de biologie médicale de la Rochefoucauld-Doudeauville",
    )  # fmt: skip
    return {
        "ready": ready,
        "many": replace(ready, values=many, loaded=200, total=1204, older=True),
        "everything": replace(ready, values=(*rows, _ASIDE[language]), everything=True),
        "nothing_found": replace(ready, values=(), filter="zzz"),
        "long": replace(ready, title="Hémoglobine glyquée fractionnée", values=(long, *rows)),
        "empty": ValuesState("empty", title, "body_weight"),
        "loading": ValuesState("loading", title, "body_weight"),
        "failed": ValuesState("failed", title, "body_weight", sentence=_FAILED[language]),
    }


PICTURED: Final = Pictured("measures", states, ValuesPage)
