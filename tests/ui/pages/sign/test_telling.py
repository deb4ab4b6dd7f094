"""What is readable of a sending is all of it, in the names of the standard."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.ui.pages.sign.states import exactly
from vault.ui.pages.sign import items, telling
from vault.ui.pages.sign.readable import readable, title
from vault.usecases.exact import Exact


def bundle(*items: Any) -> bytes:
    """Return a bundle of these resources."""
    entries = [{"fullUrl": f"urn:{n}", "resource": one} for n, one in enumerate(items)]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()


def test_each_item_is_told_field_by_field_with_its_digits() -> None:
    weight = {
        "resourceType": "Observation", "code": {"text": "Weight"},
        "valueQuantity": {"value": 69.90, "unit": "kg"},
        "category": [{"text": "a"}, {"text": "b"}],
    }  # fmt: skip
    body = bundle(weight).replace(b"69.9,", b"69.90,")
    lines = readable(body).split("\n")
    assert lines[0] == "1. Measurement: Weight"
    assert "   valueQuantity.value = 69.90" in lines
    assert "   category 2.text = b" in lines
    assert "   type = collection" in lines


def test_what_is_no_bundle_is_told_as_nothing() -> None:
    assert readable(b"\xff") == ""
    assert readable(b"[]").strip() == "The whole"
    assert readable(b'{"entry": ["x", {"resource": 3}]}').strip() == "The whole"


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"code": {"coding": [{"display": "Asthma"}]}}, "Asthma"),
        ({"code": {"coding": [{"code": "1"}]}}, ""),
        ({"medicationCodeableConcept": {"text": "Drug"}}, "Drug"),
        ({"code": "plain"}, ""), ({}, ""),
    ],
)  # fmt: skip
def test_an_item_is_named_in_its_own_words(item: dict[str, Any], said: str) -> None:
    assert title(item) == said


def test_a_very_long_file_says_that_the_rest_is_saved() -> None:
    long = Exact(b"a" * 500_000, "h", 1, "s", "")
    told = telling.exact(long)
    assert told.file.endswith("The rest is in the file that you can save.")
    assert dict(told.technical)["Key of the recipient"] == "—"
    assert dict(telling.exact(exactly()).technical)["Key of the recipient"] == "KeyKey"


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"resourceType": "Observation", "code": {"text": "Pressure"},
          "effectiveDateTime": "2026-11-21T07:12:00+01:00",
          "component": [{"code": {"text": "Systolic"}, "valueQuantity": {"value": 138,
                        "unit": "mmHg"}}, {"valueQuantity": {"value": 86, "unit": "mmHg"}}]},
         "21 Nov 2026, 07:12 · Pressure · Systolic 138\u00a0mmHg, 86\u00a0mmHg"),
        ({"resourceType": "Observation", "code": {"text": "CRP"},
          "effectivePeriod": {"start": "2026-11-21"},
          "valueQuantity": {"comparator": "<", "value": 0.50, "unit": "mg/L"}},
         "21 Nov 2026 · CRP · < 0.5\u00a0mg/L"),
        ({"resourceType": "Condition", "code": {"text": "Asthma"}, "onsetDateTime": "2019"},
         "2019 · Asthma"),
        ({"resourceType": "Observation", "code": {"text": "Mood"},
          "valueCodeableConcept": {"text": "calm"}}, "Mood · calm"),
        ({"resourceType": "Observation", "code": {"text": "Pain"}, "valueInteger": 3},
         "Pain · 3"),
        ({"resourceType": "Observation", "valueQuantity": {"value": "high"}},
         "high"),
        ({"resourceType": "Patient"}, "Identity"),
    ],
)  # fmt: skip
def test_an_item_of_a_kind_is_said_in_a_line(item: dict[str, Any], said: str) -> None:
    assert items.lines([json.dumps(item).encode()]) == (said,)
