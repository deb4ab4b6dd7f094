"""What the lines of the journal say to people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vault.i18n import _

_KINDS: Final[dict[str, Callable[[], str]]] = {
    "created": lambda: _("The carnet was created"),
    "opened": lambda: _("The carnet was opened"),
    "locked": lambda: _("The carnet was locked"),
    "failed_attempts": lambda: _("Missed attempts since the last opening"),
    "way_in_added": lambda: _("A way in was added"),
    "way_in_removed": lambda: _("A way in was removed"),
    "recovery_checked": lambda: _("The recovery sheet was checked"),
    "passphrase_changed": lambda: _("The passphrase was changed"),
    "rekeyed": lambda: _("The carnet was encrypted with a new key"),
    "person_added": lambda: _("A person was added"),
    "person_edited": lambda: _("A person was changed"),
    "person_removed": lambda: _("A person was removed"),
    "imported": lambda: _("A file was imported"),
    "import_undone": lambda: _("An import was taken back"),
    "received": lambda: _("Readings were received"),
    "assigned": lambda: _("Readings were assigned"),
    "discarded": lambda: _("Readings were discarded"),
    "readings_put_back": lambda: _("Readings that were discarded wait again"),
    "added": lambda: _("An item was added"),
    "edited": lambda: _("An item was changed"),
    "deleted": lambda: _("An item was deleted"),
    "restored": lambda: _("An item was restored"),
    "purged": lambda: _("Deleted items were erased"),
    "exported": lambda: _("Data was exported"),
    "printed": lambda: _("Data was printed"),
    "opened_outside": lambda: _("A document was opened in another program"),
    "backup_made": lambda: _("A backup was made"),
    "backup_failed": lambda: _("A backup did not succeed"),
    "rehearsed": lambda: _("A backup was tried"),
    "restored_from_backup": lambda: _("The carnet was restored from a backup"),
    "migrated": lambda: _("The carnet was brought up to date"),
    "integrity_checked": lambda: _("The carnet was checked"),
    "integrity_failed": lambda: _("A check found damage"),
    "rollback_accepted": lambda: _("An older state of the carnet was accepted"),
    "clock_jump": lambda: _("The clock of this computer went back"),
    "share_signed": lambda: _("A share was signed"),
    "share_sent": lambda: _("A share was sent"),
    "share_confirmed": lambda: _("A share was confirmed by the service"),
    "share_paused": lambda: _("A share was paused"),
    "share_resumed": lambda: _("A share was resumed"),
    "share_stopped": lambda: _("A share was stopped"),
    "share_ended": lambda: _("A share has ended"),
    "share_replaced": lambda: _("A share was replaced"),
    "share_refused": lambda: _("A share was refused by the service"),
    "share_declined": lambda: _("A share was declined"),
    "erasure_asked": lambda: _("A service was asked to erase what it received"),
    "key_rotated": lambda: _("A signing key was changed"),
    "catalogue_changed": lambda: _("The catalogue of services changed"),
    "recovered": lambda: _("Data was taken back from a service"),
    "portability_tested": lambda: _("A service was asked to give back what it was sent"),
    "sync_joined": lambda: _("A computer was linked"),
    "sync_pushed": lambda: _("Changes were sent to the other computers"),
    "sync_pulled": lambda: _("Changes came from another computer"),
    "sync_conflict": lambda: _("Two computers changed the same item"),
    "device_paired": lambda: _("A device was added"),
    "device_changed": lambda: _("A device was changed"),
    "device_read": lambda: _("A device was read"),
    "device_forgotten": lambda: _("A device was forgotten"),
    "reference_chosen": lambda: _("A reference was chosen"),
    "reference_ended": lambda: _("A reference was taken away"),
    "settings_security": lambda: _("A security setting was changed"),
}


def happened(kind: str) -> str:
    """Say what a line tells; a kind that a later version made is said as it stands."""
    return _KINDS[kind]() if kind in _KINDS else kind


def kinds() -> frozenset[str]:
    """Return the kinds that have words."""
    return frozenset(_KINDS)
