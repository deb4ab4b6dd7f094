"""Named states of the report of an import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from tests.ui.shots import CLAIRE, Pictured
from vault.i18n import speak
from vault.paths import assets
from vault.ui.pages.imports.report_page import ReportPage
from vault.ui.pages.imports.report_words import report
from vault.ui.pages.imports.state import Counter, ReportState
from vault.usecases.import_items import KeptReport

_TODAY: Final = date(2026, 11, 23)
_TOLD: Final = {
    "added": 1190, "already_present": 12_400, "corrected": 2, "duplicate_inside_file": 31,
    "duplicate_of_other_source": 64, "to_check": 3, "refused": 2, "seconds": 12.4,
    "complete": True, "unsupported": {"HKDataTypeAudiogram": 4},
    "by_kind": {"body_weight": {"added": 1190, "first": "2024-01-03", "last": "2026-11-20"}},
    "remarks": [
        {"kind": "zone_assumed", "where": "", "facts": {"zone": "Europe/Paris"}, "level": "info"},
        {"kind": "refused_unreadable", "where": "weight.csv:41",
         "facts": {"count": "2", "places": "weight.csv:41, weight.csv:52"}, "level": "warning"},
    ],
}  # fmt: skip


def _states(language: str) -> Mapping[str, ReportState]:
    speak(language, assets() / "locale")
    kept = KeptReport(
        "b1", CLAIRE, datetime(2026, 11, 23, 9, 12, tzinfo=UTC), "export.zip", "apple-health",
        128_000_000, "kept", _TOLD,
    )  # fmt: skip
    ready = replace(report(kept, _TODAY), first="Claire")
    cut = {**_TOLD, "remarks": [
        {"kind": "file_cut", "where": "weight.csv:41", "facts": {"count": "40", "line": "41"},
         "level": "warning"}]}  # fmt: skip
    nothing = {name: 0 for name in _TOLD if isinstance(_TOLD[name], int)} | {
        "already_present": 64, "remarks": [
            {"kind": "nothing_new", "where": "", "facts": {"count": "64"}, "level": "info"}],
    }  # fmt: skip

    def opened(one: Counter) -> Counter:
        if one.key != "to_check":
            return one
        item = {
            "fr": ("Poids · 7210 kg", "Une valeur impossible.", "2 juin"),
            "en": ("Weight · 7210 kg", "A value that cannot be.", "2 Jun"),
        }[language]
        more = {"fr": "En montrer 12 de plus", "en": "Show 12 more"}[language]
        return replace(one, items=(item,) * 3, more=more)

    failed = {"fr": "Cet import est dans un autre dossier.",
              "en": "This import is in another record."}  # fmt: skip
    return {
        "loading": ReportState(first="Claire"),
        "ready": ready,
        "opened": replace(
            ready, counters=tuple(opened(one) for one in ready.counters), open="to_check"
        ),
        "cut": replace(report(replace(kept, told=cut), _TODAY), first="Claire"),
        "nothing_new": replace(report(replace(kept, told=nothing), _TODAY), first="Claire"),
        "undone": replace(ready, undone=True),
        "failed": ReportState("failed", "Claire", sentence=failed[language]),
    }


PICTURED: Final = Pictured("overview", _states, ReportPage)
