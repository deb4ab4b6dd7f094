"""A notice taken apart makes the same notice again, to the letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.pages.sign.notices import noticed, service
from vault.sync.notice_words import WORDS
from vault.usecases.nine_facts import read

_WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("child", [False, True])
def test_a_notice_is_taken_apart_and_nothing_is_left_out(language: str, *, child: bool) -> None:
    notice = noticed(language, child=child)
    facts = read(notice)
    words = WORDS[language]
    assert facts.text == notice
    assert facts.title == words.title
    assert tuple(one.head for one in facts.facts) == words.heads
    assert [one.number for one in facts.facts] == list(range(1, 10))
    assert facts.fact(6).lines == (words.once,)
    assert bool(facts.for_whom) is child
    assert facts.agreement_head == words.agreement_head


@given(name=_WORDS, publisher=_WORDS, refusal=_WORDS)
def test_whatever_a_catalogue_states_the_words_stay(
    name: str, publisher: str, refusal: str
) -> None:
    one = service(name={"fr": name}, publisher={"name": publisher})
    stated = {**one.entry["finalities"][0], "refusal": {"text": {"fr": refusal}}}
    notice = noticed("fr", service(
        name={"fr": name}, publisher={"name": publisher}, finalities=[stated]
    ))  # fmt: skip
    assert read(notice).text == notice


@pytest.mark.parametrize(
    "text",
    ["", "hello", "a\n\n1. b\nc\n", "title\n\n" + "\n".join(f"{n}. x" for n in range(1, 10))],
)
def test_what_is_no_notice_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ValueError, match="nine"):
        read(text)


def test_a_notice_with_something_between_its_parts_is_none() -> None:
    title, rest = noticed("en").split("\n\n1. ", 1)
    with pytest.raises(ValueError, match="nine"):
        read(f"{title}\n\nmore\nand more\n\n1. {rest}")
