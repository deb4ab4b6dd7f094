"""What an assistive program sees and hears of the window, over the bus of the desktop.

Runs with the system's own Python, which has `pyatspi`; nothing of the program is imported here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any, Final

import pyatspi
from gi.repository import GLib

Node = Any  # pyatspi has no types
PATIENCE: Final = 30.0  # seconds; a machine may be busy
MUST_BE_NAMED: Final = {
    "push button", "toggle button", "check box", "radio button", "combo box", "text", "entry",
    "password text", "spin button", "slider", "list item", "tree item", "link", "heading", "table",
    "page tab", "menu item",
}  # fmt: skip
_DEEPEST: Final = 400  # children of one node that are looked at


class Eyes:
    """Looks at the one program on the bus, and keeps all that was announced."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        pyatspi.Registry.registerEventListener(
            lambda event: self.heard.append(str(event.any_data)), "object:announcement"
        )
        self.wait(self._programs, "a program on the bus")

    def wait(self, true: Callable[[], Any], what: str) -> Any:
        """Let events come until something holds, and return it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            while GLib.MainContext.default().iteration(False):
                pass
            pyatspi.Registry.pumpQueuedEvents()
            if found := true():
                return found
            time.sleep(0.05)
        raise AssertionError(f"{what} never came; heard {self.heard[-5:]}")

    def hears(self, words: str) -> str:
        """Wait for an announcement with these words; what was heard before is forgotten."""
        said: str = self.wait(
            lambda: next((one for one in self.heard if words in one), ""), f"announcement {words!r}"
        )
        self.heard.clear()
        return said

    def nodes(self) -> list[Node]:
        """Return what shows, from the window down."""
        return [node for program in self._programs() for node in _shown(program)]

    def find(self, role: str, name: str = "") -> Node | None:
        """Return what has this role and a name that begins so; None where there is nothing."""
        for node in self.nodes():
            if role_of(node) == role and name_of(node).startswith(name):
                return node
        return None

    def needs(self, role: str, name: str = "") -> Node:
        """Wait for it."""
        return self.wait(lambda: self.find(role, name), f"{role} {name!r}")

    def focused(self) -> Node | None:
        """Return what has the keyboard."""
        return next((one for one in self.nodes() if has(one, pyatspi.STATE_FOCUSED)), None)

    def _programs(self) -> list[Node]:
        return [one for one in pyatspi.Registry.getDesktop(0) if one is not None]


def _shown(top: Node) -> Iterator[Node]:
    waiting = [top]
    while waiting:
        node = waiting.pop()
        try:
            children = [node.getChildAtIndex(k) for k in range(min(node.childCount, _DEEPEST))]
            shows = node is top or has(node, pyatspi.STATE_SHOWING)
        except (GLib.Error, LookupError, RuntimeError):  # it went while it was looked at
            continue
        if shows:
            waiting += [one for one in reversed(children) if one is not None]
            yield node


def role_of(node: Node) -> str:
    try:
        return str(node.getRoleName())
    except (GLib.Error, LookupError, RuntimeError):
        return "gone"


def has(node: Node, state: Any) -> bool:
    try:
        return bool(node.getState().contains(state))
    except (GLib.Error, LookupError, RuntimeError):
        return False


def name_of(node: Node) -> str:
    """Return what is heard as its name; of a combo its label, since its name is its value."""
    try:
        said = [
            relation.getTarget(k).name
            for relation in node.getRelationSet()
            if relation.getRelationType() == pyatspi.RELATION_LABELLED_BY
            for k in range(relation.getNTargets())
        ]
        own = "" if node.getRoleName() == "combo box" else node.name
    except (GLib.Error, LookupError, RuntimeError):
        return "gone"
    return (own or " ".join(said)).strip()


def texts(node: Node) -> list[str]:
    """Return every text by which a node could give something away."""
    ways: tuple[Callable[[], Any], ...] = (
        lambda: node.name,
        lambda: node.description,
        lambda: node.queryText().getText(0, -1),
    )
    found = []
    for read in ways:
        try:
            found.append(str(read()))
        except (GLib.Error, LookupError, RuntimeError, NotImplementedError):
            continue
    return found


def unnamed(nodes: list[Node]) -> list[str]:
    """Return the roles of what acts, or can have the keyboard, and has no name."""
    return [
        role_of(node)
        for node in nodes
        if (role_of(node) in MUST_BE_NAMED or has(node, pyatspi.STATE_FOCUSABLE))
        and role_of(node) not in ("frame", "gone")
        and not name_of(node)
    ]


def act(node: Node) -> None:
    """Do the first action of a node, as an assistive program does."""
    node.queryAction().doAction(0)
