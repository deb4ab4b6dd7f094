"""Opens one value, to be edited."""

from __future__ import annotations

from vault.i18n import _
from vault.ui.desk import Desk
from vault.usecases.entering import is_sample


def join(desk: Desk, uid: str) -> None:
    """Open the form of a value that was kept; a sample of a recording has none."""
    if is_sample(uid):
        desk.tell(_("This value is part of a recording: it can be deleted, not edited."), None)
    else:
        desk.go(f"add//{uid}")
