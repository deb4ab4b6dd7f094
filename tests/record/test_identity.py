"""What recognises a fact, and the JSON it is hashed from."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.record.canonical import DEEPEST, canonical, compact, read
from vault.record.identity import digest_of, folded, key_of, native_key, row_key

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.integers(-(10**30), 10**30) | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=4
)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_what_is_written_is_read_back_the_same(value: Any) -> None:
    assert read(compact(value)) == value
    assert read(canonical(value)) == value


@pytest.mark.parametrize("made", [lambda inner: {"in": inner}, lambda inner: [inner]])
def test_two_hundred_levels_are_written_and_no_more(made: Callable[[Any], Any]) -> None:
    deep: Any = "x"
    for _level in range(DEEPEST):
        deep = made(deep)
    assert read(compact(deep)) == deep
    for write in (compact, canonical):
        with pytest.raises(ValueError, match=r"^$"):
            write(made(deep))


def test_objects_and_lists_of_any_kind_are_written_as_a_dict_and_a_list_are() -> None:
    made: Any = MappingProxyType({"b": (1, MappingProxyType({})), "a": None})
    assert compact(made) == '{"b":[1,{}],"a":null}'
    assert canonical(made) == '{"a":null,"b":[1,{}]}'


@given(values.filter(lambda value: "Decimal" not in repr(value)))
def test_the_canonical_form_is_the_one_of_the_vault_file(value: Any) -> None:
    assert canonical(value) == json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def test_a_number_is_written_as_it_came() -> None:
    assert compact(read('{"value":70.0,"whole":70,"none":null,"b":[true,false]}')) == (
        '{"value":70.0,"whole":70,"none":null,"b":[true,false]}'
    )
    assert canonical(read('{"b":1,"a":{}}')) == '{"a":{},"b":1}'


@pytest.mark.parametrize(
    "text",
    ["NaN", "[Infinity]", "-Infinity", "1" * 41, "0." + "1" * 41, "1e999999", "{", "[" * 5000],
)
def test_what_no_record_holds_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read(text)


def test_neither_a_float_nor_endless_nesting_is_written() -> None:
    nested: Any = 1
    for _ in range(201):
        nested = [nested]
    for value in (0.1, nested, {"a": object()}):
        with pytest.raises(ValueError, match=r".*"):
            compact(value)


def test_a_key_is_the_hash_of_its_parts() -> None:
    parts = ("measure", "body_weight", 1782798120000, None, "ab", 0)
    text = '["measure","body_weight",1782798120000,null,"ab",0]'

    assert key_of(*parts) == sha256(text.encode()).digest()[:16]
    assert row_key("body_weight", 1782798120000, None, "ab") == key_of(*parts)
    assert native_key("allergy", "s", "7") == sha256(b'["allergy","s","7"]').digest()[:16]


def test_a_digest_leaves_out_what_changes_at_each_export() -> None:
    one = {"resourceType": "Observation", "id": "1", "valueQuantity": {"value": Decimal("70.0")}}
    again = {**one, "id": "2", "meta": {"lastUpdated": "x"}, "text": {"div": "y"}}

    assert digest_of(one) == digest_of(again)
    assert digest_of(one) != digest_of({**one, "valueQuantity": {"value": 70}})
    assert digest_of({**one, "a": [{"reference": "urn:uuid:1", "display": "d"}]}) == digest_of(
        {**one, "a": [{"reference": "Patient/2", "display": "d"}]}
    )
    assert digest_of({**one, "a": {"reference": "#1"}}) != digest_of(
        {**one, "a": {"reference": "#2"}}
    )


def test_names_are_folded_for_comparing() -> None:
    assert folded("  Œuvre  d’Élodie ") == folded("OEUVRE d'elodie") == "oeuvre d'elodie"
    assert folded("Straße") == "strasse"
    assert folded("ﬁn") == "fin"


@pytest.mark.parametrize("number", ["1e99999999999999999999", "1e41", "1" * 41, "NaN", "-Infinity"])
def test_a_number_that_no_record_holds_is_no_json_of_ours(number: str) -> None:
    """Decimal itself answers the first one with an error that is no ValueError."""
    with pytest.raises(ValueError):  # noqa: PT011 - any of them
        read(f'{{"value": {number}}}')
