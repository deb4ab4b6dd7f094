"""Words of history, of places and of devices, in both languages."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest

import vault
from vault.i18n import speak
from vault.paths import assets
from vault.record.inbox import Waiting, WaitingValue
from vault.store.facts import Did
from vault.wording import acts, history, places, readings


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> str:
    """Speak each language."""
    speak(request.param, assets() / "locale")
    return str(request.param)


def waiting(reason: str = "none", *values: WaitingValue, **body: Any) -> Waiting:
    told = {"values": [one.written() for one in values], **body}
    return Waiting("u", "i", 0, None, reason, b"", told)


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("act", get_args(Did))
def test_every_act_of_a_history_has_a_name(act: str) -> None:
    assert acts.act_name(act)
    assert acts.act_name(act) != act


def written_kinds() -> set[str]:
    """Every kind of line that a use case writes into the journal."""
    calls = re.compile(r"""\b(?:act|note|tell)\(\s*"([a-z_]+)\"""")
    modules = (Path(vault.__file__).parent / "usecases").glob("*.py")
    return {kind for path in modules for kind in calls.findall(path.read_text("utf-8"))}


def test_every_line_of_the_journal_has_words() -> None:
    assert {"opened", "device_read", "import_undone"} <= written_kinds()
    assert written_kinds() <= history.kinds()


@pytest.mark.usefixtures("language")
def test_each_doubt_about_a_place_is_a_sentence_of_its_own() -> None:
    said = {places.doubt(name) for name in ("network", "synced")}
    assert len(said) == 2
    assert all(one.endswith(".") for one in said)


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("reason", sorted(readings._REASONS))
def test_every_reason_of_a_proposal_is_said_without_gaps(reason: str) -> None:
    said = readings.reason(waiting(reason, slot=2), "Zoé")
    assert said
    assert "{" not in said
    assert ("Zoé" in said) == (reason in ("near", "chosen", "weight_far"))
    assert ("2" in said) == (reason in ("slot", "other_slot"))


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("why", sorted(readings._SKIPPED))
def test_every_frame_left_out_is_said(why: str) -> None:
    assert str(readings.skipped(why)).endswith(".")


def test_of_what_a_person_need_not_know_nothing_is_said() -> None:
    assert readings.skipped("already_known") is None


@pytest.mark.parametrize(
    ("rssi", "said"), [(None, ""), (-59, "strong"), (-60, "medium"), (-75, "weak")]
)
def test_a_signal_is_strong_medium_or_weak(rssi: int | None, said: str) -> None:
    assert readings.signal(rssi) == said


def test_an_empty_battery_names_its_device(language: str) -> None:
    assert readings.low_battery("Balance").startswith("Balance")


@pytest.mark.parametrize(
    ("seconds", "action", "said"),
    [
        (-600, "set", "The clock of B is 10 min slow. It was set."),
        (600, "refused", "The clock of B is 10 min fast. It does not let Carnet set it."),
        (600, "corrected", "The clock of B is 10 min fast. Times were corrected."),
    ],
)
def test_a_wrong_clock_is_said_with_what_was_done(seconds: float, action: str, said: str) -> None:
    assert readings.clock("B", seconds, action) == said


def test_values_are_written_as_they_are_read(language: str) -> None:
    one = waiting(
        "none",
        WaitingValue("blood_pressure", None, "mm[Hg]", {"systolic": Decimal("113.0")}),
        WaitingValue("heart_rate", Decimal(65), "/min"),
        WaitingValue("body_weight", Decimal("71.40"), "kg", comparator=">"),
        WaitingValue("glucose", None, "mg/dL", absent="HI"),
    )
    said = readings.values(one)
    assert "113/–\u00a0mmHg" in said
    assert "65\u00a0/min" in said
    assert (">71,40\u00a0kg" if language == "fr" else ">71.40\u00a0kg") in said
    assert "–\u00a0mg/dL" in said
