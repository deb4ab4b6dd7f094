"""JSON texts as they come: one a line, cut, broken, wrapped twice, with letters that are none."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.fhir.texts import Broken, Read, Texts

ONE, TWO = {"resourceType": "Basic", "id": "1"}, {"resourceType": "Basic", "id": "2"}


def read(text: str) -> list[Read | Broken]:
    return list(Texts().read(text))


def values(text: str) -> list[Any]:
    return [one.value if isinstance(one, Read) else (one.where, one.reason) for one in read(text)]


def bundle(*resources: Any) -> str:
    return json.dumps({"resourceType": "Bundle", "entry": [{"resource": r} for r in resources]})


def test_numbers_keep_every_decimal() -> None:
    assert values('{"a":70.0}') == [{"a": Decimal("70.0")}]
    assert str(values('{"a":70.0}')[0]["a"]) == "70.0"


def test_a_resource_a_line_with_blank_lines_between() -> None:
    text = f"\ufeff{json.dumps(ONE)}\r\n\r\n{json.dumps(TWO)}\n"
    assert read(text) == [Read("line 1", ONE), Read("line 3", TWO)]


def test_one_bad_line_never_stops_the_rest() -> None:
    text = f'{json.dumps(ONE)}\n{{"a":}}\n{json.dumps(TWO)}\n{{"resourceType":"Ba'
    assert values(text) == [ONE, ("line 2", "unreadable"), TWO, ("line 4", "cut")]


def test_json_inside_a_string_is_unwrapped() -> None:
    once = json.dumps(json.dumps(ONE))
    assert values(once) == values(json.dumps(once)) == [ONE]
    assert values(f"{once}\n{once}") == [ONE, ONE]
    assert values(json.dumps("{")) == [("", "cut")]
    assert values(once[:-3]) == [("", "cut")]
    assert values('"') == [("", "cut")]


def test_one_bad_entry_never_stops_the_rest() -> None:
    text = bundle(ONE, TWO, ONE).replace('"id": "2"', '"id": 2x')
    assert values(text) == [{"resource": ONE}, ("entry 1", "unreadable"), {"resource": ONE}]


HUGE = ("1e99999999999999999999", "1e400", "-1e-999999", "9" * 5000, "0." + "1" * 90, "NaN")


@pytest.mark.parametrize("number", HUGE)
def test_a_number_beyond_range_costs_its_resource_and_no_other(number: str) -> None:
    text = bundle(ONE, TWO, ONE).replace('"id": "2"', f'"id": {number}')
    assert values(text) == [{"resource": ONE}, ("entry 1", "unreadable"), {"resource": ONE}]
    bad = json.dumps(TWO).replace('"2"', number)
    assert values(f"{bad}\n{json.dumps(ONE)}\n") == [("line 1", "unreadable"), ONE]
    assert values(f"[{bad}, {json.dumps(ONE)}]") == [("item 0", "unreadable"), ONE]
    assert values(bad) == [("", "unreadable")]


def test_what_is_broken_beside_the_entries_is_said() -> None:
    text = bundle(ONE).replace('"entry"', '"total": NaN, "entry"')
    assert values(text) == [{"resource": ONE}, ("", "unreadable")]


def test_a_list_with_a_bad_item_is_read_around_it() -> None:
    assert values(f"[{json.dumps(ONE)}, {{x}}, {json.dumps(TWO)}]") == [
        ONE, ("item 1", "unreadable"), TWO,
    ]  # fmt: skip


@pytest.mark.parametrize("text", [bundle(ONE, TWO), json.dumps([ONE, TWO])])
def test_a_text_cut_anywhere_gives_the_beginning_and_says_so(text: str) -> None:
    whole = [{"resource": ONE}, {"resource": TWO}] if "Bundle" in text else [ONE, TWO]
    for cut in range(1, len(text)):
        *found, last = values(text[:cut])
        assert found == whole[: len(found)]
        assert last[1] == "cut", text[:cut]


def test_what_is_broken_and_holds_no_entries_is_one_broken_part() -> None:
    assert values('{"entry": 3, x}') == [("", "unreadable")]
    assert values('{"a": {"entry": []}, x}') == [("", "unreadable")]
    assert values("{}}") == [("", "unreadable")]
    assert values("hello") == [("", "unreadable")]
    assert values('{"a": NaN}') == [("", "unreadable")]
    assert values("[" * 5000 + "]" * 5000) == [("item 0", "unreadable")]
    assert values(" \n\ufeff ") == []


def test_the_last_of_two_members_of_one_name_counts_and_it_is_said() -> None:
    texts = Texts()
    assert [one.value for one in texts.read('{"a":1,"a":2}') if isinstance(one, Read)] == [{"a": 2}]
    assert (texts.doubled, texts.mended) == (True, False)


def test_half_a_pair_of_surrogates_is_replaced_and_it_is_said() -> None:
    texts = Texts()
    (one,) = texts.read('{"\\ud800":["a\\udc00", 3, "\\ud83d\\ude00"]}')
    assert one == Read("", {"\ufffd": ["a\ufffd", 3, "\U0001f600"]})
    assert texts.mended
    whole = Texts()
    list(whole.read('"\\ud83d\\ude00"'))
    assert not whole.mended


@given(st.text(max_size=60) | st.text('{}[]",:\\eE19.ntru ', max_size=60))
def test_noise_is_read_or_broken_never_raised(text: str) -> None:
    for one in read(text):
        assert isinstance(one, Read | Broken)
