"""Rows of large delimited text, within bounds, one at a time (RFC 4180, as leniently as needed)."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from vault.importers.source import FALLBACK, HEAD, Source, encoding
from vault.record.batch import Reason, Remark

CELL: Final = 1 << 20
LINE: Final = 4 << 20
COLUMNS: Final = 4096
_DELIMITERS: Final = ",;\t|"
_END: Final = "\r\n"  # put after the last line: what holds it has quotes that do not close
_SPACES: Final = re.compile(r"[\s_]+")
csv.field_size_limit(CELL)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: line number and cells, or why it is no row.

    `cut` tells that the file breaks off inside it: a last line without line end that leaves a quote
    or a bracket open, or has fewer cells than the row before it. Without line end alone a row is
    whole: RFC 4180 section 2 leaves the last one out as it likes. `unended` tells that it is such a
    row and that a number stands last: where the file was cut, digits may be missing.
    """

    line: int
    cells: list[str]
    cut: bool = False
    problem: Reason | None = None
    unended: bool = False


def doubted(row: Row, where: str) -> Iterator[Remark]:
    """Say of a row that is kept that its last number may break off."""
    if row.unended:
        yield Remark("last_number_doubted", where, level="warning")


def rows(source: Source, delimiter: str | None = None) -> Iterator[Row]:
    """Yield the rows that are not blank; one that is too long or has no end is told as such."""
    with source.open() as stream:
        head = stream.read(HEAD)
    before = 0
    with source.open() as stream:
        lines = _Lines(stream, encoding(head))
        reader = csv.reader(lines, delimiter=delimiter or delimiter_of(head))
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield Row(lines.count, [], problem="too_long")
                continue
            if lines.too_long or len(cells) > COLUMNS:
                yield Row(lines.count, [], problem="too_long")
            elif any(cell and not cell.isspace() for cell in cells):
                quoted = cells[-1].endswith(_END)
                broken = not lines.ended and (len(cells) < before or _open(cells[-1]))
                unended = not lines.ended and lines.count > 1 and cells[-1][-1:].isdigit()
                yield Row(lines.count, cells, quoted or broken, unended=unended)
                before = len(cells)


def _open(cell: str) -> bool:
    """Tell whether a list in a last cell lacks its end."""
    return any(cell.count(begin) > cell.count(end) for begin, end in ("[]", "{}"))


def delimiter_of(head: bytes) -> str:
    """Return the delimiter that the first line holds most of; a comma when it holds none."""
    first = head.decode(encoding(head), errors=FALLBACK).lstrip("\r\n").splitlines()[:1]
    return max(_DELIMITERS, key=first[0].count) if first else ","


def first_row(head: bytes) -> list[str]:
    """Return the cells of the first line of the head of a file."""
    lines = head.decode(encoding(head), errors=FALLBACK).replace("\0", "").splitlines()
    try:
        return next(csv.reader(lines[:1], delimiter=delimiter_of(head)), [])
    except csv.Error:
        return []


def folded(words: str) -> str:
    """Return words as headers are compared: no case, accents, quotes, double or odd spaces."""
    plain = unicodedata.normalize("NFKD", words.replace("’", "'")).casefold()
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _SPACES.sub(" ", kept.strip(" \"'\ufeff")).strip()


def assumed(head: bytes) -> bool:
    """Tell whether the text is not UTF-8 and has no mark: read by the Windows code page."""
    if encoding(head) != "utf-8":
        return False
    try:
        head[: HEAD - 4].decode()
    except UnicodeDecodeError as error:
        return error.end < len(head[: HEAD - 4])
    return False


class _Lines:
    """Lines for the csv reader; remembers what it gave last, and drops what is too long."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._text = io.TextIOWrapper(stream, name, errors=FALLBACK, newline=None)
        self.count, self.ended, self.too_long = 0, True, False
        self._over = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LINE)
        if not line:
            return self._last()
        self.count += 1
        self.ended, self.too_long = line.endswith("\n"), False
        if len(line) == LINE and not self.ended:
            self.too_long = True
            while not self.ended and (line := self._text.readline(LINE)):
                self.ended = line.endswith("\n")
            return "\n"
        return line.replace("\0", "")

    def _last(self) -> str:
        """Give one line more; no other holds a carriage return, which all read as line ends."""
        if self._over:
            raise StopIteration
        self._over, self.too_long = True, False
        return _END
