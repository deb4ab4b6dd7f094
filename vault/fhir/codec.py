"""How one resource type is read: what stands around it, and the fact that is made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Final

from vault.fhir.columns import Columns
from vault.fhir.datatypes import UNDATED, Resource, When, codes, first_code, text, words
from vault.record.batch import Clinical, Item, NothingKnown, Refused
from vault.record.facts import Document, Fact, Status
from vault.record.identity import Part, digest_of, folded, key_of, native_key, row_key
from vault.record.measure import Measure
from vault.record.provenance import SaidBy, Source
from vault.record.sensitive import proposed

# what IPS and SNOMED CT say instead of a fact: none is known, or nothing is known
# https://build.fhir.org/ig/HL7/fhir-ips/CodeSystem-absent-unknown-uv-ips.html
_NONE: Final = frozenset((
    "no-known-allergies", "no-known-medication-allergies", "no-known-environmental-allergies",
    "no-known-food-allergies", "no-known-devices", "no-known-problems", "no-known-medications",
    "no-known-immunizations", "no-known-procedures", "716186003", "409137002", "787481004",
    "160245001",
))  # fmt: skip
_UNKNOWN: Final = frozenset((
    "no-allergy-info", "no-device-info", "no-problem-info", "no-medication-info",
    "no-immunization-info", "no-procedure-info", "1003774007",
))  # fmt: skip
NOT_A_FACT: Final = frozenset(("entered-in-error", "not-done", "cancelled", "refuted"))
_NO_FIGURES: Final = Columns("", None, None, None)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a resource: its place and sender, who says it, and its neighbours.

    `find` gives the resource that a reference string means, as far as it lies in the same file.
    """

    where: str
    source: Source
    said_by: SaidBy
    zone: tzinfo
    find: Callable[[str], Resource | None]


@dataclass(frozen=True, slots=True)
class Codec:
    """One FHIR resource type, both ways.

    `read` yields the items a resource becomes, in the record's words; it never raises on content.
    The other way is `vault.fhir.bundle.written`: a fact keeps its resource whole.
    """

    kind: str
    read: Callable[[Resource, Around], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a resource says in the columns of a fact; what is left out says nothing."""

    type: str
    title: str
    concept: Any = None
    start: When = UNDATED
    end: When = UNDATED
    status: Status = "active"
    said_by: SaidBy | None = None
    identity: tuple[Part, ...] = ()  # beside code or name, when the sender gives no id
    document: Document | None = None
    figures: Columns | None = None  # of a measure
    measure: Measure | None = None  # the one it is of, when we know it


def clinical(resource: Resource, around: Around, reading: Reading) -> Clinical:
    """Make the fact: columns of `reading`, the resource as received, keys and digest."""
    measure, figures = reading.measure, reading.figures or _NO_FIGURES
    system, code = measure.coding if measure else first_code(reading.concept)
    number = text(resource.get("id"))
    native = f"{resource['resourceType']}/{number}" if number else None
    fact = Fact(
        type=reading.type,
        title=reading.title or resource["resourceType"],
        resource=resource,
        source=around.source,
        said_by=reading.said_by or around.said_by,
        key=_key(reading, around, native, f"{system or ''}|{code}" if code else ""),
        digest=digest_of(resource),
        status=figures.status if reading.figures else reading.status,
        system=system,
        code=code,
        measure=figures.measure or None,
        value=figures.value,
        value2=figures.value2,
        unit=figures.unit,
        start_ms=reading.start.ms,
        end_ms=reading.end.ms,
        offset_min=reading.start.offset,
        time_quality=reading.start.quality,
        when_text=reading.start.text,
        native=native,
        sensitive=proposed(resource),
        document=reading.document,
    )
    return Clinical(fact, around.where)


def _key(reading: Reading, around: Around, native: str | None, token: str) -> bytes:
    name = token or folded(reading.title)
    if native:
        return native_key(reading.type, around.source.key, native, name)
    if reading.figures:
        known = reading.measure.key if reading.measure else name
        return row_key(known, reading.start.ms, reading.end.ms, around.source.key)
    return key_of(reading.type, name, *reading.identity)


def known(section: str, concept: Any, around: Around) -> NothingKnown | None:
    """Return « none » or « unknown » when a code says so instead of naming something."""
    found = codes(concept)
    if found & _NONE:
        return NothingKnown(section, "none", around.where)
    return NothingKnown(section, "unknown", around.where) if found & _UNKNOWN else None


def is_fact(resource: Resource) -> bool:
    """Say whether a resource states something: it was not withdrawn, refuted or left undone."""
    if text(resource.get("status")) in NOT_A_FACT:
        return False
    for name in ("verificationStatus", "clinicalStatus"):
        said = resource.get(name)
        if said is not None and (text(said) in NOT_A_FACT or codes(said) & NOT_A_FACT):
            return False
    return True


def plain(
    section: str | None, resource: Resource, around: Around, reading: Callable[[], Reading]
) -> Iterator[Item]:
    """Yield what most types are: no fact, nothing known of a section, or one fact."""
    if not is_fact(resource):
        yield Refused(around.where, "not_a_fact")
        return
    made = reading()
    nothing = known(section, made.concept, around) if section else None
    yield nothing or clinical(resource, around, made)


def state(resource: Resource, table: dict[str, Status], name: str = "status") -> Status:
    """Return our status for a code or a concept of codes; what is not in the table is active."""
    value = resource.get(name)
    found = codes(value) or {text(value)}
    return next((table[code] for code in sorted(found) if code in table), "active")


def named(*concepts: Any) -> str:
    """Return the first concept that has words."""
    return next((found for found in map(words, concepts) if found), "")
