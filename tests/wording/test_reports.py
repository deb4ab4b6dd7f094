from __future__ import annotations

from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from vault.i18n import speak
from vault.importers.format import Question
from vault.paths import assets
from vault.record.batch import Reason, Remark
from vault.usecases.import_report import Report
from vault.wording import questions, reports


def test_a_cut_file_says_where_it_stops_in_both_languages() -> None:
    remark = Remark("file_cut", "weight.csv:41", {"count": 1242, "line": "41"}, "warning")
    assert (
        reports.say(remark) == "The file stops at line 41: 1,242 entries read, the rest is missing."
    )
    speak("fr", assets() / "locale")
    assert reports.say(remark) == (
        "Le fichier s’arrête à la ligne 41\u00a0: 1\u202f242 mesures lues, la suite manque."
    )


@pytest.mark.parametrize("reason", [one for one in get_args(Reason) if one != "cut"])
def test_every_reason_has_a_sentence(reason: str) -> None:
    said = reports.say(Remark(f"refused_{reason}", "a.csv:1", {"count": 2, "places": "a.csv:1"}))
    assert said.startswith("2 ")
    assert "{" not in said


@pytest.mark.parametrize("kind", sorted(reports._SAID))
def test_every_remark_is_said_without_gaps(kind: str) -> None:
    facts = {
        "count": 3, "line": "41", "zone": "Europe/Paris", "name": "Ana", "born": "1979",
        "list": "x", "kind": "Basic",
    }  # fmt: skip
    said = reports.say(Remark(kind, facts=facts))  # type: ignore[arg-type]
    assert said.endswith(".")
    assert "{" not in said


def test_a_remark_that_has_no_sentence_is_named() -> None:
    assert reports.say(Remark("brand_new")) == "brand_new"


def test_messages_carry_level_and_place() -> None:
    report = Report(ZoneInfo("UTC"), remarks=[Remark("nothing_new", "", {"count": 1})])
    assert reports.messages(report) == [
        {"level": "info", "where": "", "what": "Nothing new: the measurement was already there."}
    ]


@pytest.mark.parametrize(
    "name",
    ["person_in_file", "zone", "date_order", "decimal", "weight_unit", "unit.BODY_FAT",
     "fitbit_json_clock", "format"],
)  # fmt: skip
def test_every_question_names_its_place(name: str) -> None:
    assert "line 41" in questions.question(Question(name, ("a",), "line 41"))


def test_a_remark_without_a_count_stands_for_one() -> None:
    said = reports.say(Remark("document_not_included", "entry 3"))
    assert said.startswith("A document is named")
