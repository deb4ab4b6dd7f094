"""Opens the vault that the options name, once, with the way in that they give."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from getpass import getpass
from pathlib import Path
from types import TracebackType
from typing import Self

from vault import paths
from vault.clock import Clock
from vault.errors import PassphraseNeeded, VaultMissing
from vault.usecases.session import Session


class Opener:
    """The vault of one command: opened when first asked for, closed at the end."""

    def __init__(self, options: Namespace, clock: Clock) -> None:
        self._options, self._clock = options, clock
        self._session: Session | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if self._session is not None:
            self._session.end()

    @property
    def place(self) -> Path:
        """Where the vault lies."""
        named = self._options.vault or os.environ.get("CARNET_VAULT")
        return Path(named) if named else paths.default_vault()

    def session(self) -> Session:
        """Open the vault, once."""
        if self._session is None:
            raise VaultMissing
        return self._session

    def secret(self, option: str, question: str) -> str:
        """Return the first line of the file of an option ("-": standard input), else ask.

        Raises:
            PassphraseNeeded: no file was named and there is no terminal to ask on.
        """
        named = getattr(self._options, option)
        if named == "-":
            return sys.stdin.readline().rstrip("\r\n")
        if named:
            with Path(named).open(encoding="utf-8") as stream:
                return stream.readline().rstrip("\r\n")
        if not sys.stdin.isatty():
            raise PassphraseNeeded
        return getpass(f"{question} ")
