"""What kind of place a folder lies in: some let no write-ahead log live, some copy it away."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_NETWORK: Final = re.compile(r"nfs4?|cifs|smb\w*|fuse(blk|\..*)?|sshfs|webdav")
_SYNCED: Final = re.compile(
    r"(?i)onedrive.*|dropbox.*|icloud ?drive|com~apple~clouddocs|google ?drive|my drive"
    r"|nextcloud|owncloud|syncthing|sync"
)
_MOUNTS: Final = Path("/proc/self/mounts")


def network(place: Path, mounts: Path = _MOUNTS) -> bool:
    """Tell whether a place lies on a network or FUSE file system, as far as Linux tells."""
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return False
    here = place.absolute()
    found = [(Path(_plain(at)), kind) for _what, at, kind, *_more in map(str.split, lines)]
    above = [(len(at.parts), kind) for at, kind in found if here.is_relative_to(at)]
    return bool(above) and _NETWORK.fullmatch(max(above, key=lambda one: one[0])[1]) is not None


def synced(place: Path) -> bool:
    """Tell whether another program seems to copy this place away while it is open."""
    here = place.absolute()
    return any(_SYNCED.fullmatch(part) for part in here.parts) or any(
        (folder / ".stfolder").exists() for folder in here.parents
    )


def _plain(escaped: str) -> str:
    """Undo the octal escapes of a mount point."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), escaped)
