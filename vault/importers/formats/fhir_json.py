"""FHIR R4 as JSON: one resource, a Bundle, a list, one resource a line.

https://hl7.org/fhir/R4/json.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

from vault.errors import FileTooLarge, UnknownFormat
from vault.fhir.bundle import Found, Neighbours, gather, items
from vault.fhir.datatypes import mappings, text
from vault.fhir.registry import codecs
from vault.fhir.texts import Texts
from vault.fhir.versions import old_version
from vault.i18n import _
from vault.importers import source as sources
from vault.importers.format import Answers, ImportFormat, Question
from vault.importers.source import Probe, Source
from vault.record.batch import Item, Remark, Subject

_NAMED: Final = re.compile(r'"resourceType"\s*:\s*"[A-Z][a-z]{2,}')
_WRAPPED: Final = re.compile(r'\\+"resourceType\\+"\s*:\s*\\+"[A-Z][a-z]{2,}')
_PATIENT: Final = re.compile(rb'"Patient\\*"')
_PERSON: Final = ("subject", "patient", "beneficiary")


def _claims(probe: Probe) -> int:
    head = sources.text(probe.head).lstrip("\ufeff \t\r\n")
    shape = {"{": _NAMED, "[": _NAMED, '"': _WRAPPED}.get(head[:1])
    return 80 if shape and shape.search(head) else 0


def _whole(source: Source) -> bytes:
    with source.open() as stream:
        raw = stream.read(source.text_limit + 1)
    if len(raw) > source.text_limit:
        raise FileTooLarge(source.text_limit)
    return raw


def _questions(source: Source) -> Iterator[Question]:
    """Ask whose record is meant when a file holds those of several people."""
    raw = _whole(source)
    if len(_PATIENT.findall(raw)) > 1:
        neighbours, _refused = gather(Texts().read(sources.text(raw)))
        people = _people(neighbours)
        if len(people) > 1 and not _old(neighbours):
            shown = tuple(_shown(subject) for subject in people)
            yield Question("person_in_file", shown, because=", ".join(shown))


def _read(source: Source, answers: Answers) -> Iterator[Item]:
    zone, texts = ZoneInfo(answers["zone"]), Texts()
    neighbours, refused = gather(texts.read(sources.text(_whole(source))))
    if version := _old(neighbours):
        raise UnknownFormat(version)
    yield from refused
    if texts.doubled:
        yield Remark("json_doubled")
    if texts.mended:
        yield Remark("json_mended", level="warning")
    listed: set[str] = set()
    for one in _chosen(neighbours, answers):
        yield from items(one, neighbours, zone)
        kind = one.resource["resourceType"]
        if kind not in codecs() and kind not in listed:
            listed.add(kind)
            yield Remark("kept_as_other", one.where, {"kind": kind})


def _old(neighbours: Neighbours) -> str:
    """Return the old version a file is written in, "" when it is of today."""
    return next((v for one in neighbours.found if (v := old_version(one.resource))), "")


def _people(neighbours: Neighbours, *, everybody: bool = False) -> dict[Subject, list[Found]]:
    """Return the people that facts of the file are about, with their Patient resources."""
    found: dict[Subject, list[Found]] = {}
    meant = {id(neighbours.find(name)) for one in neighbours.found for name in _about(one)}
    for one in neighbours.found:
        if one.resource["resourceType"] != "Patient":
            continue
        for item in items(one, neighbours, ZoneInfo("UTC")):
            if isinstance(item, Subject) and (everybody or id(one.resource) in meant):
                found.setdefault(item, []).append(one)
    return found


def _about(one: Found) -> Iterator[str]:
    for name in _PERSON:
        for reference in mappings(one.resource.get(name)):
            yield text(reference.get("reference"))


def _chosen(neighbours: Neighbours, answers: Answers) -> Iterator[Found]:
    """Yield the resources of one person; those that are about nobody belong to everybody."""
    answer = answers.get("person_in_file")
    if answer is None:
        yield from neighbours.found
        return
    people = _people(neighbours, everybody=True)
    named = {_shown(subject) for subject in people} & {answer}
    others = {
        id(one.resource)
        for subject, found in people.items()
        for one in found
        if named and _shown(subject) != answer
    }
    for one in neighbours.found:
        meant = {id(neighbours.find(name)) for name in _about(one)}
        if id(one.resource) not in others and meant.isdisjoint(others):
            yield one


def _shown(subject: Subject) -> str:
    return ", ".join(part for part in (subject.shown, subject.born) if part)


FORMAT = ImportFormat(
    name="fhir-json",
    title=lambda: _("FHIR file (JSON)"),
    extensions=(".json", ".ndjson", ".phr"),
    claims=_claims,
    questions=_questions,
    read=_read,
)
