"""What the terminal shows: one JSON document, or tables and sentences, and progress beside it."""

from __future__ import annotations

import json
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable
from decimal import Decimal
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from unicodedata import category

from vault.cli.command import Answer, Table
from vault.errors import VaultError
from vault.wording.errors import sentence, unforeseen

if TYPE_CHECKING:
    from rich.progress import Progress as Bars


def answer(answer: Answer, *, as_json: bool) -> None:
    """Show an answer, whole."""
    if as_json:
        data = dict(answer.data)
        if answer.error is not None:
            data["error"] = _error(answer.error)
        text(_document(data))
        return
    for piece in answer.say:
        _table(piece) if isinstance(piece, Table) else text(piece)
    if answer.error is not None:
        _aside(sentence(answer.error))


def failure(error: VaultError, *, as_json: bool) -> None:
    """Say what went wrong: on standard output under `--json`, else on standard error."""
    if as_json:
        text(_document({"error": _error(error)}))
    else:
        _aside(sentence(error))


def fault(error: Exception, *, as_json: bool) -> None:
    """Say that Carnet itself failed: type and lines of the fault, never a message or a value."""
    lines = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    where = " < ".join(reversed(lines[-6:]))
    kind = type(error).__name__ if type(error).__name__ == "ShareLeak" else "Unforeseen"
    hint = f"{type(error).__name__} {where}"
    if as_json:
        text(_document({"error": {"kind": kind, "message": unforeseen(), "hint": hint}}))
    else:
        _aside(f"{unforeseen()}\n{hint}")


def text(words: str) -> None:
    """Write to standard output; what would steer the terminal is left out."""
    plain = harmless(words)
    sys.stdout.write(plain if plain.endswith("\n") else f"{plain}\n")
    sys.stdout.flush()


def harmless(words: str) -> str:
    """Leave out control characters: a title from a file must not move the cursor or hide a line."""
    return "".join(sign for sign in words if sign == "\n" or category(sign) != "Cc")


class Progress:
    """Progress on standard error, when it is a terminal and `--quiet` does not silence it."""

    def __init__(self, options: Namespace) -> None:
        self._silent = options.quiet or not sys.stderr.isatty()
        self._bars: Bars | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if self._bars is not None:
            self._bars.stop()

    def follow(self, label: str) -> Callable[[int, int], None]:
        """Return what is told (done, of) while the work goes on."""
        if self._silent:
            return lambda _done, _of: None
        bars = self._shown()
        task = bars.add_task(label, total=None)

        def told(done: int, of: int) -> None:
            bars.update(task, completed=done, total=of or None)

        return told

    def _shown(self) -> Bars:
        if self._bars is None:
            from rich.console import Console
            from rich.progress import Progress as Rich

            self._bars = Rich(console=Console(stderr=True), transient=True)
            self._bars.start()
        return self._bars


def _table(table: Table) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    drawn = Drawn(box=SIMPLE_HEAD, show_edge=False)
    for place, head in enumerate(table.heads):
        # What names a row is copied into the next command: it stays whole on its line.
        named = place == 0 and not any(" " in row[0] for row in table.rows)
        drawn.add_column(Text(head), no_wrap=named, overflow="fold")
    for row in table.rows:
        drawn.add_row(*[Text(harmless(cell)) for cell in row])
    Console(highlight=False).print(drawn)


def _aside(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def _error(error: VaultError) -> dict[str, str]:
    told = {"kind": type(error).__name__, "message": sentence(error), "hint": ""}
    problem = getattr(error, "problem", None)
    return told if problem is None else told | {"problem": problem}


def _document(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)
