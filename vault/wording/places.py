"""What is unwise about the place of a vault."""

from __future__ import annotations

from vault.i18n import _


def doubt(name: str) -> str:
    """Say why a vault should lie elsewhere; it may stay all the same."""
    return {
        "network": _("This folder is on a network or another system. Keep a backup elsewhere."),
        "synced": _("Another program copies this folder while it is open. Use backups instead."),
    }[name]
