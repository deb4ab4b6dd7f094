"""Asks for a new passphrase: from the file that was named, else twice on the terminal."""

from __future__ import annotations

from vault.cli.command import Call
from vault.errors import PassphraseTooWeak
from vault.i18n import _


def new_passphrase(call: Call) -> str:
    """Return what is to be the passphrase from now on.

    Raises:
        PassphraseTooWeak: typed twice, and not the same.
        PassphraseNeeded: no file was named and there is no terminal to ask on.
    """
    option = "new_passphrase_file"
    typed = call.secret(option, _("New passphrase:"))
    if not call.options.new_passphrase_file and typed != call.secret(
        option, _("The same once more:")
    ):
        raise PassphraseTooWeak("different")
    return typed
