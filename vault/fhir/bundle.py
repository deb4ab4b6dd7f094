"""Every resource of a file, out of whatever holds it, beside its neighbours; and back.

https://hl7.org/fhir/R4/bundle.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any, Final

from vault.fhir import papers
from vault.fhir.codec import Around, Reading, clinical, is_fact, named
from vault.fhir.datatypes import Resource, display, mappings, text, when
from vault.fhir.registry import codecs
from vault.fhir.texts import Broken, Read
from vault.record.batch import Item, Refused
from vault.record.facts import Fact
from vault.record.provenance import Source

_DEEPEST: Final = 8  # Bundles inside Bundles
_DATES: Final = ("date", "authoredOn", "recorded", "created", "issued", "sent", "start")
_SILENT: Final = frozenset(("OperationOutcome", "Parameters"))
_BYTES: Final = "Binary"  # what a document of the same file points at is kept with that document


@dataclass(frozen=True, slots=True)
class Found:
    """A resource with its place and the address its file gives it ("" when none)."""

    where: str
    resource: Resource
    url: str = ""


@dataclass(slots=True)
class Neighbours:
    """All resources of a file: a reference is resolved among them, never outside."""

    found: list[Found] = field(default_factory=list)
    _held: set[int] | None = None
    _by_name: dict[str, Resource] = field(default_factory=dict)

    def add(self, one: Found) -> None:
        """Take a resource in, under its address and under « Type/id »."""
        self.found.append(one)
        name = f"{one.resource.get('resourceType')}/{one.resource.get('id')}"
        for key in (one.url, name):
            if key:
                self._by_name.setdefault(key, one.resource)

    def find(self, reference: str) -> Resource | None:
        """Return what `urn:uuid:…`, an absolute or a relative address means."""
        if not reference:
            return None
        plain = reference.split("/_history/", maxsplit=1)[0]
        short = "/".join(plain.split("/")[-2:])
        return self._by_name.get(plain) or self._by_name.get(short)

    def holds(self, binary: Resource) -> bool:
        """Say whether a document of the file has these bytes."""
        if self._held is None:
            addresses = [
                text(attachment.get("url"))
                for one in self.found
                for content in mappings(one.resource.get("content"))
                for attachment in mappings(content.get("attachment"))
            ]
            self._held = {id(self.find(address)) for address in addresses if address}
        return id(binary) in self._held


def flat(value: Any, where: str = "", url: str = "", level: int = 0) -> Iterator[Found | Broken]:
    """Yield the resources of a value: of a Bundle, of Bundles inside it, of a list."""
    inside = list(_inside(value, where)) if level < _DEEPEST else []
    if isinstance(value, Mapping) and _names_itself(value):
        yield Found(where or "1", value, url)
    elif not inside and (level >= _DEEPEST or not _holds(value)):
        yield Broken(where or "1", "unreadable")
    for inner, place, address in inside:
        yield from flat(inner, place, address, level + 1)


def _names_itself(value: Resource) -> bool:
    kind = value.get("resourceType")
    return isinstance(kind, str) and bool(kind) and not _is_bundle(value)


def _is_bundle(value: Resource) -> bool:
    untold = "resourceType" not in value and "type" in value and "entry" in value
    return value.get("resourceType") == "Bundle" or untold


def _holds(value: Any) -> bool:
    """Whether a value may be empty and still be something that holds resources."""
    return isinstance(value, list) or (isinstance(value, Mapping) and _is_bundle(value))


def _inside(value: Any, where: str) -> Iterator[tuple[Any, str, str]]:
    """Yield what a list, a Bundle or an entry holds, with its place and address."""
    if isinstance(value, list):
        yield from ((one, _place(where, "item", number), "") for number, one in enumerate(value))
    elif isinstance(value, Mapping) and _is_bundle(value):
        for number, entry in enumerate(mappings(value.get("entry"))):
            if "resource" in entry:
                place = _place(where, "entry", number)
                yield entry["resource"], place, text(entry.get("fullUrl"))
    elif isinstance(value, Mapping) and "resourceType" not in value and "resource" in value:
        yield value["resource"], where, text(value.get("fullUrl"))


def gather(values: Iterable[Read | Broken]) -> tuple[Neighbours, list[Refused]]:
    """Return all resources of a text, and what could not be read of it."""
    neighbours, refused = Neighbours(), []
    for one in values:
        parts = [one] if isinstance(one, Broken) else flat(one.value, one.where)
        for part in parts:
            if isinstance(part, Found):
                neighbours.add(part)
            else:
                refused.append(Refused(part.where or "1", part.reason))
    return neighbours, refused


def items(one: Found, neighbours: Neighbours, zone: tzinfo) -> Iterator[Item]:
    """Yield what one resource is in the words of the record; an unknown type is kept as `other`."""
    kind = one.resource["resourceType"]
    around = Around(one.where, _source(one, neighbours), "document", zone, neighbours.find)
    codec = codecs().get(kind)
    try:
        if codec:
            yield from codec.read(one.resource, around)
        elif kind not in _SILENT and not (kind == _BYTES and neighbours.holds(one.resource)):
            yield from _other(one.resource, around)
    except ValueError:  # deeper than anything the record writes
        yield Refused(one.where, "unreadable")


def written(fact: Fact, uid: str | None = None) -> Resource:
    """Return the resource of a fact whole, as it was read, with the bytes of its document.

    `uid` takes the place of its `id`. What was received unknown is still there: reading it again
    gives the same fact.
    """
    resource = fact.resource
    if fact.document and resource.get("resourceType") == "DocumentReference":
        resource = papers.whole(resource, fact.document)
    return {**resource, "id": uid} if uid else resource


def _other(resource: Resource, around: Around) -> Iterator[Item]:
    if not is_fact(resource):
        yield Refused(around.where, "not_a_fact")
        return
    concept = resource.get("code") or resource.get("type")
    title = text(resource.get("title")) or text(resource.get("name")) or named(concept)
    period = resource.get("period")
    dates = [period.get("start") if isinstance(period, Mapping) else None]
    dates += [resource.get(name) for name in _DATES]
    start = when(next((one for one in dates if isinstance(one, str)), None), around.zone)
    kind = resource["resourceType"]
    made = Reading("other", title or kind, concept, start, identity=(kind, start.ms))
    yield clinical(resource, around, made)


def _source(one: Found, neighbours: Neighbours) -> Source:
    """Return who sent a resource: its declared source, else the server, else the device."""
    meta = one.resource.get("meta")
    stated = text(meta.get("source")).split("#")[0] if isinstance(meta, Mapping) else ""
    server = one.url.rsplit("/", 2)[0] if one.url.startswith("http") else ""
    reference = one.resource.get("device")
    device = None
    if isinstance(reference, Mapping):
        device = neighbours.find(text(reference.get("reference")))
    names = mappings(device.get("deviceName")) if device else []
    model = text(device.get("modelNumber")) if device else display(reference)
    model = model or next((text(name.get("name")) for name in names), "")
    vendor = text(device.get("manufacturer")) if device else ""
    return Source(vendor, stated or server or "FHIR", model)


def _place(where: str, word: str, number: int) -> str:
    return f"{where}, {word} {number}" if where else f"{word} {number}"
