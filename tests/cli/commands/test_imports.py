"""From a file to a record, its list, and back, by the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Said
from tests.conftest import Carnet

WEIGHT = 'Date,"Weight (kg)",Comments\n2026-06-01 07:00:00,72.4,\n2026-06-02 07:00:00,72.1,\n'
RECORD = """{"resourceType": "Bundle", "type": "collection", "entry": [
 {"resource": {"resourceType": "Patient", "id": "p", "name": [{"family": "Vigne",
  "given": ["Hortense"]}], "birthDate": "1931-02-03"}},
 {"resource": {"resourceType": "AllergyIntolerance", "id": "a", "patient":
  {"reference": "Patient/p"}, "code": {"text": "Noix"}}}]}"""


@pytest.fixture
def weight(tmp_path: Path) -> str:
    """A table of two weights."""
    (tmp_path / "weight.csv").write_text(WEIGHT)
    return str(tmp_path / "weight.csv")


@pytest.fixture
def somebody(carnet: Carnet, tmp_path: Path) -> str:
    """A record of Hortense, while the vault is of Camille, born on another day."""
    assert carnet("people", "edit", "Camille", "--born", "1985-07-01")[0] == 0
    (tmp_path / "record.json").write_text(RECORD)
    return str(tmp_path / "record.json")


def test_a_preview_tells_all_and_keeps_nothing(carnet: Carnet, weight: str) -> None:
    code, shown = carnet("import", "--preview", weight)
    assert (code, shown["added"], shown["batch"]) == (0, 2, None)
    assert carnet("imports") == (0, {"batches": []})
    code, kept = carnet("import", weight)
    assert code == 0
    apart: dict[str, object] = {"batch": None, "batches": [], "seconds": 0}
    assert kept | apart == shown | apart


def test_an_import_is_listed_and_taken_back(carnet: Carnet, weight: str) -> None:
    batch = carnet("import", weight)[1]["batch"]
    (listed,) = carnet("imports")[1]["batches"]
    assert (listed["id"], listed["kind"], listed["format"]) == (batch, "import", "withings-export")
    assert (listed["file"], listed["added"], listed["state"]) == ("weight.csv", 2, "kept")

    code, told = carnet("undo", batch)
    assert (code, told["undone"]) == (
        0, {"removed": 2, "returned": 0, "kept_elsewhere": 0, "edited": 0},
    )  # fmt: skip
    assert carnet("imports")[1]["batches"][0]["state"] == "undone"
    code, told = carnet("undo", batch)
    assert (code, told["error"]["kind"]) == (2, "NotFound")


def test_what_was_brought_is_listed_for_one_person_or_for_all(carnet: Carnet, weight: str) -> None:
    assert carnet("people", "add", "Zoé")[0] == 0
    assert carnet("import", weight)[1]["error"]["kind"] == "WhichPerson"
    assert carnet("import", weight, "--person", "Zoé")[0] == 0
    assert carnet("import", weight, "--person", "Camille")[0] == 0
    assert len(carnet("imports")[1]["batches"]) == 2
    (listed,) = carnet("imports", "--person", "Zoé")[1]["batches"]
    assert listed["person"] != carnet("imports", "--person", "Camille")[1]["batches"][0]["person"]


def test_a_file_about_somebody_else_asks_and_waits(carnet: Carnet, somebody: str) -> None:
    code, asked = carnet("import", somebody)
    assert (code, asked["added"], asked["batch"]) == (1, 0, None)
    (question,) = asked["questions"]
    assert (question["id"], question["choices"]) == ("person_in_file", ["Hortense Vigne"])
    assert "Hortense Vigne" in question["text"]
    assert asked["messages"] == []  # nothing was confirmed
    assert carnet("imports")[1]["batches"] == []
    code, again = carnet("import", somebody, "--answer", "person_in_file=Zoé")
    assert (code, again["questions"]) == (1, asked["questions"])


@pytest.mark.parametrize("answer", [("--accept-identity",), ("--answer", "person_in_file=1")])
def test_an_answer_lets_it_in_and_says_so(
    carnet: Carnet, somebody: str, answer: tuple[str, ...]
) -> None:
    code, told = carnet("import", somebody, *answer)
    assert (code, told["added"], "questions" in told) == (0, 1, False)
    assert [one["what"] for one in told["messages"]] == [
        "This file is about Hortense Vigne, 1931-02-03. You confirmed it."
    ]


@pytest.mark.parametrize("answer", ["person_in_file", "=Zoé"])
def test_an_answer_that_does_not_fit_is_said(carnet: Carnet, somebody: str, answer: str) -> None:
    code, told = carnet("import", somebody, "--answer", answer)
    assert (code, told["error"]["kind"]) == (2, "WrongUse")


def test_a_file_that_is_not_known_or_is_cut_is_said(carnet: Carnet, tmp_path: Path) -> None:
    strange, cut = tmp_path / "strange.bin", tmp_path / "weight.csv"
    strange.write_bytes(b"\x00\x01")
    cut.write_text(WEIGHT[:-7])
    code, told = carnet("import", str(strange))
    assert (code, told["error"]["kind"]) == (4, "UnknownFormat")
    code, told = carnet("import", str(cut))
    assert (code, told["complete"], told["added"]) == (1, False, 1)


def test_people_read_what_came_in_and_what_was_said(french: Said, weight: str) -> None:
    code, said, aside = french("import", weight)
    assert (code, aside) == (0, "")
    assert [line.split() for line in said.splitlines()][2] == ["Ajouté", "2"]
    assert "2026-06-01" in said
    assert "weight.csv  Ce fichier ne dit pas son fuseau horaire." in said

    again = french("import", weight)[1]
    assert "Déjà" in again
    assert "Rien de nouveau" in again


def test_people_read_a_question_and_how_to_answer_it(french: Said, somebody: str) -> None:
    code, said, aside = french("import", somebody)
    assert (code, aside) == (1, "")
    question, answer = said.splitlines()
    assert question.startswith("Ce fichier est au nom de Hortense Vigne, 1931-02-03.")
    assert question.endswith("la personne de ce dossier\u202f?")
    assert answer == "  --answer 'person_in_file=Hortense Vigne'"


def test_people_read_the_number_of_an_import_whole_and_take_it_back(
    french: Said, carnet: Carnet, weight: str
) -> None:
    batch = carnet("import", weight)[1]["batch"]
    code, said, _aside = french("imports")
    assert code == 0
    (line,) = (line for line in said.splitlines() if batch in line)
    assert line.split()[-1] == "Gardé"

    code, said, _aside = french("undo", batch)
    assert code == 0
    assert said.split("\n")[2].split() == ["Retiré", "2"]
    assert said.count("Gardé\u00a0:") == 2
    assert "Annulé" in french("imports")[1]


def test_people_read_why_a_file_cannot_be_taken(french: Said, tmp_path: Path) -> None:
    (tmp_path / "strange.bin").write_bytes(b"\x00\x01")
    code, said, aside = french("import", str(tmp_path / "strange.bin"))
    assert (code, said, aside) == (4, "", "Carnet ne connaît pas ce type de fichier.\n")
