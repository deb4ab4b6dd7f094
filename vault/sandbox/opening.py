"""Opens an envelope, and holds what lies in it against what was signed, byte for byte."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vault.crypto import jwe, trees
from vault.crypto.base64url import b64, sha256, unb64
from vault.crypto.keys import PrivateKey
from vault.crypto.strict_json import read, read_object
from vault.sandbox.problems import Problem


@dataclass(frozen=True, slots=True)
class Opened:
    """What an envelope held; `sender` is the thumbprint bound into the key agreement."""

    sender: str
    grant: str = field(repr=False)
    share: str = field(repr=False)
    items: Sequence[Mapping[str, Any]] = field(repr=False)
    bundle: bytes = field(repr=False)


def opened(envelope: str, key: PrivateKey, service: str) -> Opened:
    """Open an envelope for this service.

    Raises:
        SignatureInvalid, Problem: too-large, bad-envelope, unknown-enc-key, wrong-audience.
    """
    header = jwe.header(envelope)
    if header["kid"] != key.thumbprint:
        raise Problem("unknown-enc-key")
    if header["apv"] != b64(service.encode()):
        raise Problem("wrong-audience")
    plain = jwe.unseal(envelope, key)
    try:
        inner = read_object(plain)
        sender = unb64(header["apu"]).decode()
        bundle = unb64(inner["bundle"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Problem("bad-envelope") from None
    grant, share, items = inner.get("grant"), inner.get("share"), inner.get("items")
    if not (isinstance(grant, str) and isinstance(share, str) and isinstance(items, list)):
        raise Problem("bad-envelope")
    if inner.get("parts"):  # practice takes no parts
        raise Problem("too-large", limit=0)
    return Opened(sender, grant, share, items, bundle)


def same_bytes(inside: Opened, share: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the resources of the bundle when items, root and hash are those of the share.

    Raises:
        Problem: fhir-invalid when it is no bundle; hash-mismatch.
    """
    resources = _resources(inside.bundle)
    try:
        leaves = list(_leaves(inside, resources))
        stated = {name: share["content"][name] for name in ("sha256", "bytes", "count", "root")}
    except (ValueError, KeyError, TypeError):
        raise Problem("hash-mismatch") from None
    found = {
        "sha256": sha256(inside.bundle),
        "bytes": len(inside.bundle),
        "count": len(resources),
        "root": b64(trees.root(leaves)),
    }
    if stated != found:
        raise Problem("hash-mismatch")
    return resources


def _leaves(inside: Opened, resources: list[Mapping[str, Any]]) -> list[bytes]:
    """Return the digest of each item; ValueError when slices overlap, or are not the entries."""
    leaves, end = [], 0
    for item, resource in zip(inside.items, resources, strict=True):
        at, size = item["at"], item["bytes"]
        part = inside.bundle[at : at + size]
        if type(at) is not int or at < end or size < 0 or read(part) != resource:
            raise ValueError("not a slice")
        digest = hashlib.sha256(unb64(item["salt"]) + part).digest()
        if b64(digest) != item["digest"]:
            raise ValueError("another digest")
        leaves.append(digest)
        end = at + size
    return leaves


def _resources(bundle: bytes) -> list[Mapping[str, Any]]:
    """Return the resources of a collection, each with a type, an id, and a fullUrl that fits."""
    try:
        stated = read_object(bundle)
        entries = stated.get("entry", [])
        resources = [entry["resource"] for entry in entries]
        fits = all(entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}" for entry in entries)
        typed = all(isinstance(one["resourceType"], str) for one in resources)
    except (ValueError, KeyError, TypeError):
        raise Problem("fhir-invalid") from None
    collection = (stated.get("resourceType"), stated.get("type")) == ("Bundle", "collection")
    if not (collection and fits and typed):
        raise Problem("fhir-invalid")
    return resources
