"""A grant in words: its one purpose, what it names, and for how long.

The signed statement is the truth; these are its members as values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, TypeVar

from vault.errors import SignatureInvalid
from vault.record.scopes import narrower
from vault.record.service import Direction, Finality

DAY: Final = 86_400  # seconds
MOST_DAYS: Final = 366  # a grant never lives longer, whatever a catalogue says
DETAIL_TYPE: Final = "health_data_share"
FAMILIES: Final = ("mental", "sexual", "addiction", "genetic", "violence")
FIELDS: Final = ("notes", "professionals", "birth-date", "device-identity", "identity-number")
Kind = TypeVar("Kind")
Mode = Literal["once", "standing"]


@dataclass(frozen=True, slots=True)
class Period:
    """Days in the zone of the grant, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Detail:
    """One member of `authorization_details` (RFC 9396): what one direction of a grant names.

    `categories` are codes of the catalogue, `scopes` say the same in the grammar of SMART;
    `sensitive` lists families of `FAMILIES` and `include` fields of `FIELDS` ticked one by one.
    """

    finality: str
    finality_version: int
    label: str
    purpose: Mapping[str, str]
    categories: tuple[str, ...]
    scopes: tuple[str, ...]
    period: Period | None
    time_zone: str  # IANA name
    mode: Mode
    retention_days: int
    direction: Direction = "read"
    sensitive: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    onward: str = "none"

    def claims(self) -> dict[str, Any]:
        """Return the member as it is signed."""
        period = self.period and {"start": str(self.period.start), "end": str(self.period.end)}
        return {
            "type": DETAIL_TYPE,
            "finality": self.finality,
            "finality_version": self.finality_version,
            "label": self.label,
            "purpose": dict(self.purpose),
            "direction": self.direction,
            "categories": list(self.categories),
            "scopes": list(self.scopes),
            **({"period": period} if period else {}),
            "time_zone": self.time_zone,
            "mode": self.mode,
            "sensitive": list(self.sensitive),
            "include": list(self.include),
            "retention_days": self.retention_days,
            "onward": self.onward,
        }


@dataclass(frozen=True, slots=True)
class Content:
    """What a one-off grant names: the exact bytes that leave, by hash (base64url), and how many."""

    sha256: str
    bytes: int
    count: int

    def claims(self) -> dict[str, Any]:
        """Return the member as it is signed."""
        return {"sha256": self.sha256, "bytes": self.bytes, "count": self.count}


@dataclass(frozen=True, slots=True)
class Pinned:
    """The version of a catalogue that a grant was signed under."""

    iss: str
    version: int
    sha256: str

    def claims(self) -> dict[str, Any]:
        """Return the member as it is signed."""
        return {"iss": self.iss, "version": self.version, "sha256": self.sha256}


@dataclass(frozen=True, slots=True)
class Grant:
    """A signed grant as values; times in seconds since 1970 UTC."""

    jti: str
    person: str  # its `iss`
    service: str  # its `aud`
    signed: int
    until: int
    details: tuple[Detail, ...]
    catalogue: Pinned
    recovery: str  # thumbprint of the recovery key
    content: Content | None
    claims: Mapping[str, Any] = field(repr=False)

    @property
    def once(self) -> bool:
        """Tell whether it allows one sending only."""
        return all(detail.mode == "once" for detail in self.details)

    @property
    def retention_days(self) -> int:
        """Return how long the service may keep what it gets."""
        return min(detail.retention_days for detail in self.details)


def read(claims: Mapping[str, Any]) -> Grant:
    """Read the payload of a grant whose signature held.

    Raises:
        ValueError: a member is missing, of another kind, or names what this version does not know.
    """
    try:
        return _read(claims)
    except (KeyError, TypeError, AttributeError):
        raise ValueError("not a grant") from None


def _read(claims: Mapping[str, Any]) -> Grant:
    stated, pinned = claims.get("content"), claims["cat"]
    details = tuple(_detail(one) for one in claims["authorization_details"])
    content = None
    if stated is not None:
        content = Content(
            _typed(stated["sha256"], str),
            _typed(stated["bytes"], int),
            _typed(stated["count"], int),
        )
    if not details or len({detail.finality for detail in details}) != 1:
        raise ValueError("one purpose a grant")
    grant = Grant(
        jti=_typed(claims["jti"], str),
        person=_typed(claims["iss"], str),
        service=_typed(claims["aud"], str),
        signed=_typed(claims["iat"], int),
        until=_typed(claims["exp"], int),
        details=details,
        catalogue=Pinned(
            _typed(pinned["iss"], str),
            _typed(pinned["version"], int),
            _typed(pinned["sha256"], str),
        ),
        recovery=_typed(claims["cnf"].get("recovery", ""), str),
        content=content,
        claims=claims,
    )
    if grant.once != (content is not None):
        raise ValueError("the content stands in a one-off grant, and in no other")
    return grant


def _detail(stated: Mapping[str, Any]) -> Detail:
    if stated["type"] != DETAIL_TYPE or stated["mode"] not in ("once", "standing"):
        raise ValueError("another kind of detail")
    if stated["direction"] not in ("read", "write"):
        raise ValueError("another direction")
    period = stated.get("period")
    return Detail(
        finality=_typed(stated["finality"], str),
        finality_version=_typed(stated["finality_version"], int),
        label=_typed(stated["label"], str),
        purpose=stated["purpose"],
        categories=_texts(stated["categories"]),
        scopes=_texts(stated["scopes"]),
        period=_period(period) if period is not None else None,
        time_zone=_typed(stated["time_zone"], str),
        mode=stated["mode"],
        retention_days=_typed(stated["retention_days"], int),
        direction=stated["direction"],
        sensitive=_texts(stated.get("sensitive", [])),
        include=_texts(stated.get("include", [])),
        onward=_typed(stated.get("onward", "none"), str),
    )


def _period(stated: Mapping[str, str]) -> Period:
    return Period(date.fromisoformat(stated["start"]), date.fromisoformat(stated["end"]))


def _texts(stated: Sequence[Any]) -> tuple[str, ...]:
    if not isinstance(stated, list):
        raise TypeError("not an array")
    return tuple(_typed(one, str) for one in stated)


def _typed(value: object, kind: type[Kind]) -> Kind:
    if type(value) is not kind:
        raise ValueError("a member of another kind")
    return value


def exceeded(grant: Grant, finality: Finality | None) -> Iterator[str]:
    """Say in what a grant asks for more than its purpose allows; nothing when it does not.

    The purpose is that of the catalogue version which the grant pins.
    """
    for detail in grant.details:
        if finality is None or finality.code != detail.finality:
            yield "finality"
            continue
        asked = [scope for one in finality.asked(detail.direction) for scope in one.scopes]
        if not detail.scopes or not all(_asked(scope, asked) for scope in detail.scopes):
            yield "scopes"
        if detail.mode not in finality.modes:
            yield "mode"
        if detail.retention_days > finality.retention_days:
            yield "retention"
        if grant.until - grant.signed > min(finality.max_days, MOST_DAYS) * DAY:
            yield "duration"


def _asked(scope: str, asked: Sequence[str]) -> bool:
    try:
        return any(narrower(scope, wide) for wide in asked)
    except SignatureInvalid:  # one of them is no scope
        return False
