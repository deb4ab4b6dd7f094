"""Facts written by hand as FHIR R4 resources: added, or put in the place of what was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from vault.errors import AlreadyThere, NotFound, WrongUse
from vault.fhir.codec import Around
from vault.fhir.extensions import ORIGINAL_VALUE
from vault.fhir.registry import codecs
from vault.record import canonical
from vault.record.batch import Clinical
from vault.record.fact_types import FACT_TYPES, FactType
from vault.record.facts import Fact, Kept
from vault.record.person import Person
from vault.record.provenance import BY_HAND, Source
from vault.store.facts import Act
from vault.usecases.nothing_known import ended
from vault.usecases.recording import batch_by_hand, said_by
from vault.usecases.session import Session


def resource_of(text: str) -> dict[str, Any]:
    """Read the text of one FHIR resource, every decimal as it is written.

    Raises:
        WrongUse: no JSON object of a resource.
    """
    try:
        read = canonical.read(text)
    except ValueError:
        raise WrongUse("--json-file") from None
    if not isinstance(read, dict) or not isinstance(read.get("resourceType"), str):
        raise WrongUse("--json-file")
    return read


def write(session: Session, person: Person, kind: str, resource: Mapping[str, Any]) -> Kept:
    """Keep a fact of a type.

    Raises:
        WrongUse: no such type, another resource than it is made of, or something needed is missing.
        AlreadyThere: the same thing stands already.
    """
    fact = _fact(person, kind, {"id": str(uuid4()), **resource}, BY_HAND)
    batch, vault = batch_by_hand(), session.vault
    with session.act("added", person.uid, {"batch": batch.uid}) as told:
        row = vault.people.row_id(person.uid)
        opened = vault.batches.open(batch, row, session.ms(), session.actor)
        kept = vault.facts.keep(opened, row, (fact,), session.ms(), session.actor)
        uid = kept.uids[0]
        if uid is None or kept.outcomes[0] == "present":
            raise AlreadyThere
        vault.batches.finish(opened, {"added": 1}, session.ms())
        told["fact"] = uid
        told.update(ended(session, row))
    return vault.facts.get(uid)


def edit(session: Session, uid: str, resource: Mapping[str, Any]) -> Kept:
    """Put a resource in the place of what a fact says; what it said goes into its history.

    A value that a device or a file brought keeps its original beside the typed one.

    Raises:
        NotFound: no fact has this id, or it lies in the trash.
        WrongUse: another resource than the type is made of, or something needed is missing.
    """
    vault = session.vault
    kept = vault.facts.get(uid)
    if kept.deleted is not None:
        raise NotFound(what="fact")
    person = next(one for one in vault.people.all() if one.uid == kept.person)
    before = kept.fact
    whole = {**_carried(before), **resource, **_original(before, resource)}
    fact = _fact(person, before.type, whole, before.source)
    with session.act("edited", person.uid, {"fact": uid}) as told:
        row, batch = vault.people.row_id(person.uid), batch_by_hand()
        opened = vault.batches.open(batch, row, session.ms(), session.actor)
        act = Act("edited", opened, session.ms(), session.actor)
        done = vault.facts.edit(uid, replace(fact, native=before.native), act)
        vault.batches.finish(opened, {"added": 0}, session.ms())
        told["batch"] = batch.uid
    return done


def _fact(person: Person, kind: str, resource: Mapping[str, Any], source: Source) -> Fact:
    known = FACT_TYPES.get(kind)
    if known is None or resource["resourceType"] not in known.resources:
        raise WrongUse(kind)
    if lacking := known.lacking(resource):
        raise WrongUse(lacking[0])
    return replace(_read(person, known, resource, source), type=kind)


def _read(person: Person, known: FactType, resource: Mapping[str, Any], source: Source) -> Fact:
    codec = codecs().get(resource["resourceType"])
    zone = ZoneInfo(person.zone)
    around = Around("", source, said_by(person), zone, lambda _reference: None)
    for item in codec.read(resource, around) if codec else ():
        if isinstance(item, Clinical):
            return item.fact
    raise WrongUse(known.name)


def _carried(before: Fact) -> dict[str, Any]:
    """Return what an edit does not know: elements and extensions that were received."""
    return {
        name: value
        for name, value in before.resource.items()
        if name in ("id", "meta", "extension", "identifier", "contained")
    }


def _original(before: Fact, resource: Mapping[str, Any]) -> dict[str, Any]:
    """Return the extensions, with the one that keeps a received value beside a typed one."""
    held = before.resource.get("extension") or ()
    kept = [one for one in held if one.get("url") == ORIGINAL_VALUE]
    received = before.resource.get("valueQuantity")
    typed = before.said_by in ("person", "caregiver")
    if not kept and not typed and received and received != resource.get("valueQuantity"):
        kept = [{"url": ORIGINAL_VALUE, "valueQuantity": received}]
    if not kept:
        return {}
    said = resource.get("extension") or held
    return {"extension": [*(one for one in said if one.get("url") != ORIGINAL_VALUE), *kept]}
