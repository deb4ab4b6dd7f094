from __future__ import annotations

from argparse import Namespace

import pytest

from tests.conftest import FakeClock
from vault.cli.command import Call
from vault.cli.new_passphrase import new_passphrase
from vault.errors import PassphraseTooWeak
from vault.usecases.session import Session


def call(session: Session, clock: FakeClock, file: str | None, *typed: str) -> Call:
    """A command whose person types these words, one after the other."""
    words = iter(typed)
    return Call(
        Namespace(new_passphrase_file=file), clock, lambda: session,
        lambda _label: lambda _done, _of: None, lambda _option, _question: next(words),
    )  # fmt: skip


def test_what_is_typed_twice_alike_is_the_new_passphrase(
    session: Session, clock: FakeClock
) -> None:
    assert new_passphrase(call(session, clock, None, "lente verrière", "lente verrière")) == (
        "lente verrière"
    )


def test_a_slip_of_the_second_time_is_said(session: Session, clock: FakeClock) -> None:
    with pytest.raises(PassphraseTooWeak) as caught:
        new_passphrase(call(session, clock, None, "lente verrière", "lente verriere"))
    assert caught.value.detail == "different"


def test_a_file_is_read_once(session: Session, clock: FakeClock) -> None:
    assert new_passphrase(call(session, clock, "new.txt", "lente verrière")) == "lente verrière"
