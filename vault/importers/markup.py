"""XML read within bounds: no document type, no entities, no control characters, bounded depth.

Apple has shipped exports with a broken document type and with U+000B in attributes: both stop any
parser, so they are taken away before expat sees them (https://www.w3.org/TR/xml/).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final, NamedTuple
from xml.parsers import expat

from vault.errors import FileUnsafe

DEPTH: Final = 64
ATTRIBUTE: Final = 1 << 20
DOCTYPE: Final = 1 << 20
BLOCK: Final = 128 * 1024
_SPACE: Final = 0x20
_CLEAN: Final = bytes(
    _SPACE if code < _SPACE and code not in b"\t\n\r" else code for code in range(256)
)
_ROOT: Final = re.compile(rb"<([A-Za-z_][\w.:-]*)")
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

Attributes = dict[str, str]


class Handlers(NamedTuple):
    """What is told of each element; `start` and `end` may raise nothing."""

    start: Callable[[str, Attributes], None]
    end: Callable[[str], None]


class Scan:
    """One pass over a document; after it `cut_at` tells the line it breaks off at, if it does."""

    def __init__(self, stream: BinaryIO, handlers: Handlers) -> None:
        self._stream, self._handlers = stream, handlers
        self._parser = expat.ParserCreate("utf-8")
        self._fed, self._root_closed = 0, False
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._guarded()
        self.cut_at: int | None = None

    @property
    def line(self) -> int:
        """Where the parser stands."""
        return self._parser.CurrentLineNumber

    def blocks(self) -> Iterator[None]:
        """Parse block by block, and give the turn to the caller after each.

        Raises:
            FileUnsafe: declared entities, elements too deep, an attribute without end.
        """
        try:
            for block in _plain(self._stream):
                self._parser.Parse(block, False)
                self._fed += len(block)
                if self._fed - max(self._parser.CurrentByteIndex, 0) > ATTRIBUTE + BLOCK:
                    raise FileUnsafe
                yield
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            if not self._root_closed:  # what stands after the end is nobody's
                self.cut_at = error.lineno
        yield

    def _guarded(self) -> Handlers:
        """Count how deep the elements stand, around the handlers."""
        depth, start, end = 0, *self._handlers

        def started(name: str, attributes: Attributes) -> None:
            nonlocal depth
            depth += 1
            if depth > DEPTH:
                raise FileUnsafe
            start(name, attributes)

        def ended(name: str) -> None:
            nonlocal depth
            depth -= 1
            if not depth:
                self._root_closed = True
            end(name)

        return Handlers(started, ended)


def root(head: bytes) -> str:
    """Return the name of the first element of an XML document, "" when it is none."""
    plain = _utf8(head).lstrip(b"\xef\xbb\xbf \t\r\n")
    if not plain.startswith(b"<"):
        return ""
    body = _without_doctype(plain, strict=False)
    found = _ROOT.search(body)
    return found.group(1).decode() if found else ""


def _utf8(head: bytes) -> bytes:
    if not head.startswith(_WIDE):
        return head
    return head.decode("utf-16", errors="replace").encode()


def _plain(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the document as UTF-8, without document type and control characters."""
    blocks = _decoded(stream)
    head = b""
    for block in blocks:
        head += block
        if len(head) > DOCTYPE or (_ROOT.search(head) and b"<!DOCTYPE" not in head[:DOCTYPE]):
            break
        if b"<!DOCTYPE" in head and _doctype_end(head) is not None:
            break
    yield _without_doctype(head.removeprefix(codecs.BOM_UTF8), strict=True).translate(_CLEAN)
    for block in blocks:
        yield block.translate(_CLEAN)


def _decoded(stream: BinaryIO) -> Iterator[bytes]:
    first = stream.read(BLOCK)
    wide = codecs.getincrementaldecoder("utf-16")("replace")
    encode = (lambda block: wide.decode(block).encode()) if first.startswith(_WIDE) else None
    block = first
    while block:
        yield encode(block) if encode else block
        block = stream.read(BLOCK)


def _doctype_end(head: bytes) -> int | None:
    """Return where the document type ends, None while it does not."""
    begin = head.index(b"<!DOCTYPE")
    subset, close = head.find(b"[", begin), head.find(b">", begin)
    if close >= 0 and (subset < 0 or close < subset):
        return close + 1
    end = head.find(b"]>", begin)
    return end + 2 if end >= 0 else None


def _without_doctype(head: bytes, *, strict: bool) -> bytes:
    """Take the document type away; the lines keep their numbers.

    Raises:
        FileUnsafe: it declares entities, or does not end (only when `strict`).
    """
    begin = head.find(b"<!DOCTYPE")
    found = _ROOT.search(head)
    if begin < 0 or (found and found.start() < begin):
        return head
    end = _doctype_end(head)
    if end is None:
        if strict and len(head) > DOCTYPE:
            raise FileUnsafe
        return head[:begin]
    if strict and b"<!ENTITY" in head[begin:end]:
        raise FileUnsafe
    return head[:begin] + b"\n" * head.count(b"\n", begin, end) + head[end:]
