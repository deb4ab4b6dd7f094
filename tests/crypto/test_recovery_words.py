"""V20: the recovery sheet, there and back."""

from __future__ import annotations

import random
import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.crypto.recovery_words import (
    BadWords,
    checked,
    secret_of,
    suggestions,
    word_list,
    words_of,
)

VECTORS = {
    bytes(16): "appuyer" + " abaisser" * 11 + " visqueux",
    bytes(range(16)): "appuyer abolir agréable exotique adhésif chlorure prodige arroser murmure"
    " jambe cobra procéder avancer",
    b"\xff" * 16: "boire" + " zoologie" * 11 + " sénateur",
}
secrets = st.binary(min_size=16, max_size=16)


@pytest.mark.parametrize(("secret", "words"), VECTORS.items(), ids=["0", "1", "f"])
def test_the_vectors(secret: bytes, words: str) -> None:
    assert " ".join(words_of(secret)) == words
    assert secret_of(words) == secret


@given(secrets)
def test_any_secret_comes_back(secret: bytes) -> None:
    assert secret_of(" ".join(words_of(secret))) == secret


@given(secrets)
def test_it_is_read_as_people_type_it(secret: bytes) -> None:
    words = words_of(secret)
    bare = [
        "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
        for word in words
    ]
    for typed in (
        " ".join(words).upper(),
        "\r\n".join(bare),
        ", ".join(word[:4] for word in bare),
        "  ".join(f"{number}. {word}" for number, word in enumerate(words, start=1)),
        unicodedata.normalize("NFD", "-".join(words)),
    ):
        assert secret_of(typed) == secret


@pytest.mark.parametrize("count", [0, 1, 12, 14])
def test_thirteen_words_are_asked(count: int) -> None:
    with pytest.raises(BadWords) as bad:
        secret_of("abaisser " * count)
    assert bad.value.problem == "count"


def test_a_word_that_is_none_is_named_by_its_place() -> None:
    words = list(words_of(bytes(range(16))))
    for place, word in ((1, "carnet"), (7, "zzz"), (13, "avancerait"), (2, "abo")):
        wrong = [*words[: place - 1], word, *words[place:]]
        with pytest.raises(BadWords) as bad:
            secret_of(" ".join(wrong))
        assert (bad.value.problem, bad.value.place) == ("unknown", place)


@pytest.mark.slow
def test_ten_thousand_errors_never_give_the_secret_back() -> None:
    """One in 2,048 passes the check word; then it is another secret, and opens nothing."""
    dice, secret = random.Random(7), bytes(range(16))  # noqa: S311 - chosen mistakes, no secret
    words, listed = words_of(secret), word_list()
    passed = 0
    for _turn in range(10_000):
        wrong = list(words)
        if dice.random() < 0.5:
            one, other = dice.sample(range(13), 2)
            wrong[one], wrong[other] = wrong[other], wrong[one]
        else:
            wrong[dice.randrange(13)] = dice.choice(listed)
        if tuple(wrong) == words:
            continue
        try:
            assert secret_of(" ".join(wrong)) != secret
            passed += 1
        except BadWords:
            pass
    assert passed < 20


def test_the_words_are_told_by_four_letters() -> None:
    assert len(word_list()) == 2048
    assert suggestions("a") == ()
    assert suggestions("ÉCL") == tuple(word for word in word_list() if word.startswith("écl"))


def test_another_list_is_never_used() -> None:
    stored = (files("mnemonic") / "wordlist" / "french.txt").read_bytes()
    assert len(checked(stored)) == 2048
    for other in (b"", stored + b"\n", stored.replace(b"zoologie", b"zoologue")):
        with pytest.raises(RuntimeError):
            checked(other)


def test_the_words_are_not_told_in_an_error() -> None:
    with pytest.raises(BadWords) as bad:
        secret_of("carnet " * 13)
    assert "carnet" not in str(bad.value)
