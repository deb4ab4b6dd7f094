"""The recovery sheet: one page, the words in order, no name, the same bytes each time."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exports.paper import picture_has_a_code, text_of
from vault.exports.recovery_sheet import pdf
from vault.formatting import long_date
from vault.i18n import speak
from vault.paths import assets

WORDS = [
    *("appuyer", "abolir", "agréable", "exotique", "adhésif", "chlorure", "prodige"),
    *("arroser", "murmure", "jambe", "cobra", "procéder", "avancer"),
]
MADE = date(2026, 11, 24)


def sheet() -> bytes:
    return pdf(WORDS, MADE, long_date)


def test_one_page_holds_the_numbered_words_in_their_order() -> None:
    (page,) = text_of(sheet())
    places = [page.index(f"{number}. {word}") for number, word in enumerate(WORDS, start=1)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Cette fiche ouvre le carnet créé le mardi 24 novembre 2026."),
        ("en", "This sheet opens the carnet made on Tuesday 24 November 2026."),
    ],
)
def test_it_says_what_it_opens_in_the_language_spoken(language: str, said: str) -> None:
    speak(language, assets() / "locale")
    (page,) = text_of(sheet())
    assert said in page


def test_it_is_tagged_and_titled() -> None:
    made = sheet()
    assert b"/StructTreeRoot" in made
    assert b"/Lang" in made


def test_the_same_sheet_is_the_same_bytes() -> None:
    assert sheet() == sheet()


def test_the_code_on_the_page_is_drawn_dark_on_light() -> None:
    assert picture_has_a_code(sheet())
