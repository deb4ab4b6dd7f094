"""Resources of a bulk export, a line each, taken as they come.

https://hl7.org/fhir/uv/bulkdata/STU2/export.html
"""

from __future__ import annotations

from vault.record.canonical import read
from vault.sync.pages import PAGE_BYTES, Taken


class Lines:
    """Takes NDJSON piece by piece; a line is a resource."""

    def __init__(self, taken: Taken) -> None:
        self._taken, self._rest, self.broken = taken, b"", False

    def feed(self, piece: bytes) -> None:
        """Take what came; ValueError when a line has no end, or all is more than a record."""
        *lines, self._rest = (self._rest + piece).split(b"\n")
        if len(self._rest) > PAGE_BYTES:
            raise ValueError("a line without end")
        for line in lines:
            self._line(line)

    def end(self) -> None:
        """Take the last line, which needs no end."""
        self._line(self._rest)

    def _line(self, line: bytes) -> None:
        if not line.strip():
            return
        try:
            found = read(line.decode())
        except ValueError:
            self.broken = True
            return
        self._taken.add(found)
