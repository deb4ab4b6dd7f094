"""The exact bytes that leave for a service: reduced, under other ids, looked at once more.

The same bytes are shown to the person, hashed into a one-off grant, sealed and sent:

    selection = disclosure.select(facts, Wish(details))       which facts, and why others stay
    ready = outgoing.bundle(selection.chosen, details, id_key, pairwise)
    ready.body        what the preview shows, what the grant hashes, what is sealed
    ready.items       each resource: its name there, its slice of the body, and the fact it is of
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from vault.fhir.last_look import look
from vault.fhir.papers import attached
from vault.fhir.reduction import SUBJECT, THUMBPRINT, reduce
from vault.record.canonical import compact
from vault.record.consent import Detail
from vault.record.disclosure import Chosen
from vault.record.scopes import PARAMETERS

_HEAD: Final = compact({"resourceType": "Bundle", "type": "collection"}).encode()[:-1]
_ENTRIES: Final = b',"entry":['
_ERROR: Final = "entered-in-error"
_TERMINOLOGY: Final = "http://terminology.hl7.org/CodeSystem"
_VERIFIED: Final = {
    "AllergyIntolerance": f"{_TERMINOLOGY}/allergyintolerance-verification",
    "Condition": f"{_TERMINOLOGY}/condition-ver-status",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One resource of the body: `body[at:at + bytes]` is the whole of it.

    `ref` is "Type/id" as the service sees it; `fact` and `version` are the fact it was made of.
    """

    ref: str
    at: int
    bytes: int
    fact: str
    version: int


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A FHIR Bundle of type collection, as bytes, and its items in their order."""

    body: bytes = field(repr=False)
    items: tuple[Item, ...] = ()


def pairwise_id(id_key: bytes, kind: str, uid: str) -> str:
    """Return the id of a fact towards one service: always this one here, another one elsewhere.

    UUID version 8 (RFC 9562) of the first 16 bytes of HMAC-SHA-256(id_key, "<Type>/<uid>").
    """
    name = f"{kind}/{uid}".encode()
    taken = bytearray(hmac.digest(id_key, name, hashlib.sha256)[:16])
    taken[6], taken[8] = taken[6] & 0x0F | 0x80, taken[8] & 0x3F | 0x80
    text = taken.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def bundle(
    chosen: Iterable[Chosen], details: Sequence[Detail], id_key: bytes, pairwise: str
) -> Outgoing:
    """Reduce the chosen facts and write them; the same choice gives the same bytes.

    Entries stand by type, then time, then id; without any the bundle has no `entry`.

    Args:
        chosen: what `disclosure.select` chose under these same details.
        details: of the grant, or of the one that is about to be signed.
        id_key: secret of this person and this service, at least 32 bytes.
        pairwise: thumbprint of the person's key for this service: stands in for the person.

    Raises:
        ShareLeak: the finished bytes hold something that the details do not name.
    """
    made = sorted((_made(one, id_key, pairwise) for one in chosen), key=lambda each: each[0])
    pieces, items, at = [_HEAD], [], len(_HEAD)
    for number, (_order, resource, one) in enumerate(made):
        body = compact(resource).encode()
        before = b"," if number else _ENTRIES
        before += b'{"fullUrl":"urn:uuid:' + resource["id"].encode() + b'","resource":'
        pieces += [before, body, b"}"]
        ref = f"{resource['resourceType']}/{resource['id']}"
        items.append(Item(ref, at + len(before), len(body), one.kept.uid, one.kept.version))
        at += len(before) + len(body) + 1
    whole = b"".join([*pieces, b"]}" if made else b"}"])
    look(whole, {resource["id"]: one for _order, resource, one in made}, details, pairwise)
    return Outgoing(whole, tuple(items))


def withdrawn(form: Mapping[str, Any], uid: str, id_key: bytes, pairwise: str) -> bytes:
    """Return a bundle that says of one item, under the id it was sent with, that it was an error.

    Nothing of it but what names it: no value, no date (FHIR R4, `entered-in-error`).
    """
    kind = form["resourceType"]
    reduced = reduce(form, ())
    resource: dict[str, Any] = {"resourceType": kind, "id": pairwise_id(id_key, kind, uid)}
    if kind in _VERIFIED:
        resource["verificationStatus"] = {"coding": [{"system": _VERIFIED[kind], "code": _ERROR}]}
    else:
        resource["status"] = _ERROR
    resource |= {name: reduced[name] for name in PARAMETERS[kind].values() if name in reduced}
    if kind in SUBJECT:
        resource[SUBJECT[kind]] = {"identifier": {"system": THUMBPRINT, "value": pairwise}}
    entry = {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}
    whole = {"resourceType": "Bundle", "type": "collection", "entry": [entry]}
    return compact(whole).encode()


def _made(
    one: Chosen, id_key: bytes, pairwise: str
) -> tuple[tuple[str, int, str], dict[str, Any], Chosen]:
    form = one.form
    kind, start = form["resourceType"], one.kept.fact.start_ms
    reduced = reduce(form, one.include)
    document = one.kept.fact.document
    if kind == "DocumentReference" and document is not None and document.body:
        reduced["content"] = [{"attachment": attached(document, reduced.get("content"))}]
    number = pairwise_id(id_key, kind, one.kept.uid)
    resource = {"resourceType": kind, "id": number, **reduced}
    if kind in SUBJECT:
        resource[SUBJECT[kind]] = {"identifier": {"system": THUMBPRINT, "value": pairwise}}
    order = (kind, -(1 << 62) if start is None else start, number)
    return order, resource, one
