"""How a command declares itself, what it gets, and what it answers."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vault.clock import Clock
from vault.errors import VaultError
from vault.paths import default_vault
from vault.usecases.policy import STANDARD, Policy
from vault.usecases.session import Session


@dataclass(frozen=True, slots=True)
class Table:
    """Rows for people, under translated heads; every cell is already written as it is read."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answers: the document of `--json`, the words for people, the exit code.

    `error` is something that ended the work after part of it was kept: it is said, stands in the
    document under "error", and its exit code counts. `shown` = the command showed it itself, as one
    that runs on must.
    """

    data: Mapping[str, Any]
    say: Sequence[str | Table] = ()
    code: int = 0
    error: VaultError | None = None
    shown: bool = False


@dataclass(slots=True)
class Call:
    """One run of a command: its options, the time, and the doors to vault and person."""

    options: Namespace
    clock: Clock
    session: Callable[[], Session]  # opens the vault when first called, once
    progress: Callable[[str], Callable[[int, int], None]]  # label -> told (done, of)
    secret: Callable[[str, str], str] = field(repr=False)  # option, question -> first line
    place: Path = field(default_factory=default_vault)  # where the vault lies
    policy: Policy = STANDARD  # what a passphrase must cost
    keep: Callable[[Session], Session] = lambda session: session  # close this one at the end


@dataclass(frozen=True, slots=True)
class Command:
    """One command; `words` after `carnet`, `help` and `arguments` are called when needed."""

    words: tuple[str, ...]
    help: Callable[[], str]
    run: Callable[[Call], Answer]
    arguments: Callable[[ArgumentParser], None] = lambda _parser: None
