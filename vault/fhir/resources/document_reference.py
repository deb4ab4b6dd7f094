"""DocumentReference: a document, when its bytes lie in the file.

https://hl7.org/fhir/R4/documentreference.html
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from vault.fhir import papers
from vault.fhir.codec import Around, Codec, Reading, clinical, is_fact, named
from vault.fhir.datatypes import Resource, mappings, text, when
from vault.record.batch import Item, Refused, Remark
from vault.record.facts import Status

_STATES: Final[dict[str, Status]] = {"superseded": "inactive"}


def _read(resource: Resource, around: Around) -> Iterator[Item]:
    if not is_fact(resource):
        yield Refused(around.where, "not_a_fact")
        return
    contents = mappings(resource.get("content"))
    for number, content in enumerate(contents):
        attachment = next(iter(mappings(content.get("attachment"))), {})
        found = papers.body(attachment, around)
        if found is None:
            yield Remark("document_not_included", around.where)
            continue
        if not papers.intact(attachment, found):
            yield Remark("document_altered", around.where, level="warning")
        yield from _document(resource, attachment, found, around, number)
    if not contents:
        yield Remark("document_not_included", around.where)


def _document(
    resource: Resource, attachment: Resource, found: bytes, around: Around, number: int
) -> Iterator[Item]:
    title = (
        text(attachment.get("title"))
        or text(resource.get("description"))
        or named(resource.get("type"), resource.get("category"))
    )
    start = when(resource.get("date"), around.zone)
    if start.ms is None:
        start = when(attachment.get("creation"), around.zone)
    made = Reading(
        "document", title, resource.get("type"), start,
        status=_STATES.get(text(resource.get("status")), "active"),
        identity=(hashlib.sha256(found).hexdigest(),),
        document=papers.document(resource, attachment, found),
    )  # fmt: skip
    named_apart = dict(resource)
    if number:  # another rendering of the same document is a document of its own here
        named_apart["id"] = f"{text(resource.get('id'))}-{number}"
    whole = clinical(named_apart, around, made)
    yield replace(whole, fact=replace(whole.fact, resource=papers.lightened(resource, number)))


CODEC = Codec("DocumentReference", _read)
