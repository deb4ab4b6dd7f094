"""The summary on paper: read back as it can be selected, whole, tagged, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.exports.contents import CAMILLE, FORMS, content, empty, fact, full
from tests.exports.paper import text_of
from vault.exports.format import Content
from vault.exports.formats.pdf_summary import EXPORT, make
from vault.exports.registry import formats
from vault.i18n import speak
from vault.paths import assets


def pages(made: Content) -> list[str]:
    return text_of(make(made, FORMS).body)


def test_one_page_holds_an_ordinary_record_in_the_order_of_reading() -> None:
    (page,) = pages(full())
    words = [
        "Camille Exemple", "1979-05-14", "female", "From 25 Nov 2025 to 24 Nov 2026",
        "Allergies", "Pénicilline", "Treatments", "Ramipril 5 mg", "1 comprimé le matin",
        "Health problems", "Vaccinations", "Last measurements", "70.0", "Charts",
        "What is missing here", "Where this comes from",
    ]  # fmt: skip
    head = page.index("Health summary")
    places = [page.index(word, head) for word in words]
    assert places == sorted(places)


def test_every_page_says_whose_it_is_which_page_and_what_it_is_not() -> None:
    many = [fact("medication", f"Médicament numéro {number:02}") for number in range(80)]
    found = pages(content(*many))
    assert len(found) > 1
    for number, page in enumerate(found, start=1):
        assert "Camille Exemple" in page
        assert f"Page {number} of {len(found)}" in page
        assert "does not replace medical advice" in page
        assert "anyone who has it can read it" in page


def test_eighty_treatments_are_all_there() -> None:
    many = [
        fact("medication", f"Médicament numéro {number:02}", {"dosage": [{"text": "1 le matin"}]})
        for number in range(80)
    ]
    whole = " ".join(pages(content(*many)))
    assert [n for n in range(80) if f"Médicament numéro {n:02}" not in whole] == []
    assert make(content(*many), FORMS).items == 80


def test_an_empty_record_makes_a_page_that_says_so() -> None:
    (page,) = pages(empty())
    assert page.count("Not filled in") >= 5
    assert "No measurement in this record." in page


def test_long_names_and_accents_are_set_whole() -> None:
    long = "Acétylsalicylate de DL-lysine " * 12
    person = replace(CAMILLE, given="Anne-Élisabeth Ÿsoline", family_birth="Œuvrard de l’Ærø" * 4)
    made = replace(content(fact("medication", long.strip())), person=person)
    whole = " ".join(pages(made))
    assert "Anne-Élisabeth Ÿsoline" in whole
    assert whole.count("Acétylsalicylate") == 12


def test_words_of_the_record_are_text_and_never_a_command_of_the_page() -> None:
    odd = '#image("x") *gras* = Titre $x$ \\ <a> @b //c "d" [e]'
    (page,) = pages(content(fact("condition", odd)))
    assert odd in page


def test_a_made_up_record_says_so_on_every_page() -> None:
    (page,) = pages(replace(full(), example=True))
    assert page.count("Example: this person does not exist.") == 2


@pytest.mark.parametrize("made", [full(), empty()], ids=["full", "empty"])
def test_it_is_tagged_and_the_same_bytes_each_time(made: Content) -> None:
    body = make(made, FORMS).body
    assert b"/StructTreeRoot" in body
    assert b"/MarkInfo" in body
    assert body == make(made, FORMS).body


def test_the_french_page_is_french_and_well_set() -> None:
    speak("fr", assets() / "locale")
    body = make(full(), FORMS).body
    (page,) = text_of(body)
    assert b"/Lang(fr" in body
    assert "Résumé de santé" in page
    assert "Ce fichier n’est pas chiffré\u00a0: toute personne qui l’a peut le lire." in page
    assert "Page 1 sur 1" in page


def test_it_stands_on_the_shelf() -> None:
    assert EXPORT in formats()
    assert EXPORT.title() == "Summary for a professional (PDF)"
