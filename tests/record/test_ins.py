"""R19: the national identity number, its key and its mask."""

from __future__ import annotations

import pytest

from vault.record import ins


@pytest.mark.parametrize(
    "matricule", ["279035121518989", "2 77 07 63 220 829 10", "255081416802538"]
)
def test_r19_right_numbers_are_right(matricule: str) -> None:
    assert ins.verdict(matricule) == "right"


@pytest.mark.parametrize(("number", "wanted"), [("180052A004012", 24), ("180052B033025", 41)])
def test_r19_corsica_counts_as_19_and_18(number: str, wanted: int) -> None:
    assert ins.key(number) == wanted
    assert ins.verdict(f"{number}{wanted}") == "right"


@pytest.mark.parametrize(
    ("matricule", "wanted"),
    [
        ("221042545611404", 83), ("223042545611404", 82), ("222127505611201", 47),
        ("224027511583555", 12),
    ],
)  # fmt: skip
def test_r19_a_wrong_key_is_seen(matricule: str, wanted: int) -> None:
    assert ins.verdict(matricule) == "wrong_key"
    assert ins.key(matricule[:13]) == wanted


@pytest.mark.parametrize(
    "text", ["123456789012244", "", "abc", "27903512151898", "579035121518989"]
)
def test_r19_what_has_another_shape_is_no_number(text: str) -> None:
    assert ins.verdict(text) != "right"


def test_r19_a_number_is_masked() -> None:
    assert ins.masked("279035121518989") == "2 79 03 …"
    assert ins.masked("12") == "…"


def test_a_system_is_an_oid_with_or_without_its_prefix() -> None:
    assert ins.oid("urn:oid:1.2.250.1.213.1.4.8") == ins.oid("1.2.250.1.213.1.4.8") == ins.NIR
    assert ins.oid("http://x") == ins.oid(None) == ""
