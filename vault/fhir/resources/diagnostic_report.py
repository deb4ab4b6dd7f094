"""DiagnosticReport: a report of a laboratory or of imaging, and the document it comes with.

https://hl7.org/fhir/R4/diagnosticreport.html
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from vault.fhir import papers
from vault.fhir.codec import Around, Codec, Reading, clinical, is_fact, named, state
from vault.fhir.datatypes import Resource, When, codes, mappings, span, text, when
from vault.record.batch import Item, Refused
from vault.record.facts import Status

_STATES: Final[dict[str, Status]] = {
    "final": "completed", "amended": "completed", "corrected": "completed",
    "appended": "completed",
}  # fmt: skip


def _read(resource: Resource, around: Around) -> Iterator[Item]:
    if not is_fact(resource):
        yield Refused(around.where, "not_a_fact")
        return
    concept = resource.get("code")
    start, end = span(resource, "effective", around.zone)
    if start.ms is None:
        start = when(resource.get("issued"), around.zone)
    title = named(concept)
    made = Reading(
        "report", title, concept, start, end, state(resource, _STATES),
        identity=(start.text or start.ms,),
    )  # fmt: skip
    yield clinical(resource, around, made)
    yield from _forms(resource, around, title, start)


def _forms(resource: Resource, around: Around, title: str, start: When) -> Iterator[Item]:
    imaging = codes(resource.get("category")) & {"RAD", "IMG", "CT", "MR", "US"}
    for form in mappings(resource.get("presentedForm")):
        found = papers.body(form, around)
        if found is None:
            continue
        concept = resource.get("code")
        paper = {
            "resourceType": "DocumentReference", "status": "current", "type": concept,
            "date": resource.get("issued"), "content": [{"attachment": form}],
        }  # fmt: skip
        paper = {name: value for name, value in paper.items() if value}
        kind = "RADIO_SC" if imaging else "BIOLOGIE"
        made = Reading(
            "document", text(form.get("title")) or title, concept, start,
            identity=(hashlib.sha256(found).hexdigest(),),
            document=papers.document(paper, form, found, kind),
        )  # fmt: skip
        whole = clinical(paper, around, made)
        yield replace(whole, fact=replace(whole.fact, resource=papers.lightened(paper, 0)))


CODEC = Codec("DiagnosticReport", _read)
