"""`add`, `measures`, `totals` and `search` by the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import CHEAP, PHRASE, Carnet
from vault import bootstrap
from vault.cli.main import main

AT = "2025-11-23T07:10:00+01:00"
STEPS = """start,duration,value
2026-06-01T08:00:00+02:00,"[60,60]","[42,50]"
2026-06-03T08:00:00+02:00,"[60]","[100]"
2026-06-08T08:00:00+02:00,"[60]","[7]"
2026-07-01T08:00:00+02:00,"[60]","[9]"
"""
Said = Callable[..., str]


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


@pytest.fixture
def walked(carnet: Carnet, tmp_path: Path) -> None:
    """Steps of five days of a summer."""
    path = tmp_path / "raw_tracker_steps.csv"
    path.write_text(STEPS, "utf-8")
    assert carnet("import", str(path))[0] == 0


def test_a_weight_in_pounds_is_listed_in_kilograms_with_what_was_typed(carnet: Carnet) -> None:
    code, told = carnet("add", "body_weight", "157,0", "lb", "--at", AT, "--context", "site=home")
    assert (code, told["messages"]) == (0, [])
    _code, listed = carnet("measures", "--measure", "body_weight")
    (one,) = listed["measures"]
    assert one.pop("batch")
    assert one.pop("source")
    assert one == {
        "id": told["id"], "measure": "body_weight", "time": AT, "value": 71.21400209,
        "unit": "kg", "original": {"value": 157.0, "unit": "lb"}, "context": {"site": "home"},
        "status": "active", "time_quality": "exact_offset",
    }  # fmt: skip


def test_a_pressure_has_components_and_no_value(carnet: Carnet) -> None:
    carnet("add", "blood_pressure", "138/86", "--at", AT)
    (one,) = carnet("measures")[1]["measures"]
    assert one["components"] == {"systolic": 138, "diastolic": 86, "mean": None}
    assert one["unit"] == "mm[Hg]"
    assert "value" not in one
    assert "original" not in one


def test_a_period_holds_both_its_ends(carnet: Carnet) -> None:
    for day in ("21", "22", "23"):
        carnet("add", "body_weight", "70", "--at", f"2025-11-{day}T23:59:59+01:00")

    def days(*words: str) -> list[str]:
        return [one["time"][8:10] for one in carnet("measures", *words)[1]["measures"]]

    assert days() == ["21", "22", "23"]
    assert days("--from", "2025-11-22") == ["22", "23"]
    assert days("--to", "2025-11-22") == ["21", "22"]
    assert days("--to", "2025-11-22T23:59:59+01:00") == ["21", "22"]
    assert carnet("measures", "--from", "soon")[1]["error"]["kind"] == "WrongUse"


def test_an_unusual_value_is_kept_and_said(carnet: Carnet) -> None:
    code, told = carnet("add", "heart_rate", "201")
    assert code == 0
    assert len(told["messages"]) == 1
    assert len(carnet("measures")[1]["measures"]) == 1


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("body_wait", "70"), "UnknownMeasure"),
        (("body_weight", "70", "mmol/L"), "UnknownUnit"),
        (("body_weight", "700"), "ImplausibleValue"),
        (("blood_pressure", "86/138"), "ImplausibleValue"),
        (("body_weight", "much"), "WrongUse"),
        (("body_weight", "70", "--at", "soon"), "WrongUse"),
    ],
)
def test_what_cannot_be_is_said_with_two_and_not_kept(
    carnet: Carnet, words: tuple[str, ...], kind: str
) -> None:
    code, told = carnet("add", *words)
    assert (code, told["error"]["kind"]) == (2, kind)
    assert carnet("measures", "--all")[1] == {"measures": []}


def test_the_same_value_at_the_same_minute_is_there_already(carnet: Carnet) -> None:
    assert carnet("add", "body_weight", "70", "--at", AT)[0] == 0
    code, told = carnet("add", "body_weight", "70", "--at", AT)
    assert (code, told["error"]["kind"]) == (2, "AlreadyThere")


def test_an_unknown_measure_has_neither_list_nor_totals(carnet: Carnet) -> None:
    for words in (("measures",), ("totals",)):
        code, told = carnet(*words, "--measure", "moods")
        assert (code, told["error"]["kind"]) == (2, "UnknownMeasure")
    code, told = carnet("totals", "--measure", "body_weight")
    assert (code, told["error"]["kind"]) == (2, "WrongUse")


def test_with_two_people_one_must_be_named(carnet: Carnet) -> None:
    carnet("people", "add", "Zoé", "--relation", "child")
    for words in (
        ("add", "body_weight", "20"), ("measures",), ("totals", "--measure", "steps"),
        ("search", "poids"),
    ):  # fmt: skip
        code, told = carnet(*words)
        assert (code, told["error"]["kind"]) == (2, "WhichPerson")
        assert carnet(*words, "--person", "Zoé")[0] == 0


@pytest.mark.usefixtures("walked")
def test_totals_are_of_days_weeks_and_months(carnet: Carnet) -> None:
    def totals(*words: str) -> list[tuple[str, float]]:
        code, told = carnet("totals", "--measure", "steps", *words)
        assert code == 0
        assert all(set(one) == {"date", "value", "unit", "sources"} for one in told["totals"])
        assert all(one["unit"] == "{steps}" and one["sources"] for one in told["totals"])
        return [(one["date"], one["value"]) for one in told["totals"]]

    assert totals() == [
        ("2026-06-01", 92), ("2026-06-03", 100), ("2026-06-08", 7), ("2026-07-01", 9),
    ]  # fmt: skip
    assert totals("--by", "week") == [("2026-06-01", 192), ("2026-06-08", 7), ("2026-06-29", 9)]
    assert totals("--by", "month") == [("2026-06", 199), ("2026-07", 9)]
    assert totals("--from", "2026-06-03", "--to", "2026-06-08") == [
        ("2026-06-03", 100), ("2026-06-08", 7),
    ]  # fmt: skip


@pytest.mark.usefixtures("walked")
def test_spans_have_an_end(carnet: Carnet) -> None:
    first = carnet("measures", "--measure", "steps", "--all")[1]["measures"][0]
    assert (first["time"], first["end"]) == (
        "2026-06-01T08:00:00+02:00", "2026-06-01T08:01:00+02:00",
    )  # fmt: skip
    assert first["value"] == 42


def test_words_are_found_in_one_record_or_in_all(carnet: Carnet, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"resourceType": "AllergyIntolerance", "code": {"text": "Latex"}}', "utf-8")
    uid = carnet("record", "add", "allergy", "--json-file", str(path))[1]["item"]["id"]
    code, told = carnet("search", "latex")
    (hit,) = told["hits"]
    assert code == 0
    assert set(hit) == {"id", "type", "title", "when", "snippet"}
    assert (hit["id"], hit["type"], hit["title"], hit["when"]) == (uid, "allergy", "Latex", None)

    carnet("people", "add", "Zoé", "--relation", "child")
    assert carnet("search", "latex", "--person", "Zoé")[1] == {"hits": []}
    (hit,) = carnet("search", "latex", "--all-people")[1]["hits"]
    assert hit["person"]
    assert carnet("search", "latex", "--all-people", "--limit", "0")[1] == {"hits": []}


@pytest.mark.usefixtures("walked")
def test_a_person_reads_it_in_french(said: Said) -> None:
    assert "Poids" in said("add", "body_weight", "70,5", "--at", AT)
    said("add", "blood_pressure", "128/-", "--at", AT)
    listed = said("measures", "--from", "2025-11-23")
    assert "70,5" in listed
    assert "128/–\u00a0mmHg" in listed
    assert "body_weight" not in listed
    assert "92\u00a0pas" in said("totals", "--measure", "steps")
    assert "mesures" in said("search", "poids")
    assert "rien" in said("search", "latex").casefold()
    refused = said("add", "body_weight", "700")
    assert "Poids" in refused
    assert "body_weight" not in refused


def test_what_lies_in_the_future_is_refused_but_for_a_clock_that_runs_ahead(
    carnet: Carnet,
) -> None:
    """R08."""
    now = bootstrap.clock().now()
    soon, later, far = ((now + timedelta(minutes=n)).isoformat() for n in (1, 10, 60 * 24 * 400))
    assert carnet("add", "body_weight", "70", "--at", soon)[0] == 0
    for at in (later, far):
        code, told = carnet("add", "body_weight", "70", "--at", at)
        assert (code, told["error"]["kind"]) == (2, "WrongUse")
        assert "future" in told["error"]["message"]
    assert len(carnet("measures")[1]["measures"]) == 1


def test_a_pressure_without_its_lower_number_is_kept_as_it_was_measured(
    carnet: Carnet, said: Said
) -> None:
    for minute, typed in enumerate(("138/", "139/-", "140/–")):
        assert carnet("add", "blood_pressure", typed, "--at", f"2025-11-23T07:1{minute}")[0] == 0
    (one, *_others) = carnet("measures")[1]["measures"]
    assert one["components"] == {"systolic": 138, "diastolic": None, "mean": None}
    assert "138/–\u00a0mmHg" in said("measures")
    told = carnet("stats", "--measure", "blood_pressure")[1]["stats"]["components"]
    assert (told["systolic"]["count"], told["diastolic"]["count"]) == (3, 0)
    assert told["diastolic"]["mean"] is None


@pytest.mark.parametrize("typed", ["138", "/86", "-/86", "1/2/3/4"])
def test_how_a_pressure_is_written_is_said(carnet: Carnet, said: Said, typed: str) -> None:
    code, told = carnet("add", "blood_pressure", "--", typed)
    assert (code, told["error"]["kind"]) == (2, "WrongUse")
    assert "138/86, or 138/-" in told["error"]["message"]
    assert "138/86, ou 138/-" in said("add", "blood_pressure", "--", typed)


def test_a_value_that_is_no_number_is_said(carnet: Carnet) -> None:
    code, told = carnet("add", "body_weight", "seventy")
    assert (code, told["error"]["kind"]) == (2, "WrongUse")
    assert "no number" in told["error"]["message"]
    assert "seventy" not in told["error"]["message"]
