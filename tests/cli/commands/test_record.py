"""`record` and `trash` by the command line: added, changed, thrown away, brought back, erased."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CHEAP, PHRASE, Carnet, FakeClock, opened
from vault.cli.main import main

LATEX = {"resourceType": "AllergyIntolerance", "code": {"text": "Latex"}}
Put = Callable[..., dict[str, Any]]
Said = Callable[..., str]


@pytest.fixture
def resource(tmp_path: Path) -> Callable[[object], str]:
    """Write a resource into a file; give its place."""

    def written(body: object) -> str:
        path = tmp_path / "resource.json"
        path.write_text(body if isinstance(body, str) else json.dumps(body), "utf-8")
        return str(path)

    return written


@pytest.fixture
def put(carnet: Carnet, resource: Callable[[object], str]) -> Put:
    """Add a fact by hand; give it as it is told."""

    def added(kind: str = "allergy", body: object = LATEX) -> dict[str, Any]:
        code, told = carnet("record", "add", kind, "--json-file", resource(body))
        assert code == 0
        item: dict[str, Any] = told["item"]
        return item

    return added


@pytest.fixture
def said(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    """Run a command line in French; give what a person reads."""
    phrase = tmp_path / "secret.txt"
    phrase.write_text(f"{PHRASE}\n", "utf-8")

    def run(*words: str) -> str:
        front = ["--vault", str(place), "--passphrase-file", str(phrase), "--lang", "fr"]
        main([*front, *words], CHEAP)
        read = capsys.readouterr()
        return read.out + read.err

    return run


def test_a_fact_by_hand_is_told_whole_with_where_it_comes_from(carnet: Carnet, put: Put) -> None:
    item = put()
    assert (item["type"], item["title"], item["when"]) == ("allergy", "Latex", None)
    assert item["resource"]["code"] == {"text": "Latex"}
    assert item["provenance"]["said_by"] == "person"
    assert (item["provenance"]["version"], item["provenance"]["deleted"]) == (1, None)
    assert item["provenance"]["batch"]
    assert carnet("record", "show", item["id"]) == (0, {"item": item})


def test_a_partial_date_is_listed_as_it_is(carnet: Carnet, put: Put) -> None:
    grippe = {"resourceType": "Condition", "code": {"text": "Grippe"}, "onsetDateTime": "2026-03"}
    item = put("condition", grippe)
    put()
    _code, told = carnet("record", "list", "--type", "condition")
    (one,) = told["items"]
    assert set(one) == {"id", "type", "title", "when", "status", "source"}
    assert (one["id"], one["when"], one["status"]) == (item["id"], "2026-03", "active")
    assert len(carnet("record", "list")[1]["items"]) == 2


def test_none_known_is_listed_until_an_allergy_is_added(
    carnet: Carnet, place: Path, clock: FakeClock, put: Put
) -> None:
    session = opened(place, clock)
    session.vault.nothing_known.say(1, "allergy", "none", 1_770_000_000_000, "window", None)
    session.end()
    assert carnet("record", "list")[1] == {
        "items": [],
        "nothing_known": [
            {"section": "allergy", "state": "none", "at": "2026-02-02T03:40:00+01:00"}
        ],
    }
    put()
    assert carnet("record", "list")[1]["nothing_known"] == []


def test_an_edit_makes_a_version_and_an_older_one_comes_back(
    carnet: Carnet, put: Put, resource: Callable[[object], str]
) -> None:
    uid = put()["id"]
    other = resource({**LATEX, "code": {"text": "Latex naturel"}})
    code, told = carnet("record", "edit", uid, "--json-file", other)
    assert (code, told["item"]["title"], told["item"]["provenance"]["version"]) == (
        0, "Latex naturel", 2,
    )  # fmt: skip
    code, told = carnet("record", "restore", uid, "--version", "1")
    assert (code, told["item"]["title"]) == (0, "Latex")

    _code, told = carnet("record", "history", uid)
    assert [(one["version"], one["act"], one["actor"]) for one in told["versions"]] == [
        (1, "created", "command"), (2, "edited", "command"), (3, "restored", "command"),
    ]  # fmt: skip
    assert all(set(one) == {"version", "at", "actor", "act"} for one in told["versions"])


def test_what_is_deleted_lies_in_the_trash_until_it_is_emptied(carnet: Carnet, put: Put) -> None:
    uid = put()["id"]
    code, told = carnet("record", "delete", uid)
    assert (code, told["item"]["id"]) == (0, uid)
    assert told["item"]["provenance"]["deleted"] is not None
    assert carnet("record", "list")[1]["items"] == []
    assert [one["id"] for one in carnet("record", "list", "--deleted")[1]["items"]] == [uid]

    assert carnet("record", "restore", uid)[1]["item"]["provenance"]["deleted"] is None
    assert carnet("record", "list", "--deleted")[1]["items"] == []

    assert carnet("record", "delete", uid)[0] == 0
    code, told = carnet("trash", "empty")
    assert (code, told["error"]["kind"]) == (2, "WrongUse")
    assert carnet("trash", "empty", "--yes") == (0, {"erased": 1})
    assert carnet("record", "show", uid)[1]["error"]["kind"] == "NotFound"
    assert carnet("trash", "empty", "--yes") == (0, {"erased": 0})


@pytest.mark.parametrize(
    "words",
    [("show", "x"), ("history", "x"), ("delete", "x"), ("restore", "x")],
    ids=lambda words: words[0],
)
def test_an_id_of_nothing_is_not_found(carnet: Carnet, words: tuple[str, ...]) -> None:
    code, told = carnet("record", *words)
    assert (code, told["error"]["kind"]) == (2, "NotFound")


def test_what_does_not_fit_is_refused_and_nothing_is_kept(
    carnet: Carnet, resource: Callable[[object], str], tmp_path: Path
) -> None:
    add = ("record", "add", "allergy", "--json-file")
    for body in ("not json", "[]", {"resourceType": "Condition", "code": {"text": "x"}}):
        code, told = carnet(*add, resource(body))
        assert (code, told["error"]["kind"]) == (2, "WrongUse")
    code, told = carnet("record", "add", "mood", "--json-file", resource(LATEX))
    assert (code, told["error"]["kind"]) == (2, "WrongUse")
    (tmp_path / "noise.json").write_bytes(b"\xff\xfe\xff")
    for name in ("gone.json", "noise.json"):
        code, told = carnet(*add, str(tmp_path / name))
        assert (code, told["error"]["kind"]) == (4, "FileUnreadable")
    assert carnet("record", "list")[1]["items"] == []


def test_the_same_fact_of_the_same_id_is_there_already(
    carnet: Carnet, resource: Callable[[object], str]
) -> None:
    words = ("record", "add", "allergy", "--json-file", resource({**LATEX, "id": "mine"}))
    assert carnet(*words)[0] == 0
    code, told = carnet(*words)
    assert (code, told["error"]["kind"]) == (2, "AlreadyThere")


def test_with_two_people_one_must_be_named(carnet: Carnet, put: Put) -> None:
    put()
    assert carnet("people", "add", "Zoé", "--relation", "child")[0] == 0
    for words in (("record", "list"), ("trash", "empty", "--yes")):
        code, told = carnet(*words)
        assert (code, told["error"]["kind"]) == (2, "WhichPerson")
        assert carnet(*words, "--person", "Zoé")[0] == 0
    assert carnet("record", "list", "--person", "Zoé")[1]["items"] == []
    assert len(carnet("record", "list", "--person", "Camille")[1]["items"]) == 1
    code, told = carnet("record", "list", "--person", "Personne")
    assert (code, told["error"]["kind"]) == (2, "UnknownPerson")


def test_a_person_reads_it_in_french(put: Put, said: Said) -> None:
    uid = put()["id"]
    assert "Latex" in said("record", "list")
    shown = said("record", "show", uid)
    assert "Allergie" in shown
    assert uid in shown
    history = said("record", "history", uid)
    assert "Ajouté" in history
    assert "created" not in history
    assert "30\u00a0jours" in said("record", "delete", uid).replace(" ", "\u00a0")
    assert "1" in said("trash", "empty", "--yes")


def test_a_type_that_there_is_not_is_said_with_those_there_are(carnet: Carnet) -> None:
    code, told = carnet("record", "list", "--type", "alergy")
    assert (code, told["error"]["kind"]) == (2, "WrongUse")
    assert "allergy, condition," in told["error"]["message"]
    for known in ("allergy", "other"):
        assert carnet("record", "list", "--type", known)[0] == 0
