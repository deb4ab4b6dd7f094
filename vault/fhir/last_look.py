"""The last look at bytes that are about to leave, written apart from what made them.

It believes nothing: every member of every object must be one that may leave, under the grant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from vault.errors import ShareLeak
from vault.fhir.extensions import MESURES
from vault.fhir.papers import attached
from vault.fhir.reduction import (
    EXTRA,
    KEEP,
    NEVER,
    PLAIN,
    PROFESSIONALS,
    SUBJECT,
    THUMBPRINT,
    closed_list,
)
from vault.record.canonical import compact, read
from vault.record.consent import Detail
from vault.record.disclosure import Chosen, refusal
from vault.record.scopes import matches, tokens_of
from vault.record.shared_form import shared_form
from vault.record.spans import DATED, of_resource

_YEAR: Final = 4


def look(
    body: bytes, chosen: Mapping[str, Chosen], details: Sequence[Detail], pairwise: str
) -> None:
    """Check finished bundle bytes against the grant; `chosen`: by the id they have in there.

    Raises:
        ShareLeak: a byte stands there that the grant does not name. Nobody catches it.
    """
    try:
        text = body.decode()
        bundle = read(text)
        whole = compact(bundle) == text  # no doubled member, no white space, no BOM
        entries = bundle.get("entry", []) if whole else None
        right = (
            isinstance(entries, list)
            and set(bundle) <= {"resourceType", "type", "entry"}
            and (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
            and sorted(one["resource"]["id"] for one in entries) == sorted(chosen)
            and all(_entry(one, chosen, details, pairwise) for one in entries)
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        right = False
    if not right:
        raise ShareLeak


def _entry(
    entry: Mapping[str, Any], chosen: Mapping[str, Chosen], details: Sequence[Detail], pairwise: str
) -> bool:
    resource = entry["resource"]
    one = chosen[resource["id"]]
    form = shared_form(one.kept.fact)
    return (
        set(entry) == {"fullUrl", "resource"}
        and entry["fullUrl"] == f"urn:uuid:{resource['id']}"
        and resource["id"] != one.kept.uid
        and any(
            refusal(one.kept, form, detail) is None
            and one.include <= set(detail.include)
            and _named(resource, detail)
            for detail in details
        )
        and _members(resource, one.include)
        and _subject(resource, pairwise)
        and all(
            _clean(name, value, one)
            for name, value in resource.items()
            if name not in ("resourceType", "id", "subject", "patient")
        )
    )


def _named(resource: Mapping[str, Any], detail: Detail) -> bool:
    if not any(matches(resource, scope) for scope in detail.scopes):
        return False
    if detail.period is None or resource["resourceType"] not in DATED:
        return True
    days = of_resource(resource, ZoneInfo(detail.time_zone))
    return days is not None and detail.period.start <= days[0] and days[1] <= detail.period.end


@lru_cache(maxsize=256)
def _allowed(kind: str, include: frozenset[str]) -> frozenset[str]:
    """Return the members that a resource of this type may have."""
    allowed = {"resourceType", "id", *KEEP[kind], SUBJECT.get(kind, "id")}
    for field, names in EXTRA.get(kind, {}).items():
        allowed |= set(names) if field in include else set()
    if "notes" in include and kind != "Patient":
        allowed.add("note")
    if "professionals" in include and kind in PROFESSIONALS:
        allowed.add(PROFESSIONALS[kind][0])
    return frozenset(allowed)


def _members(resource: Mapping[str, Any], include: frozenset[str]) -> bool:
    born = resource.get("birthDate", "")
    parts = resource.get("component", ())
    panel = closed_list(resource.get("code")) if parts else frozenset()
    return (
        resource.keys() <= _allowed(resource["resourceType"], include)
        and (len(born) <= _YEAR or "birth-date" in include)
        and all(not panel.isdisjoint(tokens_of(part["code"])) for part in parts)
    )


def _subject(resource: Mapping[str, Any], pairwise: str) -> bool:
    name = SUBJECT.get(resource["resourceType"])
    if name is None:
        return "subject" not in resource and "patient" not in resource
    return bool(resource[name] == {"identifier": {"system": THUMBPRINT, "value": pairwise}})


def _clean(name: str, value: Any, one: Chosen) -> bool:
    include, document = one.include, one.kept.fact.document
    if name == "content" and document is not None and document.body:
        return bool(value == [{"attachment": attached(document, value)}])
    if name == "note":
        return all(set(one) == {"text"} and isinstance(one["text"], str) for one in value)
    if name == "extension":
        return all(str(one["url"]).startswith(MESURES) and _part(one) for one in value)
    if name == "identifier":
        return all(set(one) == {"system", "value"} for one in value)
    if name in ("performer", "author"):
        return "professionals" in include and all(_person(one) for one in value)
    return _nothing_hidden(value)


def _person(one: Mapping[str, Any]) -> bool:
    inner = one.get("actor", one)
    return set(one) <= {"actor", "display"} and set(inner) == {"display"}


def _part(one: Mapping[str, Any]) -> bool:
    return all(
        name == "url"
        or (name == "extension" and all("/" not in part["url"] and _part(part) for part in value))
        or (name in PLAIN and _nothing_hidden(value))
        for name, value in one.items()
    )


def _nothing_hidden(value: Any) -> bool:
    if isinstance(value, dict):
        if not _plain(value):
            return False
        value = value.values()
    elif not isinstance(value, list):
        return True
    for one in value:  # noqa: SIM110 - a loop is twice as quick
        if not isinstance(one, str) and not _nothing_hidden(one):
            return False
    return True


def _plain(value: dict[str, Any]) -> bool:
    """Whether an object has no member that points, names somebody or tells freely."""
    return (
        NEVER.isdisjoint(value)
        and ("display" not in value or "code" in value)
        and isinstance(value.get("text", ""), str)
        and "_" not in [name[:1] for name in value]
    )
