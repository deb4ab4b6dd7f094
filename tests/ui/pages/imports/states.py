"""Named states of an import; everybody and everything in them is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from tests.ui.shots import NOE, Pictured, Whose, own
from vault.formatting import day
from vault.i18n import _, speak
from vault.importers.format import Question
from vault.paths import assets
from vault.ui.pages.imports import telling
from vault.ui.pages.imports.page import ImportsPage
from vault.ui.pages.imports.state import Asked, Check, ImportsState, Past, Progress, Stranger
from vault.usecases import importing
from vault.usecases.import_contents import Content, Shown
from vault.wording import questions

_TODAY: Final = date(2026, 11, 23)


def _at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 7, 12, tzinfo=UTC)


_HELD: Final = (
    Content("heart_rate", 186_402, _at(2023, 3, 1), _at(2026, 11, 21)),
    Content("steps", 65_120, _at(2023, 3, 1), _at(2026, 11, 21)),
    Content(
        "body_weight", 1_190, _at(2024, 1, 3), _at(2026, 11, 20),
        [Shown(_at(2024, 1, 3), "", 71.4, None, "kg", "Balance")],
    ),
    Content("blood_pressure", 64, _at(2026, 5, 1), _at(2026, 11, 19)),
    Content("workout", 12, _at(2026, 5, 1), _at(2026, 10, 2)),
)  # fmt: skip
_PAST: Final = (
    ("b2", date(2026, 11, 3), "export.zip", "1 190", "kept"),
    ("b1", date(2025, 3, 14), "weight.csv", "64", "undone"),
)


def _states(language: str) -> Mapping[str, ImportsState]:
    speak(language, assets() / "locale")
    formats = tuple(one.title for one in importing.known())
    titles = {one.name: one.title for one in importing.known()}
    past = tuple(
        Past(
            key, day(_TODAY, when), file, titles["withings-export"], added,
            _("Kept") if state == "kept" else _("Taken back"),
            (float(when.toordinal()), file, "", 0.0, ""),
        )
        for key, when, file, added, state in _PAST
    )  # fmt: skip
    check = Check(
        facts=(
            (_("Format"), titles["apple-health"]), (_("Period"), "1 mars 2023 - 21 nov. 2026"),
            (_("Sources"), "Montre, Balance, Téléphone"), (_("Size"), "128 Mo"),
        ),
        formats=tuple(titles.items()), format="apple-health",
        kinds=tuple(telling.kind(one, _TODAY) for one in _HELD),
        messages=(_("Some broken letters of the file were replaced."),),
        outlook=_("Everything is already there: nothing would be added."),
    )  # fmt: skip
    left = replace(check.kinds[1], kept=False)
    zoned = replace(check, zone="Europe/Paris", zones=("America/New_York", "Europe/Paris"))
    who = _("This file seems to be about {name}, born on {date}.").format(
        name="Élise Durand", date={"fr": "2 avr. 1979", "en": "2 Apr 1979"}[language]
    )
    stranger = Stranger(who, (("p2", "Noé Martin"), ("p3", "Odile Martin")), "Claire")
    order = Question("date_order", ("dmy", "mdy"), "mesures.csv:3")
    asked = Asked(
        "date_order", questions.question(order),
        tuple((one, questions.choice(one)) for one in order.choices),
    )  # fmt: skip
    base = ImportsState("choose", "Claire", formats, files="")
    file = replace(base, files="export.zip")
    reading = Progress(
        _("Reading {file}").format(file="export.zip"),
        _("{done} of {total}").format(done="48 Mo", total="128 Mo"), 48, 128,
    )  # fmt: skip
    failed = _("Carnet does not know this kind of file.")
    locked = _("This file is protected by a password.")
    long = "sauvegarde-complete-de-la-montre-et-de-la-balance-du-salon-2023-2026-version-finale.zip"
    return {
        "loading": replace(base, step="loading"),
        "empty": base,
        "ready": replace(base, past=past),
        "reading": replace(file, step="reading", progress=reading),
        "reading_long": replace(file, step="reading", progress=reading, long=True),
        "check": replace(file, step="check", check=replace(check, kinds=(left, *check.kinds))),
        "zone": replace(file, step="check", check=zoned),
        "stranger": replace(
            file, step="check", check=replace(check, stranger=stranger, outlook="")
        ),
        "question": replace(
            file, step="check", check=replace(check, questions=(asked,), kinds=(), outlook="")
        ),
        "writing": replace(
            file, step="writing",
            progress=Progress(_("Writing into {first}’s record").format(first="Claire")),
        ),
        "interrupted": replace(base, title=_("Interrupted: nothing was written."), past=past),
        "unknown": replace(
            file, step="failed", title=failed,
            sentence=_("Look below which kinds of files can be imported."),
        ),
        "locked": replace(
            file, step="failed", title=locked,
            sentence=_("Remove its password in the program that made it, then choose it again."),
        ),
        "somebody_else": replace(base, first="Noé", past=past),
        "long": replace(file, step="check", files=long, check=replace(
            check, kinds=tuple(replace(one, key=f"{one.key}{n}") for n in range(10)
                               for one in check.kinds))),
    }  # fmt: skip


def _whose(name: str) -> Whose:
    return (NOE, 1) if name == "somebody_else" else own(name)


PICTURED: Final = Pictured("overview", _states, ImportsPage, whose=_whose)
