from __future__ import annotations

from pathlib import Path

from tests.conftest import Carnet


def test_a_summary_lands_where_it_was_asked_and_says_its_gaps(
    carnet: Carnet, tmp_path: Path
) -> None:
    out = tmp_path / "summary.pdf"
    code, told = carnet("export", "summary", "--out", str(out))
    assert code == 0
    assert told["file"] == str(out)
    assert told["bytes"] == out.stat().st_size
    assert told["items"] == 0
    assert {"kind": "not_filled", "count": 1, "name": "allergy"} in told["gaps"]
    assert out.stat().st_mode & 0o077 == 0


def test_what_does_not_fit_is_said_with_two_or_eight(carnet: Carnet, tmp_path: Path) -> None:
    out = str(tmp_path / "x.pdf")
    assert carnet("export", "telegram", "--out", out)[0] == 2
    assert carnet("export", "summary")[0] == 2
    assert carnet("export", "summary", "--out", out, "--from", "never")[0] == 2
    assert carnet("export", "summary", "--out", out, "--person", "Nobody")[0] == 2
    assert carnet("export", "summary", "--out", str(tmp_path / "no" / "x.pdf"))[0] == 8


def test_formats_name_it(carnet: Carnet) -> None:
    _code, told = carnet("formats")
    assert "summary" in [one["name"] for one in told["exports"]]
