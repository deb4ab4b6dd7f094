"""`import` by the command line, as people see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CHEAP, PHRASE, Carnet
from vault.cli.main import main

APPLE = """<HealthData>
<Record type="HKQuantityTypeIdentifierBodyMass" sourceName="Balance" unit="kg"
 startDate="2026-05-10 07:01:00 +0200" endDate="2026-05-10 07:01:00 +0200" value="72.4"/>
<Record type="HKQuantityTypeIdentifierUVExposure" sourceName="Montre" unit="count"
 startDate="2026-05-10 07:01:00 +0200" endDate="2026-05-10 07:01:00 +0200" value="3"/>
<Workout workoutActivityType="HKWorkoutActivityTypeRunning" sourceName="Montre"
 startDate="2026-05-10 08:00:00 +0200" endDate="2026-05-10 09:00:00 +0200"/>
</HealthData>
"""


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Weight", "Other measurements", "Activities"]),
        ("fr", ["Poids", "Autres mesures", "Activités"]),
    ],
)
def test_the_table_names_what_was_added_in_words(
    carnet: Carnet, place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    language: str, names: list[str],
) -> None:  # fmt: skip
    file, phrase = tmp_path / "export.xml", tmp_path / "words.txt"
    file.write_text(APPLE)
    phrase.write_text(f"{PHRASE}\n")
    _code, told = carnet("import", str(file), "--preview")
    front = ["--vault", str(place), "--lang", language, "--passphrase-file", str(phrase)]
    code = main([*front, "import", str(file)], CHEAP)
    shown = capsys.readouterr().out

    assert code == 0
    assert set(told["by_kind"]) == {"body_weight", "other", "workout"}
    assert [name for name in names if name not in shown] == []
    assert "body_weight" not in shown
    assert "workout" not in shown
