"""The words for each check of an evidence file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from vault.i18n import _

CHECKS: Final[Mapping[str, Callable[[], str]]] = {
    "manifest": lambda: _("The file is whole"),
    "no-private-key": lambda: _("No private key in it"),
    "roots": lambda: _("Root keys of the catalogue"),
    "catalogue": lambda: _("Catalogue, signed by a root key"),
    "grant": lambda: _("Agreement, signed by the person"),
    "within-request": lambda: _("The agreement asks for no more than the service did"),
    "notice": lambda: _("The text that was shown is the text that was signed"),
    "rotation": lambda: _("Change of key, signed by both keys"),
    "share": lambda: _("Sending, signed by the person"),
    "numbers": lambda: _("One number, one sending"),
    "receipt": lambda: _("Receipt, signed by the service"),
    "content": lambda: _("The content is what was sent"),
    "refusal": lambda: _("Answer that was no right receipt"),
    "revocation": lambda: _("Stop, signed by the person"),
    "revocation-receipt": lambda: _("Answer to the stop, signed by the service"),
    "erasure": lambda: _("Erasure, asked or answered"),
    "ledger": lambda: _("Proof of order"),
}
