"""JSON as the record keeps it: every decimal as written, no binary float, one form to hash."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from json.encoder import encode_basestring
from typing import Any, Final

DEEPEST: Final = 200  # levels
LONGEST: Final = 40  # digits of a number
OBJECT: Final = (
    dict,
    Mapping,
)  # for isinstance: asking for Mapping alone takes three times as long
_WORDS: Final = {None: "null", True: "true", False: "false"}
Names = Callable[[Mapping[str, Any]], list[str]]


def _number(text: str) -> Decimal:
    if len(text) > LONGEST:
        raise ValueError
    try:
        number = Decimal(text)
    except InvalidOperation:  # an exponent beyond all that decimals have
        raise ValueError from None
    if abs(number.adjusted()) > LONGEST:
        raise ValueError
    return number


def _whole(text: str) -> int:
    if len(text) > LONGEST:
        raise ValueError
    return int(text)


def _refuse(_constant: str) -> None:
    raise ValueError


def decoder(pairs: Callable[[list[tuple[str, Any]]], Any] | None = None) -> json.JSONDecoder:
    """Return a reader whose numbers are int or Decimal: 70.0 stays 70.0, also when it is written.

    It raises ValueError for what is no JSON, for NaN and infinities, for numbers of more than
    40 digits, and RecursionError for nesting far beyond any record. `pairs` sees the members of
    each object in their order.
    """
    return json.JSONDecoder(
        parse_float=_number, parse_int=_whole, parse_constant=_refuse, object_pairs_hook=pairs
    )


_READER: Final = decoder()


def read(text: str) -> Any:
    """Read one JSON text as the record keeps it.

    Raises:
        ValueError: no JSON, NaN or infinity, a number of more than 40 digits, too many levels.
    """
    try:
        return _READER.decode(text)
    except RecursionError:
        raise ValueError from None


def compact(value: Any) -> str:
    """Write JSON without white space, members in the order they have.

    Raises:
        ValueError: a float, or more than 200 levels; a record holds neither.
    """
    return _text(value, None, DEEPEST)


def canonical(value: Any, names: Names = sorted) -> str:
    """Write the one form that is hashed: members sorted by code point, no white space.

    Numbers stand as they came: 70.0 and 70 are two values. `names` may leave members out.

    Raises:
        ValueError: a float, or more than 200 levels; a record holds neither.
    """
    return _text(value, names, DEEPEST)


def _text(value: Any, order: Names | None, left: int) -> str:
    kind = type(value)
    if kind is dict:
        return _object(value, order, left)
    if kind is str:
        return encode_basestring(value)
    if kind is list or isinstance(value, tuple):
        return _list(value, order, left)
    if kind is Decimal or kind is int:
        return str(value)
    if value is None or kind is bool:
        return _WORDS[value]
    if isinstance(value, Mapping):
        return _object(value, order, left)
    raise ValueError


def _object(value: Mapping[str, Any], order: Names | None, left: int) -> str:
    """Write the members; most of them are words, which are written without another call."""
    if not left:
        raise ValueError
    names = value if order is None else order(value)
    inside = left - 1
    members = [
        f"{encode_basestring(name)}:{encode_basestring(inner)}"
        if type(inner := value[name]) is str
        else f"{encode_basestring(name)}:{_object(inner, order, inside)}"
        if type(inner) is dict
        else f"{encode_basestring(name)}:{_text(inner, order, inside)}"
        for name in names
    ]
    return f"{{{','.join(members)}}}"


def _list(value: Sequence[Any], order: Names | None, left: int) -> str:
    if not left:
        raise ValueError
    inside = left - 1
    members = [
        _object(one, order, inside) if type(one) is dict else _text(one, order, inside)
        for one in value
    ]
    return f"[{','.join(members)}]"
