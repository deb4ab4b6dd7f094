from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import vault.errors
from vault.errors import FileTooLarge, ImplausibleValue, VaultError, VaultTooNew
from vault.i18n import speak
from vault.paths import assets
from vault.wording.errors import SENTENCES, sentence


def family(error: type[VaultError]) -> Iterator[type[VaultError]]:
    yield error
    for below in error.__subclasses__():
        yield from family(below)


def leaves() -> list[type[VaultError]]:
    return [error for error in family(VaultError) if not error.__subclasses__()]


@pytest.mark.parametrize("error", leaves(), ids=lambda e: e.__name__)
def test_every_error_has_a_sentence(error: type[VaultError]) -> None:
    assert error in SENTENCES


def test_a_sentence_uses_the_facts_of_its_error() -> None:
    assert "9999" in sentence(VaultTooNew(9999, 1))
    assert "256" in sentence(FileTooLarge(256_000_000))


def test_what_cannot_be_is_said_by_the_name_of_the_measure_with_bounds_as_they_are_read() -> None:
    error = ImplausibleValue("VALUE", measure="body_weight", low="0.2", high="650")
    assert sentence(error) == "Weight: a value between 0.2 and 650\u00a0kg is expected."
    speak("fr", assets() / "locale")
    assert sentence(error).startswith("Poids\u00a0:")
    assert "0,2" in sentence(error)
    assert "650\u00a0kg" in sentence(error)


def test_every_error_stands_in_the_drawing_beside_its_exit_code() -> None:
    drawn: dict[str, int] = {}
    for branch in re.split(r"[├└]── ", vault.errors.__doc__ or "")[1:]:
        names = re.findall(r"[A-Z]\w+", branch)
        drawn |= dict.fromkeys(names, int(branch[0]))
    written = {
        error.__name__: error.exit_code for error in family(VaultError) if error != VaultError
    }
    assert written.items() <= drawn.items()
