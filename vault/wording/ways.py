"""What the ways into a vault are called."""

from __future__ import annotations

from vault.i18n import _


def kind(name: str) -> str:
    """Say a kind of `vault.json`; one that a later version made is unknown here."""
    return {
        "passphrase": _("passphrase"),
        "recovery": _("recovery sheet"),
        "keyfile": _("key file"),
        "keyring": _("quick opening"),
    }.get(name, _("unknown way in"))
