"""Whether what a service gives back is what was sent to it, item by item; pure, and no judgement.

Compared is what a resource (FHIR R4) says: not its id, narrative, subject, wording of codes, nor
the order of its elements; numbers as decimals, units exactly converted, times as instants.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from vault.record.canonical import canonical
from vault.record.units import sized

Resource = Mapping[str, Any]
_SILENT: Final = frozenset({"id", "meta", "identifier", "subject", "patient", "display"})
_TIMES: Final = (
    "effectiveDateTime", "effectivePeriod", "occurrenceDateTime", "performedDateTime",
    "performedPeriod", "onsetDateTime", "recordedDate", "authoredOn", "date", "start", "period",
)  # fmt: skip
_CODES: Final = ("code", "vaccineCode", "medicationCodeableConcept", "type", "class")


@dataclass(frozen=True, slots=True)
class Change:
    """One element that differs; None stands for an element that is not there."""

    element: str
    sent: str | None
    back: str | None


@dataclass(frozen=True, slots=True)
class Compared:
    """The five classes; items by their name as it was sent, `extra` by the server's own."""

    identical: tuple[str, ...]
    changed: tuple[tuple[str, tuple[Change, ...]], ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    not_comparable: tuple[str, ...]

    @property
    def sent(self) -> int:
        """Return how many items were sent."""
        return (
            len(self.identical) + len(self.changed) + len(self.missing) + len(self.not_comparable)
        )


@dataclass(frozen=True, slots=True)
class _Much:
    """A number with its unit: what it is worth, and as it was written."""

    worth: str
    shown: str


def compare(
    sent: Mapping[str, Resource], back: Iterable[Resource], closed: frozenset[str] = frozenset()
) -> Compared:
    """Hold what came back against what was sent, by "Type/id"; `closed` are types not given back.

    A Patient that was not sent is no item: a server needs one to hang everything on.
    """
    rest = list(back)
    pairs: dict[str, Resource] = {}
    for finder in (_by_id, _by_identifier, _by_content):
        found = finder({name: one for name, one in sent.items() if name not in pairs}, rest)
        pairs |= found
        taken = {id(one) for one in found.values()}
        rest = [one for one in rest if id(one) not in taken]
    differing = {name: tuple(changes(sent[name], one)) for name, one in pairs.items()}
    lost = [name for name in sent if name not in pairs]
    unheard = [name for name in lost if name.partition("/")[0] in closed]
    return Compared(
        tuple(sorted(name for name, found in differing.items() if not found)),
        tuple(sorted((name, found) for name, found in differing.items() if found)),
        tuple(sorted(set(lost) - set(unheard))),
        tuple(sorted(_name(one) for one in rest if one.get("resourceType") != "Patient")),
        tuple(sorted(unheard)),
    )


def changes(sent: Resource, back: Resource) -> Iterator[Change]:
    """Give each element in which two resources do not say the same."""
    yield from _changes(_said(sent), _said(back), "")


def _by_id(sent: Mapping[str, Resource], back: list[Resource]) -> dict[str, Resource]:
    held = {_name(one): one for one in back}
    return {name: held[name] for name in sent if name in held}


def _by_identifier(sent: Mapping[str, Resource], back: list[Resource]) -> dict[str, Resource]:
    held = {
        f"{one.get('resourceType')}/{value}": one for one in back for value in _identifiers(one)
    }
    found = {name: held[name] for name in sent if name in held}
    once = {id(one): name for name, one in found.items()}
    return {name: one for name, one in found.items() if once[id(one)] == name}


def _by_content(sent: Mapping[str, Resource], back: list[Resource]) -> dict[str, Resource]:
    """Match by type, code, time and value; then by type, code and time."""
    found: dict[str, Resource] = {}
    for mark in (_whole_mark, _mark):
        held: dict[str, list[Resource]] = defaultdict(list)
        used = {id(one) for one in found.values()}
        for one in back:
            if id(one) not in used:
                held[mark(one)].append(one)
        for name, one in sent.items():
            if name not in found and held[mark(one)]:
                found[name] = held[mark(one)].pop(0)
    return found


def _identifiers(resource: Resource) -> Iterator[str]:
    for one in _list(resource.get("identifier")):
        if isinstance(one, Mapping) and isinstance(one.get("value"), str):
            yield one["value"].removeprefix("urn:uuid:")


def _whole_mark(resource: Resource) -> str:
    return f"{resource.get('resourceType')} {_written(_said(resource))}"


def _mark(resource: Resource) -> str:
    said = _said(resource)
    told = {name: said[name] for name in (*_CODES, *_TIMES) if name in said}
    return f"{resource.get('resourceType')} {_written(told)}"


def _name(resource: Resource) -> str:
    return f"{resource.get('resourceType')}/{resource.get('id')}"


def _said(value: Any) -> Any:
    """Return what a value says, in one form: without what is silent, nothing empty, sorted."""
    if isinstance(value, Mapping):
        return _said_object(value)
    if isinstance(value, list):
        return sorted(map(_said, value), key=_written)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | Decimal):
        return Decimal(value).normalize() + 0
    return _instant(value) if isinstance(value, str) else value


def _said_object(value: Resource) -> Any:
    told = dict(value)
    number, unit = told.get("value"), told.get("code") or told.get("unit")
    if isinstance(number, int | Decimal) and isinstance(unit, str):
        found = sized(Decimal(number), unit)
        for one in ("value", "code", "unit", "system"):
            told.pop(one, None)
        what, much = found if found is not None else (unit, Decimal(number).normalize())
        told["value"] = _Much(f"{much:f} {what}", f"{number:f} {unit}")
    said = {
        inner: _said(one)
        for inner, one in told.items()
        if inner not in _SILENT and not inner.startswith("_") and not _is_narrative(inner, one)
    }
    return {inner: one for inner, one in said.items() if one not in ({}, [], None)}


def _is_narrative(name: str, value: object) -> bool:
    """Tell the narrative of a resource from the words of a code or a note."""
    return name == "text" and isinstance(value, Mapping)


def _instant(text: str) -> str:
    if "T" not in text:
        return text
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return at.astimezone(UTC).isoformat() if at.tzinfo else text


def _changes(sent: Any, back: Any, place: str) -> Iterator[Change]:
    if isinstance(sent, dict) and isinstance(back, dict):
        for name in sorted(sent.keys() | back.keys()):
            inner = f"{place}.{name}" if place else name
            yield from _changes(sent.get(name), back.get(name), inner)
    elif isinstance(sent, list) and isinstance(back, list) and len(sent) == len(back):
        for number, (one, other) in enumerate(zip(sent, back, strict=True)):
            yield from _changes(one, other, f"{place}[{number}]")
    elif _written(sent) != _written(back):
        yield Change(place, _told(sent), _told(back))


def _told(value: Any) -> str | None:
    if isinstance(value, _Much):
        return value.shown
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value if value is None or isinstance(value, str) else _written(value)


def _written(value: Any) -> str:
    return canonical(_plain(value))


def _plain(value: Any) -> Any:
    """Write decimals without exponent: 70 and 7E+1 are one number."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, _Much):
        return value.worth
    return Decimal(f"{value:f}") if isinstance(value, Decimal) else value


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
