"""Encrypted pieces beside the database, for one import that does not fit into memory."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Self
from uuid import uuid4

from vault.crypto.passing import Passing
from vault.errors import VaultDamaged
from vault.store import files, vault_folder

_PREFIX: Final = "spill-"


class SpillFile:
    """One file in the staging folder of a vault, gone when it is closed.

    Its key lives in this object only: what a crash leaves behind is noise, and is swept next time.
    """

    def __init__(self, place: Path) -> None:
        self._folder = vault_folder.staging(place)
        self._path = self._folder / f"{_PREFIX}{uuid4().hex}"
        self._passing = Passing()
        self._pieces: dict[int, tuple[int, int]] = {}
        self._end = 0

    def __enter__(self) -> Self:
        for left in self._folder.glob(f"{_PREFIX}*"):
            left.unlink(missing_ok=True)
        return self

    def __exit__(self, *_error: object) -> None:
        self._path.unlink(missing_ok=True)

    def put(self, body: bytes) -> int:
        """Keep a piece; return its number.

        Raises:
            DiskFull, NotWritable: the place refuses.
        """
        number, sealed = self._passing.seal(body)
        with files.placed(self._path):
            if not self._pieces:
                files.make(self._path)
            with self._path.open("ab") as stream:
                stream.write(sealed)
        self._pieces[number] = (self._end, len(sealed))
        self._end += len(sealed)
        return number

    def get(self, number: int) -> bytes:
        """Give a piece back.

        Raises:
            VaultDamaged: it was changed on the disk.
        """
        start, length = self._pieces[number]
        try:
            with self._path.open("rb") as stream:
                stream.seek(start)
                sealed = stream.read(length)
        except OSError:
            raise VaultDamaged("staging") from None
        return self._passing.open(number, sealed)
