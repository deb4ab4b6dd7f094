"""Named states of the page of the people; everybody in them is made up."""

from __future__ import annotations

from typing import Final

from tests.ui.shots import Pictured
from vault.errors import VaultDamaged
from vault.ui.pages.people.page import PeoplePage
from vault.ui.pages.people.state import Line, PeopleState
from vault.wording.errors import sentence

_LONG: Final = "Anne-Charlotte-Élisabeth de La Rochefoucauld-Doudeauville"
_DETAIL: Final = {
    "fr": ("Votre dossier · naissance : 14 mai 1979 · féminin",
           "Votre enfant · naissance : mars 2019 · représentation légale", "Personne aidée"),
    "en": ("Your record · born: 14 May 1979 · female",
           "Your child · born: March 2019 · legal representation", "Person you help"),
}  # fmt: skip


def states(language: str) -> dict[str, PeopleState]:
    """Every state, in a language."""
    own, child, other = _DETAIL[language]
    claire = Line("1", "Claire Martin", own, 0)
    three = (claire, Line("2", "Noé Martin", child, 1), Line("3", _LONG, other, 2))
    many = tuple(Line(str(n), f"Camille Martin {n}", other, n) for n in range(12))
    return {
        "alone": PeopleState("ready", (Line("1", "Claire Martin", own, 0, removable=False),)),
        "ready": PeopleState("ready", three),
        "many": PeopleState("ready", many),
        "loading": PeopleState(),
        "failed": PeopleState("failed", sentence=sentence(VaultDamaged("pages"))),
    }


PICTURED: Final = Pictured("settings", states, PeoplePage)
