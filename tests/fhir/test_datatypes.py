"""Data types of FHIR as they are met: partial, odd, empty."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from vault.fhir import papers
from vault.fhir.datatypes import UNDATED, When, display, first_code, mappings, quantity, when, words
from vault.record.facts import Document
from vault.record.moments import TimeQuality
from vault.record.quantity import Quantity

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"value": Decimal("70.0"), "unit": "kilo", "code": "kg"}, Quantity(Decimal("70.0"), "kg")),
        ({"value": 3, "unit": "mmHg", "code": "?"}, Quantity(Decimal(3), "mmHg")),
        ({"value": 3, "unit": "brasses", "code": "x"}, Quantity(Decimal(3), "brasses")),
        ({"value": 3, "code": "x"}, Quantity(Decimal(3), "x")),
        ({"value": 3}, Quantity(Decimal(3), "")),
        (4, Quantity(Decimal(4), "1")),
        (True, None), ({"value": True}, None), ({"value": "3"}, None), ({}, None), ("3", None),
    ],
)  # fmt: skip
def test_a_quantity_keeps_its_number_and_its_unit(value: Any, found: Quantity | None) -> None:
    assert quantity(value) == found


@pytest.mark.parametrize("value", ["hier", "2026-13", "T", "2026-06-30T25:00:00Z", None, 7, ""])
def test_what_is_no_date_says_nothing(value: Any) -> None:
    assert when(value, PARIS) == UNDATED


def test_a_date_stays_as_partial_as_it_is() -> None:
    assert when("2026-03", PARIS) == When(1772319600000, None, TimeQuality.DATE_ONLY, "2026-03")
    assert when("2026-06-30T05:42:00.5Z", PARIS) == When(1782798120500, 0, TimeQuality.EXACT_OFFSET)
    assert when("2026-10-25T02:30:00", PARIS).quality is TimeQuality.AMBIGUOUS_DST


def test_words_and_codes_are_taken_where_they_stand() -> None:
    several = [{"coding": [{"display": "A"}]}, {"coding": [{"system": "s", "code": "b"}]}, 3]

    assert words(several) == "A"
    assert words({"coding": [{"code": "b"}]}) == "b"
    assert words(None) == ""
    assert first_code(several) == ("s", "b")
    assert first_code({"coding": [{"code": "b"}]}) == (None, "b")
    assert first_code({}) == (None, None)
    assert mappings("x") == []
    assert display("x") == ""


def test_attachments_of_others_are_bytes_or_nothing() -> None:
    bad: dict[str, Any] = {"hash": "é"}

    assert not papers.intact(bad, b"x")
    assert papers.intact({}, b"x")
    two = {"content": [{"attachment": {"url": "u"}}, {"attachment": {}}, {"attachment": {}}]}
    whole = papers.whole(two, Document(b"x", "text/plain", "AUTR_DOC"))
    assert [one["attachment"].get("data") for one in whole["content"]] == [None, "eA==", None]
