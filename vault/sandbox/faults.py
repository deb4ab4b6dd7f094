"""The faults a practice service can be told to have, and whom each of them concerns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal

Where = Literal["catalogue", "share", "stop", "service", "login", "pull"]

# what a catalogue request meets
SERVED_WRONG: Final = frozenset(
    {"rollback-catalogue", "forked-catalogue", "frozen-catalogue", "bad-catalogue"}
)
# what the next version says, from its beginning to its end
PUBLISHED: Final = frozenset({"new-key", "suspended", "withdrawn", "finality-grew"})
AT_SHARE: Final = frozenset(
    {"too-large", "no-receipt", "wrong-receipt", "partial", "stale-catalogue"}
)
AT_STOP: Final = frozenset({"refuses-revocation", "silent-revocation"})
AT_LOGIN: Final = frozenset({"login-denied", "login-never", "other-issuer"})
AT_PULL: Final = frozenset(
    {"endless-pages", "next-elsewhere", "html-instead", "forgets", "alters", "adds"}
)
EVERYWHERE: Final = frozenset({"slow", "error-500", "try-later", "drop", "lost-answer", "redirect"})
NAMES: Final = SERVED_WRONG | PUBLISHED | AT_SHARE | AT_STOP | AT_LOGIN | AT_PULL | EVERYWHERE
_TAKING_BACK: Final = {"login": AT_LOGIN, "pull": AT_PULL}
SLOW: Final = 20  # seconds


@dataclass(slots=True)
class Faults:
    """The one fault that is set; `changed` is told of a fault that changes the catalogue."""

    changed: Callable[[str], None] = field(default=lambda _name: None)
    name: str = "none"
    left: int | None = None  # requests it still concerns; None: all
    seconds: float = SLOW
    met: int = 0  # requests it concerned since it was set

    def set(self, name: str, times: int | None = None, seconds: float = SLOW) -> None:
        """Set a fault, or end the one that is set ("none"); ValueError for a name that is none."""
        if name != "none" and name not in NAMES:
            raise ValueError(name)
        before, self.name = self.name, name
        self.left, self.seconds, self.met = times, seconds, 0
        if {before, name} & (SERVED_WRONG | PUBLISHED) and before != name:
            self.changed(name)

    def at(self, where: Where) -> str:
        """Return the fault that a request meets now, and count it; "none" most of the time.

        "service" is any endpoint of a service but those for shares and stops.
        """
        if self.name not in _concerning(where):
            return "none"
        met = self.name
        self.met += 1
        if self.left is not None:
            self.left -= 1
        return met

    def used_up(self) -> None:
        """End the fault when the requests it concerns have come; called after each answer."""
        if self.left is not None and self.left <= 0 and self.name != "none":
            self.set("none")


def _concerning(where: Where) -> frozenset[str]:
    if where == "catalogue":
        return SERVED_WRONG | PUBLISHED
    if where in _TAKING_BACK:
        return _TAKING_BACK[where]
    return {"share": AT_SHARE, "stop": AT_STOP}.get(where, frozenset()) | EVERYWHERE
