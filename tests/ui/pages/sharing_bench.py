"""A vault beside the practice services, with lanes that answer at once; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.ui.lanes import at_once
from tests.usecases.practice_bench import Bench, ask, offline
from vault.ui.post import Post
from vault.usecases.carrying import Letter, Reply


@dataclass
class Line:
    """The way out: online or not, or holding letters back until they are let go."""

    online: bool = True
    held: list[Callable[[], None]] | None = None

    def carry(self, letter: Letter, then: Callable[[Reply], None]) -> Callable[[], object]:
        """Carry a letter now, or hold it."""
        if self.held is None:
            then((ask if self.online else offline)(letter))
        else:
            self.held.append(lambda: then((ask if self.online else offline)(letter)))
        return lambda: None

    def let_go(self) -> None:
        """Carry what was held."""
        held, self.held = self.held or [], None
        for one in held:
            one()


@dataclass
class Window:
    """What a presenter shows and where it leads, kept for a test to look at."""

    bench: Bench
    line: Line = field(default_factory=Line)
    open: bool = True
    shown: list[Any] = field(default_factory=list)
    went: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def post(self) -> Post:
        """The post of this window."""
        if not hasattr(self, "_post"):
            self._post = Post(self.bench.session, at_once, self.line.carry, lambda: self.open)
        return self._post

    @property
    def now(self) -> Any:
        """What is shown last."""
        return self.shown[-1]
