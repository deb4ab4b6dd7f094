"""Writes a file where the person asked for it."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from vault.errors import DiskFull, NotWritable

_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def written(path: Path, content: bytes) -> None:
    """Write a file whole, for this account alone; what stood there is replaced at the end.

    Raises:
        DiskFull, NotWritable: the place refuses; what stood there stays.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as refused:
        with suppress(OSError):  # what stands in the way may be a file where a folder was named
            part.unlink()
        if refused.errno in _FULL:
            raise DiskFull from None
        raise NotWritable(str(path)) from None
