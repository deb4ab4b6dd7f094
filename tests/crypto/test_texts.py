from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.crypto import strict_json
from vault.crypto.base64url import b64, sha256, unb64


@given(st.binary(max_size=100))
def test_bytes_come_back(data: bytes) -> None:
    assert unb64(b64(data)) == data


@pytest.mark.parametrize("text", ["=", "AA==", "A", "AB", "AAB", "+/", "AA A", "AA\n", "é"])
def test_only_one_way_of_writing_is_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        unb64(text)


def test_a_hash_is_43_characters() -> None:
    assert sha256("") == sha256(b"") == "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"


def test_json_is_written_in_one_way() -> None:
    assert strict_json.written({"b": 1, "a": ["é"]}) == '{"b":1,"a":["é"]}'.encode()
    with pytest.raises(ValueError, match=r"."):
        strict_json.written(float("nan"))


@pytest.mark.parametrize(
    "text",
    ['{"a":1,"a":2}', "NaN", "-Infinity", "{", "", b"\xff", "[" * 100_000, '{"b":{"a":1,"a":1}}'],
    ids=lambda text: repr(text[:20]),
)
def test_json_that_could_be_read_in_two_ways_is_not_read(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        strict_json.read(text)


def test_an_object_is_an_object() -> None:
    assert strict_json.read_object(b'{"a":1}') == {"a": 1}
    with pytest.raises(ValueError, match="not an object"):
        strict_json.read_object("[]")
