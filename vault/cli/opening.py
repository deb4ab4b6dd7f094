"""Opens the vault that the options name, once, with the way in that they give."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from contextlib import suppress
from dataclasses import replace
from getpass import getpass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from vault import paths
from vault.clock import Clock
from vault.errors import (
    NeedsMigration,
    NotFound,
    PassphraseNeeded,
    VaultError,
    VaultMissing,
    WrongUse,
)
from vault.i18n import _
from vault.record.ways_in import KeyFile, Passphrase, Way, Words
from vault.usecases import editing, unlocking
from vault.usecases.policy import Consent, Policy
from vault.usecases.session import Session

_MOST_BYTES: Final = 65_536  # of a passphrase, a sheet or a key file
_WAYS: Final = ("passphrase_file", "recovery_file", "vault_key_file")


class Opener:
    """The vault of one command: opened when first asked for, closed at the end."""

    def __init__(self, options: Namespace, clock: Clock, policy: Policy) -> None:
        self._options, self._clock, self._policy = options, clock, policy
        self._session: Session | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if self._session is None:
            return
        if error is None:
            with suppress(VaultError):  # the work is done; what cannot go today goes tomorrow
                editing.purge(self._session)
        self._session.end()

    @property
    def place(self) -> Path:
        """Where the vault lies."""
        named = self._options.vault or os.environ.get("CARNET_VAULT")
        return Path(named) if named else paths.default_vault()

    def session(self) -> Session:
        """Open the vault, once."""
        if self._session is None:
            self._session = self._opened()
        return self._session

    def keep(self, session: Session) -> Session:
        """Take a vault that a command has opened itself, to be closed at the end."""
        self._session = session
        return session

    def secret(self, option: str, question: str) -> str:
        """Return the first line of the file of an option ("-": standard input), else ask.

        Raises:
            PassphraseNeeded: no file was named and there is no terminal to ask on.
            NotFound, WrongUse: the file is not there, or cannot be read as text.
        """
        named = getattr(self._options, option)
        if named == "-":
            return sys.stdin.readline().rstrip("\r\n")
        if named:
            return _text(named, option).partition("\n")[0].rstrip("\r")
        if not sys.stdin.isatty():
            raise PassphraseNeeded
        return getpass(f"{question} ")

    def _opened(self) -> Session:
        way, given = self._way(), self._options
        consent = Consent(migration=given.migrate, rollback=given.accept_rollback)
        try:
            return self._by(way, consent)
        except NeedsMigration:
            if not sys.stdin.isatty() or given.json or not _agreed():
                raise
            return self._by(way, replace(consent, migration=True))

    def _by(self, way: Way, consent: Consent) -> Session:
        return unlocking.open_vault(
            self.place, way, self._clock, policy=self._policy, consent=consent
        )

    def _way(self) -> Way:
        given = [name for name in _WAYS if getattr(self._options, name)]
        if len(given) > 1:
            raise WrongUse(", ".join(_shown(name) for name in given))
        option = given[0] if given else _WAYS[0]
        if option == "recovery_file":
            return Words(_everything(self._options.recovery_file, option))
        if option == "vault_key_file":
            return KeyFile(_bytes(self._options.vault_key_file, option))
        if not self._options.passphrase_file and not self.place.exists():
            raise VaultMissing  # before anything is asked
        return Passphrase(self.secret(option, _("Passphrase:")))


def _everything(named: str, option: str) -> str:
    return sys.stdin.read(_MOST_BYTES) if named == "-" else _text(named, option)


def _text(named: str, option: str) -> str:
    try:
        return _bytes(named, option).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongUse(_("the file of {option} is no text").format(option=_shown(option))) from None


def _bytes(named: str, option: str) -> bytes:
    try:
        with Path(named).open("rb") as stream:
            return stream.read(_MOST_BYTES)
    except FileNotFoundError:
        raise NotFound(what=_shown(option)) from None
    except (OSError, ValueError):
        told = _("the file of {option} cannot be read").format(option=_shown(option))
        raise WrongUse(told) from None


def _shown(option: str) -> str:
    return f"--{option.replace('_', '-')}"


def _agreed() -> bool:
    sys.stderr.write(_("This carnet was written by an older Carnet. Bring it up to date? (y/n) "))
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "o", "yes", "oui")
