"""Unlock by typing, then go to the seven places by their keys and look at each."""

from __future__ import annotations

import os
import sys

import pyatspi

from tests.ui.atspi import hands
from tests.ui.atspi.eyes import Eyes, Node, has, name_of, role_of, texts, unnamed

PERSON = "Camille"
PLACES = (
    "Vue d’ensemble", "Mesures", "Documents", "Profil médical", "Appareils", "Partages",
    "Historique",
)  # fmt: skip


def unlock(eyes: Eyes, secret: str) -> None:
    """Type the passphrase into the field, which has the keyboard by itself."""
    field = eyes.needs("password text")
    eyes.wait(lambda: has(field, pyatspi.STATE_FOCUSED), "the keyboard in the field")
    hands.write(secret)
    hands.press("Return")
    eyes.needs("list item", PLACES[0])


def selected(nodes: list[Node]) -> list[str]:
    """Return the places that are shown as selected."""
    lists = [one for one in nodes if role_of(one) == "list" and name_of(one) == "Rubriques"]
    rows = [one.getChildAtIndex(k) for one in lists for k in range(one.childCount)]
    return [name_of(one) for one in rows if has(one, pyatspi.STATE_SELECTED)]


def arrived(eyes: Eyes, place: str) -> list[Node]:
    """Return what shows once a place is selected and the heading of its page has the keyboard."""
    nodes = eyes.nodes()
    here = [one for one in nodes if role_of(one) == "heading" and has(one, pyatspi.STATE_FOCUSED)]
    there = any(name.startswith(place) for name in selected(nodes))
    return nodes if there and here and name_of(here[0]) else []


def wrong(nodes: list[Node], secret: str) -> list[str]:
    """Return what is wrong with what shows: a name, the person, what must stay secret."""
    bad = [f"no name: {role}" for role in unnamed(nodes)]
    people = [name_of(one) for one in nodes if role_of(one) == "push button"]
    if not any(PERSON in name for name in people):
        bad.append("the person’s name is on no button")
    if any(secret in text for one in nodes for text in texts(one)):
        bad.append("the passphrase can be read")
    if "heading" not in {role_of(one) for one in nodes}:
        bad.append("no heading")
    if len(selected(nodes)) != 1:
        bad.append(f"selected: {selected(nodes)}")
    return bad


def main(secret: str) -> int:
    """Walk; return how much was wrong, which is said on standard error."""
    eyes = Eyes()
    bad = [f"gate: no name: {role}" for role in unnamed(eyes.nodes())]
    unlock(eyes, secret)
    for number in (*range(len(PLACES), 0, -1), len(PLACES)):  # the first one is there already
        place = PLACES[number - 1]
        hands.press_place(number)
        eyes.wait(lambda: arrived(eyes, place), f"{place} with its heading")  # noqa: B023 - now
        bad += [f"{place}: {one}" for one in wrong(eyes.nodes(), secret)]
    sys.stderr.write("\n".join(bad))
    return len(bad)


if __name__ == "__main__":
    sys.exit(bool(main(os.environ["CARNET_TEST_SECRET"])))
