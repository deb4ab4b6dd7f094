from __future__ import annotations

from tests.house.coverage_floor import short


def figures(percent: float) -> dict[str, dict[str, float]]:
    return {"summary": {"percent_covered": percent}}


def test_a_file_of_a_whole_room_may_miss_nothing() -> None:
    assert short({"vault/record/units.py": figures(99.9)}) == [
        "vault/record/units.py: 99.9 %, floor 100 %"
    ]


def test_other_files_may_miss_a_tenth() -> None:
    assert short({"vault/cli/main.py": figures(90.0)}) == []
    assert len(short({"vault/cli/main.py": figures(89.9)})) == 1
