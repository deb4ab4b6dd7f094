"""A service as a verified catalogue states it: who, what it asks for, its keys and addresses.

Nothing here checks a signature; `read` never raises on content: what an entry misses is named, and
an incomplete entry is listed and cannot be used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from urllib.parse import urlsplit

Text = Mapping[str, str]  # language -> words; French at least
Direction = Literal["read", "write"]
NEVER_A_PURPOSE: Final = frozenset({"HMARKT"})  # marketing, HL7 v3 ActReason
STATUSES: Final = frozenset({"online", "offline", "suspended", "withdrawn", "preview"})
ENDPOINTS: Final = ("share", "parts", "revoke", "erase", "rotate", "status", "smart")


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of data a service asks for; `code` is a measure key or a category code."""

    code: str
    title: Text
    required: bool
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """What is asked in one domain; "read" = the service receives, "write" = it gives back."""

    domain: str
    action: Direction
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Finality:
    """One purpose, with its words and its terms: one of them a grant, never two.

    `refusal` is what the service says that refusing changes (empty: it says nothing).
    """

    code: str
    version: int
    label: Text
    text: Text
    purpose: Mapping[str, str]
    exchanges: tuple[Exchange, ...]
    modes: tuple[str, ...]
    max_days: int
    default_days: int
    retention_days: int
    history_days: int
    refusal: Text = field(default_factory=dict)
    no_effect_on_care: bool = False
    identity_number: bool = False

    def asked(self, direction: Direction = "read") -> tuple[Category, ...]:
        """Return every category asked for in this direction, in the order of the catalogue."""
        return tuple(
            category
            for exchange in self.exchanges
            if exchange.action == direction
            for category in exchange.categories
        )


@dataclass(frozen=True, slots=True)
class Service:
    """One entry of a catalogue.

    `missing` names what an entry lacks to be used, by member; `entry` is the entry as signed, for
    what is only shown. `jwks` are public JWKs as stated, not read yet.
    """

    id: str
    name: Text
    publisher: str
    status: str
    jwks: tuple[Mapping[str, Any], ...]
    endpoints: Mapping[str, str]
    finalities: tuple[Finality, ...]
    missing: tuple[str, ...]
    entry: Mapping[str, Any] = field(repr=False)

    @property
    def usable(self) -> bool:
        """Tell whether a new grant may be made: complete, and online."""
        return not self.missing and self.status == "online"

    def keys(self, use: Literal["sig", "enc"]) -> tuple[Mapping[str, Any], ...]:
        """Return its JWKs for signing or for sealing."""
        return tuple(key for key in self.jwks if key.get("use") == use)

    def finality(self, code: str) -> Finality | None:
        """Return the purpose of this code."""
        return next((one for one in self.finalities if one.code == code), None)


def said(text: Text, language: str) -> str:
    """Return words in this language, else in French, else in any; "" when there are none."""
    return text.get(language) or text.get("fr") or next(iter(text.values()), "")


def read(entry: Mapping[str, Any], *, practice: bool = False) -> Service:
    """Read one entry; addresses must be https, or on this computer in a practice catalogue."""
    publisher = _object(entry.get("publisher"))
    jwks = tuple(_object(key) for key in _array(_object(entry.get("jwks")).get("keys")))
    stated = _object(entry.get("endpoints"))
    endpoints = {
        name: stated[name]
        for name in ENDPOINTS
        if isinstance(stated.get(name), str) and allowed_address(stated[name], practice=practice)
    }
    service = Service(
        id=_words(entry.get("id")),
        name=_text(entry.get("name")),
        publisher=_words(publisher.get("name")),
        status=_words(entry.get("status")),
        jwks=jwks,
        endpoints=endpoints,
        finalities=tuple(_finalities(_array(entry.get("finalities")))),
        missing=(),
        entry=entry,
    )
    return Service(
        **{name: getattr(service, name) for name in _NAMES}, missing=tuple(_missing(service))
    )


def allowed_address(address: str, *, practice: bool) -> bool:
    """Tell whether an address may be spoken to: https, or 127.0.0.1 for practice."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    if parts.username is not None or parts.password is not None or parts.fragment:
        return False
    here = practice and parts.scheme == "http" and parts.hostname == "127.0.0.1"
    return bool(parts.hostname) and ((here and port is not None) or parts.scheme == "https")


_NAMES: Final = (
    "id", "name", "publisher", "status", "jwks", "endpoints", "finalities", "entry",
)  # fmt: skip


def _missing(service: Service) -> Iterator[str]:
    lacking = {
        "id": not service.id,
        "name": not service.name,
        "publisher.name": not service.publisher,
        "status": service.status not in STATUSES,
        "jwks.sig": not _one_point(service.keys("sig")),
        "jwks.enc": not _one_point(service.keys("enc")),
        "endpoints.share": "share" not in service.endpoints,
        "endpoints.revoke": "revoke" not in service.endpoints,
        "finalities": not service.finalities,
    }
    yield from (member for member, lacks in lacking.items() if lacks)


def _one_point(keys: Sequence[Mapping[str, Any]]) -> bool:
    kinds = [(key.get("kty"), key.get("crv")) for key in keys]
    return kinds == [("EC", "P-256")]


def _finalities(stated: Sequence[Any]) -> Iterator[Finality]:
    """Give the purposes that are whole; one without words, end or scopes is none."""
    for one in map(_object, stated):
        refusal = _object(one.get("refusal"))
        finality = Finality(
            code=_words(one.get("code")),
            version=_number(one.get("version")),
            label=_text(one.get("label")),
            text=_text(one.get("text")),
            purpose=_text(one.get("purpose")),
            exchanges=tuple(_exchanges(_array(one.get("exchanges")))),
            modes=tuple(mode for mode in _array(one.get("modes")) if mode in ("once", "standing")),
            max_days=_number(one.get("max_days")),
            default_days=_number(one.get("default_days")),
            retention_days=_number(one.get("retention_days")),
            history_days=_number(one.get("history_days")),
            refusal=_text(refusal.get("text")),
            no_effect_on_care=refusal.get("no_effect_on_care") is True,
            identity_number=one.get("identity_number") is True,
        )
        if _whole(finality):
            yield finality


def _whole(finality: Finality) -> bool:
    purpose = finality.purpose.get("code", "")
    return bool(
        finality.code
        and finality.label
        and finality.text
        and finality.modes
        and finality.exchanges
        and finality.max_days > 0
        and finality.version > 0
        and purpose
        and purpose not in NEVER_A_PURPOSE
    )


def _exchanges(stated: Sequence[Any]) -> Iterator[Exchange]:
    for one in map(_object, stated):
        action = one.get("action")
        categories = tuple(_categories(_array(one.get("categories"))))
        if action in ("read", "write") and categories:
            yield Exchange(_words(one.get("domain")), action, categories)


def _categories(stated: Sequence[Any]) -> Iterator[Category]:
    for one in map(_object, stated):
        scopes = tuple(scope for scope in _array(one.get("scopes")) if isinstance(scope, str))
        code, title = _words(one.get("code")), _text(one.get("title"))
        if code and title and scopes:
            yield Category(code, title, one.get("required") is True, scopes)


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _array(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else []


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> int:
    return value if type(value) is int and value >= 0 else 0


def _text(value: object) -> Mapping[str, str]:
    words = _object(value)
    return {name: said for name, said in words.items() if isinstance(said, str) and said}
