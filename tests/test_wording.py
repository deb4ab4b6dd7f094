from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import vault.errors
from vault.errors import FileTooLarge, VaultError, VaultTooNew
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


def test_every_error_stands_in_the_drawing_beside_its_exit_code() -> None:
    drawn: dict[str, int] = {}
    for branch in re.split(r"[├└]── ", vault.errors.__doc__ or "")[1:]:
        names = re.findall(r"[A-Z]\w+", branch)
        drawn |= dict.fromkeys(names, int(branch[0]))
    written = {
        error.__name__: error.exit_code for error in family(VaultError) if error != VaultError
    }
    assert written.items() <= drawn.items()
