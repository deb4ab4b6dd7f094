from __future__ import annotations

import pytest

from tests.conftest import CAMILLE, Carnet


def test_people_are_added_listed_changed_and_removed(carnet: Carnet) -> None:
    code, added = carnet("people", "add", "Balthazar", "--born", "1929-01-30", "--sex", "male")
    assert (code, added["person"]["relation"], added["person"]["basis"]) == (
        0,
        "other",
        "agreement",
    )

    code, changed = carnet("people", "edit", "balthazar", "--name", "Zoé", "--relation", "parent")
    assert (code, changed["person"]["born"]) == (0, "1929-01-30")

    _code, listed = carnet("people", "list")
    assert [(one["name"], one["relation"]) for one in listed["people"]] == [
        ("Camille", "self"), ("Zoé", "parent"),
    ]  # fmt: skip

    assert carnet("people", "remove", "Zoé")[1]["error"]["kind"] == "WrongUse"
    assert carnet("people", "remove", "Zoé", "--yes")[0] == 0
    _code, listed = carnet("people", "list")
    assert [one["id"] for one in listed["people"]] == [CAMILLE.uid]
    _code, journal = carnet("journal", "--kind", "person_removed")
    assert [line["person"] for line in journal["entries"]] == [added["person"]["id"]]
    assert carnet("journal", "verify")[1]["ok"] is True


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("add", "camille"), "AlreadyThere"),
        (("add", " "), "WrongUse"),
        (("add", "Zoé", "--born", "1929-02-30"), "WrongUse"),
        (("add", "Zoé", "--born", "29-02-30"), "WrongUse"),
        (("add", "Zoé", "--zone", "Europe/Nowhere"), "WrongUse"),
        (("add", "Zoé", "--sex", "none"), "WrongUse"),
        (("edit", "Nobody", "--born", "1929"), "UnknownPerson"),
        (("edit", "Camille", "--name", " "), "WrongUse"),
        (("list", "--frobnicate"), "WrongUse"),
        ((), "WrongUse"),
    ],
)
def test_what_does_not_fit_is_said_with_two(
    carnet: Carnet, words: tuple[str, ...], kind: str
) -> None:
    code, told = carnet("people", *words)
    assert (code, told["error"]["kind"]) == (2, kind)
    assert told["error"]["message"]
