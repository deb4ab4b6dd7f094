"""What is typed into the search field, taken apart."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.record.query import Query, asked


@given(st.text())
def test_any_text_is_a_query(text: str) -> None:
    assert isinstance(asked(text), Query)


def test_words_phrases_and_exclusions_are_folded() -> None:
    query = asked('Œdème "Grippe Aviaire" -fièvre -"mal de tête" - "" -...')
    assert query.words == ("oedeme",)
    assert query.phrases == (("grippe", "aviaire"),)
    assert query.without == (("fievre",), ("mal", "de", "tete"))
    assert not query.empty


def test_filters_have_french_and_english_names() -> None:
    french = "type:vaccins avant:2020 après:2019-03 personne:Zoé source:Balance"
    english = "type:immunization before:2020 after:2019-03 person:Zoé source:balance"
    for text in (french, english):
        query = asked(text)
        assert (query.type, query.person, query.source) == ("immunization", "Zoé", "balance")
        assert (query.before, query.after) == (date(2020, 1, 1), date(2019, 3, 1))


@pytest.mark.parametrize("text", ["avant:hier", "avant:2020-13", "avant:2020-02-30"])
def test_a_day_that_is_none_is_no_filter(text: str) -> None:
    assert asked(text) == Query()
    assert asked(text).empty


def test_a_name_of_no_filter_is_a_word() -> None:
    assert asked("note:rein type:").words == ("note", "rein", "type")
