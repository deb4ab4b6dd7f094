"""What a vault tells before it is opened: nothing personal, and nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vault.errors import VaultMissing
from vault.store import attempts, files, header_pair, keyslots, vault_folder
from vault.usecases.policy import Policy


@dataclass(frozen=True, slots=True)
class Doorstep:
    """What stands at the door.

    `ways` are kinds, as `vault.json` names them; `missed` the wrong passphrases since the last
    opening; `size` the bytes of the database: a safety copy is as large.
    """

    ways: frozenset[str]
    missed: int
    size: int


def look(place: Path, policy: Policy) -> Doorstep:
    """Look at a vault that is closed.

    Raises:
        VaultMissing, NotAVault, VaultTooNew, VaultDamaged: it cannot be opened as it is.
        NotWritable: the place lets nobody look.
    """
    with files.placed(place):
        if not place.exists():
            raise VaultMissing
        vault_folder.examine(place)
        size = (place / vault_folder.DATABASE).stat().st_size
    header = header_pair.candidates(place)[0]
    ways = frozenset(way.kind for way in keyslots.listed(header))
    return Doorstep(ways, attempts.counted(policy.attempts, header.vault_id), size)
